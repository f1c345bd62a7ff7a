package dev.kindred.internal.kernel;

import dev.kindred.internal.Checks;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The n best of many scores, offered in blocks: a bounded heap whose worst score is the threshold
 * that a new one must beat, and a scan that passes over all scores below it many at a time. Ties
 * are decided for the lower row; {@code NaN} never enters.
 *
 * <p>Cost: far less than one comparison per score that is not among the best, O(log n) for one that
 * is; no allocation after construction. Not thread-safe: one per thread.
 */
public final class BestN {
    private static final int FIRST_CHUNK = 64;
    private static final int LAST_CHUNK = 1024;

    private final Kernels kernels;
    private final int[] rows;
    private final float[] scores;
    private final int[] positions = new int[LAST_CHUNK];
    private int size;
    private boolean sorted;
    private int offered; // up to LAST_CHUNK

    public BestN(Kernels kernels, int n) {
        this.kernels = kernels;
        rows = new int[Checks.positive("n", n)];
        scores = new float[n];
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
        offered = 0;
        sorted = false;
    }

    /** The number of rows kept. */
    public int size() {
        return size;
    }

    /**
     * Offers a block of scores: those of the rows {@code firstRow}, {@code firstRow + 1}, ...
     * Blocks may come in any order.
     */
    public void offerAll(float[] block, int from, int length, int firstRow) {
        offerAll(block, from, length, firstRow, null);
    }

    /**
     * As {@link #offerAll(float[], int, int, int)}, but some rows must not enter.
     *
     * @param keeps asked about rows that would enter
     */
    public void offerAll(
            float[] block, int from, int length, int firstRow, @Nullable IntPredicate keeps) {
        unsort();
        int k = 0;
        for (; k < length && size < rows.length; k++) {
            offer(firstRow + k, block[from + k], keeps);
        }
        // Chunks grow as the threshold rises: each lets about as many through as the heap holds.
        while (k < length) {
            int chunk = Math.max(FIRST_CHUNK, Math.min(offered + k, LAST_CHUNK));
            int count = Math.min(chunk, length - k);
            offerChunk(block, from + k, count, firstRow + k, keeps);
            k += count;
        }
        offered = Math.min(LAST_CHUNK, offered + length);
    }

    private void offerChunk(
            float[] block, int from, int length, int firstRow, @Nullable IntPredicate keeps) {
        // The next float below lets rows with the threshold's score through: they may be lower.
        float limit = Math.nextDown(scores[0]);
        int found = kernels.above(limit, block, from, length, positions);
        for (int at = 0; at < found; at++) {
            offer(firstRow + positions[at], block[from + positions[at]], keeps);
        }
    }

    private void offer(int row, float score, @Nullable IntPredicate keeps) {
        if (keeps == null || accepts(row, score) && keeps.test(row)) {
            offer(row, score);
        }
    }

    /** True if a score would be kept; false for {@code NaN}. */
    public boolean accepts(int row, float score) {
        if (size < rows.length) {
            return score == score;
        }
        int worst = sorted ? size - 1 : 0;
        return worse(rows[worst], scores[worst], row, score);
    }

    /** Offers one score. */
    public void offer(int row, float score) {
        if (score != score) {
            return;
        }
        unsort();
        if (size < rows.length) {
            siftUp(size++, row, score);
        } else if (worse(rows[0], scores[0], row, score)) {
            siftDown(row, score);
        }
    }

    /**
     * Sorts what was kept, best first; {@link #row} and {@link #score} are valid until the next
     * offer.
     */
    public void sort() {
        unsort();
        int kept = size;
        while (size > 1) {
            size--;
            int lastRow = rows[size];
            float lastScore = scores[size];
            rows[size] = rows[0];
            scores[size] = scores[0];
            siftDown(lastRow, lastScore);
        }
        size = kept;
        sorted = true;
    }

    /** Makes a heap of the sorted result again: worst first is one. */
    private void unsort() {
        if (!sorted) {
            return;
        }
        sorted = false;
        for (int a = 0, b = size - 1; a < b; a++, b--) {
            int row = rows[a];
            float score = scores[a];
            rows[a] = rows[b];
            scores[a] = scores[b];
            rows[b] = row;
            scores[b] = score;
        }
    }

    /** The row at a position of the sorted result. */
    public int row(int position) {
        return rows[position];
    }

    /** The score at a position of the sorted result. */
    public float score(int position) {
        return scores[position];
    }

    private static boolean worse(int rowA, float scoreA, int rowB, float scoreB) {
        return scoreA < scoreB || scoreA == scoreB && rowA > rowB;
    }

    private void siftUp(int start, int row, float score) {
        int at = start;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!worse(row, score, rows[parent], scores[parent])) {
                break;
            }
            rows[at] = rows[parent];
            scores[at] = scores[parent];
            at = parent;
        }
        rows[at] = row;
        scores[at] = score;
    }

    private void siftDown(int row, float score) {
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size
                    && worse(rows[child + 1], scores[child + 1], rows[child], scores[child])) {
                child++;
            }
            if (!worse(rows[child], scores[child], row, score)) {
                break;
            }
            rows[at] = rows[child];
            scores[at] = scores[child];
            at = child;
        }
        rows[at] = row;
        scores[at] = score;
    }
}
