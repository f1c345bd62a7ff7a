package dev.kindred.spark.train;

import dev.kindred.data.SparseRows;
import dev.kindred.spark.data.UserHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Sends each history to the blocks that have one of its items, whole: a block can then compute its
 * items' rows of a product of the matrix with itself, and cut them, without anything else.
 *
 * <p>Histories travel packed by thousands of numbers: {@code user, length, items...}.
 *
 * <p>Cost: each like is sent at most min(blocks, length of the history) times, in 4 bytes.
 */
final class BlockHistories {
    private static final int PACK = 1 << 14;

    private BlockHistories() {}

    /** Packs by block, a partition per block. */
    static JavaPairRDD<Integer, int[]> of(
            JavaRDD<UserHistory> histories, Broadcast<ItemBlocks> blocks) {
        int count = blocks.value().count();
        return histories
                .mapPartitionsToPair(rows -> new Packing(rows, blocks.value()))
                .partitionBy(new ByBlock(count));
    }

    /** The matrix of the likes in some packs, users in the order of their rows. */
    static SparseRows matrix(Iterator<Tuple2<Integer, int[]>> packs, int items) {
        var all = new ArrayList<int[]>();
        int users = 0;
        long likes = 0;
        while (packs.hasNext()) {
            int[] pack = packs.next()._2;
            all.add(pack);
            for (int at = 0; at < pack.length; at += 2 + pack[at + 1]) {
                users++;
                likes += pack[at + 1];
            }
        }
        long[] places = new long[users]; // user in the upper half, running number in the lower
        long[] found = new long[users]; // pack and place in it
        int n = 0;
        for (int p = 0; p < all.size(); p++) {
            int[] pack = all.get(p);
            for (int at = 0; at < pack.length; at += 2 + pack[at + 1]) {
                places[n] = (long) pack[at] << 32 | n;
                found[n++] = (long) p << 32 | at;
            }
        }
        Arrays.sort(places);
        int[] starts = new int[users + 1];
        int[] columns = new int[Math.toIntExact(likes)];
        for (int user = 0; user < users; user++) {
            long place = found[(int) places[user]];
            int[] pack = all.get((int) (place >>> 32));
            int at = (int) place;
            System.arraycopy(pack, at + 2, columns, starts[user], pack[at + 1]);
            starts[user + 1] = starts[user] + pack[at + 1];
            Arrays.sort(columns, starts[user], starts[user + 1]);
        }
        double[] ones = new double[columns.length];
        Arrays.fill(ones, 1);
        return SparseRows.of(items, starts, columns, ones);
    }

    /** A partition per block. */
    private static final class ByBlock extends Partitioner {
        private static final long serialVersionUID = 1;

        private final int count;

        private ByBlock(int count) {
            this.count = count;
        }

        @Override
        public int numPartitions() {
            return count;
        }

        @Override
        public int getPartition(Object block) {
            return (Integer) block;
        }
    }

    /** Packs the histories of a partition while they are read. */
    private static final class Packing implements Iterator<Tuple2<Integer, int[]>> {
        private final Iterator<UserHistory> rows;
        private final ItemBlocks blocks;
        private final List<Tuple2<Integer, int[]>> ready = new ArrayList<>();
        private final int[][] open;
        private final int[] filled;
        private final int[] lastUser; // per block: 1 + the last user that was added

        private Packing(Iterator<UserHistory> rows, ItemBlocks blocks) {
            this.rows = rows;
            this.blocks = blocks;
            this.open = new int[blocks.count()][0];
            this.filled = new int[blocks.count()];
            this.lastUser = new int[blocks.count()];
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && rows.hasNext()) {
                UserHistory next = rows.next();
                add(next.getUser(), next.likes());
                if (!rows.hasNext()) {
                    for (int block = 0; block < open.length; block++) {
                        flush(block);
                    }
                }
            }
            return !ready.isEmpty();
        }

        @Override
        public Tuple2<Integer, int[]> next() {
            if (!hasNext()) {
                throw new java.util.NoSuchElementException();
            }
            return ready.remove(ready.size() - 1);
        }

        private void add(int user, int[] likes) {
            for (int item : likes) {
                int block = blocks.blockOf(item);
                if (block >= 0 && lastUser[block] != user + 1) {
                    lastUser[block] = user + 1;
                    append(block, user, likes);
                }
            }
        }

        private void append(int block, int user, int[] likes) {
            int size = filled[block] + 2 + likes.length;
            if (size > open[block].length) {
                flush(block);
                size = 2 + likes.length;
                int doubled = Math.min(PACK, Math.max(64, 2 * open[block].length));
                open[block] = new int[Math.max(size, doubled)];
            }
            int[] pack = open[block];
            pack[filled[block]] = user;
            pack[filled[block] + 1] = likes.length;
            System.arraycopy(likes, 0, pack, filled[block] + 2, likes.length);
            filled[block] = size;
        }

        private void flush(int block) {
            if (filled[block] > 0) {
                ready.add(new Tuple2<>(block, Arrays.copyOf(open[block], filled[block])));
                filled[block] = 0;
            }
        }
    }
}
