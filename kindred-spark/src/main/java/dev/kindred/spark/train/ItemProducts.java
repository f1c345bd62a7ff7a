package dev.kindred.spark.train;

import dev.kindred.data.SparseRows;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.data.UserHistory;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows of the product of a matrix of likes with itself, cut to the best, on many machines: each
 * task computes the rows of one block of items from the histories that have any of them.
 *
 * <p>Cost: time O(sum over users of history length squared) over all tasks; a task holds the
 * histories of its block twice, 4 bytes per like each.
 */
final class ItemProducts {
    private final JavaSparkContext context;
    private final JavaRDD<UserHistory> histories;
    private final int items;
    private final int most;

    /**
     * Products of prepared data.
     *
     * @param most how many blocks there may be; 0 for twice as many as tasks run at once
     */
    ItemProducts(PreparedData data, int most) {
        this.context = new JavaSparkContext(data.spark().sparkContext());
        this.histories = data.histories();
        this.items = data.items().size();
        this.most = most > 0 ? most : 2 * Math.max(2, context.defaultParallelism());
    }

    /** Finds the lists of some items of a block. */
    interface Finder extends Serializable {
        void find(int[] wanted, SparseRows byUser, Consumer<ItemList> lists);
    }

    /**
     * Computes all rows.
     *
     * @param work per item: what its row costs
     * @param finder runs on the workers
     * @param lists gets each item's, in any order; items without likes have none
     */
    void forEach(double[] work, Finder finder, Consumer<ItemList> lists) {
        Broadcast<ItemBlocks> blocks = context.broadcast(ItemBlocks.of(work, most));
        int columns = items;
        JavaRDD<ItemList> found =
                BlockHistories.of(histories, blocks)
                        .mapPartitionsWithIndex(
                                (block, packs) -> {
                                    var ofBlock = new ArrayList<ItemList>();
                                    finder.find(
                                            blocks.value().items(block),
                                            BlockHistories.matrix(packs, columns),
                                            ofBlock::add);
                                    return ofBlock.iterator();
                                },
                                true)
                        .persist(StorageLevel.MEMORY_AND_DISK());
        try {
            found.count(); // on all machines at once; what follows goes block by block
            for (Iterator<ItemList> all = found.toLocalIterator(); all.hasNext(); ) {
                lists.accept(all.next());
            }
        } finally {
            found.unpersist();
            blocks.destroy();
        }
    }
}
