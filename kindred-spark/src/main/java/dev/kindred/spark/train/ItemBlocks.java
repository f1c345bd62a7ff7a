package dev.kindred.spark.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Cuts items into blocks of about the same work, so that no task takes much longer than the others,
 * whatever is popular: the items with the most work first, each into the block that has the least.
 */
final class ItemBlocks implements Serializable {
    private static final long serialVersionUID = 1;

    private final int[] blockOf;
    private final int count;

    private ItemBlocks(int[] blockOf, int count) {
        this.blockOf = blockOf;
        this.count = count;
    }

    /**
     * The blocks.
     *
     * @param work per item; items without any are in no block
     * @param most how many blocks there may be
     */
    static ItemBlocks of(double[] work, int most) {
        int[] order =
                IntStream.range(0, work.length)
                        .filter(item -> work[item] > 0)
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer item) -> -work[item])
                                        .thenComparing(Comparator.naturalOrder()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        int count = Math.max(1, Math.min(most, order.length));
        int[] blockOf = new int[work.length];
        Arrays.fill(blockOf, -1);
        double[] load = new double[count];
        var lightest =
                new java.util.PriorityQueue<Integer>(
                        Comparator.comparingDouble((Integer block) -> load[block])
                                .thenComparing(Comparator.naturalOrder()));
        IntStream.range(0, count).forEach(lightest::add);
        for (int item : order) {
            int block = lightest.remove();
            blockOf[item] = block;
            load[block] += work[item];
            lightest.add(block);
        }
        return new ItemBlocks(blockOf, count);
    }

    int count() {
        return count;
    }

    int size() {
        return blockOf.length;
    }

    /** The block of an item, or -1. */
    int blockOf(int item) {
        return blockOf[item];
    }

    /** The items of a block, rising. */
    int[] items(int block) {
        return IntStream.range(0, blockOf.length).filter(item -> blockOf[item] == block).toArray();
    }
}
