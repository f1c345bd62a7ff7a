package dev.kindred.knn;

import dev.kindred.data.SparseRows;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Adds up scores of few among many items: working memory of one thread, used again and again.
 *
 * <p>Sums are doubles, so that the order in which a history comes hardly shows. All that is added
 * is above 0.
 */
final class ScoreSums {
    private final double[] sums; // all 0 between uses
    private final int[] touched; // items whose sum is not 0
    private int size;
    private long added;

    private ScoreSums(int items) {
        sums = new double[items];
        touched = new int[items + 1]; // one more: written before it is known whether it counts
    }

    /** Working memory that is not in use. Thread-safe. */
    static final class Pool {
        private final ConcurrentLinkedQueue<ScoreSums> idle = new ConcurrentLinkedQueue<>();
        private final int items;

        Pool(int items) {
            this.items = items;
        }

        ScoreSums borrow() {
            ScoreSums sums = idle.poll();
            return sums != null ? sums : new ScoreSums(items);
        }
    }

    /**
     * Adds {@code factor} times a row's values to its columns. Where more has been added than there
     * are items it is cheaper to look at all in the end than to remember each.
     */
    void add(SparseRows rows, int row, double factor) {
        int end = rows.end(row);
        if (size == touched.length - 1) {
            for (int k = rows.start(row); k < end; k++) {
                sums[rows.column(k)] += factor * rows.value(k);
            }
            return;
        }
        added += rows.size(row);
        int found = size;
        for (int k = rows.start(row); k < end; k++) {
            int item = rows.column(k);
            double sum = sums[item];
            touched[found] = item;
            found += sum == 0 ? 1 : 0;
            sums[item] = sum + factor * rows.value(k);
        }
        size = found;
        if (added > sums.length) {
            Arrays.setAll(touched, item -> item);
            size = sums.length;
        }
    }

    /** Writes the sums, {@code NaN} for items without, and goes back to the pool. */
    void moveTo(float[] scores, Pool pool) {
        Arrays.fill(scores, Float.NaN);
        for (int k = 0; k < size; k++) {
            int item = touched[k];
            double sum = sums[item];
            scores[item] = sum > 0 ? (float) sum : Float.NaN;
            sums[item] = 0;
        }
        giveBack(pool);
    }

    /** As {@link #moveTo(float[], Pool)}, added to what each item has of its own. */
    void moveTo(float[] scores, double[] own, Pool pool) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] = (float) own[item];
        }
        for (int k = 0; k < size; k++) {
            int item = touched[k];
            scores[item] = (float) (own[item] + sums[item]);
            sums[item] = 0;
        }
        giveBack(pool);
    }

    private void giveBack(Pool pool) {
        size = 0;
        added = 0;
        pool.idle.add(this);
    }
}
