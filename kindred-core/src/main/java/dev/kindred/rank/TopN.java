package dev.kindred.rank;

import dev.kindred.internal.kernel.BestN;
import dev.kindred.internal.kernel.Kernels;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The n best of many scores: candidates are gathered, and cut to the n best of them again and
 * again; the worst of those is the threshold that a new one must beat. Ties are decided for the
 * lower row; {@code NaN} never enters.
 *
 * <p>Cost: less than one comparison per score that is not among the best, a few for one that is; no
 * allocation after construction. Not thread-safe: one per thread.
 */
public final class TopN {
    private final BestN best;

    public TopN(int n) {
        best = new BestN(Kernels.get(), n);
    }

    /** Forgets everything. */
    public void clear() {
        best.clear();
    }

    /** The number of rows kept. */
    public int size() {
        return best.size();
    }

    /** Offers all scores of an array; rows are positions. */
    public void offerAll(float[] all) {
        best.offerAll(all, 0, all.length, 0);
    }

    /**
     * Offers a part of an array: the scores of the rows from {@code firstRow} on.
     *
     * @param keeps asked about rows that may enter, or null
     */
    void offerAll(float[] all, int from, int length, int firstRow, @Nullable IntPredicate keeps) {
        best.offerAll(all, from, length, firstRow, keeps);
    }

    /**
     * False if a score would not be kept, as for {@code NaN}; true if it would have been at the
     * last {@link #sort}, and perhaps still.
     */
    public boolean accepts(int row, float score) {
        return best.accepts(row, score);
    }

    /** Offers one score. */
    public void offer(int row, float score) {
        best.offer(row, score);
    }

    /**
     * Sorts what was kept, best first; {@link #row} and {@link #score} are valid until the next
     * offer.
     */
    public TopN sort() {
        best.sort();
        return this;
    }

    /** What was kept, best first: a copy. */
    Scratch.Best sorted() {
        best.sort();
        int[] rows = new int[size()];
        double[] scores = new double[rows.length];
        for (int at = 0; at < rows.length; at++) {
            rows[at] = row(at);
            scores[at] = score(at);
        }
        return new Scratch.Best(rows, scores);
    }

    /** The row at a position of the sorted result. */
    public int row(int position) {
        return best.row(position);
    }

    /** The score at a position of the sorted result. */
    public float score(int position) {
        return best.score(position);
    }
}
