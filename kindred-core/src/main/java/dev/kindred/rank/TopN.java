package dev.kindred.rank;

import dev.kindred.internal.Checks;

/**
 * The n best of many scores: a bounded heap whose worst score is the threshold that a new one must
 * beat. Ties are decided for the lower row; {@code NaN} never enters.
 *
 * <p>Cost: one comparison per score that is not among the best, O(log n) for one that is; no
 * allocation after construction. Not thread-safe: one per thread.
 */
public final class TopN {
    private final int[] rows;
    private final float[] scores;
    private int size;
    private boolean sorted;

    public TopN(int n) {
        Checks.positive("n", n);
        rows = new int[n];
        scores = new float[n];
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
        sorted = false;
    }

    /** The number of rows kept. */
    public int size() {
        return size;
    }

    /** Offers all scores of an array; rows are positions. */
    public void offerAll(float[] all) {
        unsort();
        int row = 0;
        for (; row < all.length && size < rows.length; row++) {
            offer(row, all[row]);
        }
        float threshold = scores[0];
        for (; row < all.length; row++) {
            if (all[row] >= threshold) { // false for NaN
                offer(row, all[row]);
                threshold = scores[0];
            }
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
    public TopN sort() {
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
        return this;
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

    private void siftUp(int at, int row, float score) {
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
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
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
