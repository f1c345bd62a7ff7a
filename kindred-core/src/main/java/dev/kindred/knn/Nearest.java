package dev.kindred.knn;

import java.util.Arrays;

/**
 * Selects the most similar of many rows; of equals the lower row. Working memory of one thread.
 *
 * <p>Candidates that reach the worst one kept so far are collected; when the room is full,
 * quickselect drops all but the best and raises the bar.
 *
 * <p>Cost: O(candidates), one comparison for most.
 */
final class Nearest {
    private static final int SPARE = 512;
    private static final int SAMPLE = 9;

    private final int k;
    private int[] rows = new int[SPARE];
    private double[] similarities = new double[SPARE];
    private final int[] sample = new int[SAMPLE];
    private int size;
    private double bar = Double.NEGATIVE_INFINITY;

    /** Selects {@code k} rows at most. */
    Nearest(int k) {
        this.k = k;
    }

    /** Forgets everything. */
    void clear() {
        size = 0;
        bar = Double.NEGATIVE_INFINITY;
    }

    /** A similarity that a row must reach to be one of the best; rises. */
    double bar() {
        return bar;
    }

    /** Adds what was found between two positions. */
    void add(FoundRows found, int from, int to) {
        int at = from;
        while (at < to) {
            if (size == rows.length) {
                makeRoom();
            }
            int end = Math.min(to, at + rows.length - size);
            int filled = size;
            for (; at < end; at++) {
                double similarity = found.values[at];
                rows[filled] = found.rows[at];
                similarities[filled] = similarity;
                filled += similarity >= bar ? 1 : 0;
            }
            size = filled;
        }
        if (size > k && size - k >= Math.min(k, SPARE / 2)) {
            keepBest(k + k / 2L);
        }
    }

    private void makeRoom() {
        if (size > k) {
            keepBest(k + k / 2L);
        }
        if (size > rows.length / 2) {
            int room = (int) Math.min(2L * rows.length, Integer.MAX_VALUE - 8);
            rows = Arrays.copyOf(rows, room);
            similarities = Arrays.copyOf(similarities, room);
        }
    }

    /** Drops all but the best. */
    Nearest finish() {
        if (size > k) {
            keepBest(k);
        }
        return this;
    }

    /** The rows selected: a new array, in no particular order. */
    int[] rows() {
        return Arrays.copyOf(rows, size);
    }

    /** The similarities of {@link #rows}: a new array. */
    double[] similarities() {
        return Arrays.copyOf(similarities, size);
    }

    /** Keeps the k best, or a few more if that is cheaper but {@code most} at most. */
    private void keepBest(long most) {
        int low = 0;
        int high = size - 1;
        while (true) {
            swap(low, pivot(low, high, (k + most) / 2));
            int last = split(low, high);
            if (last >= k - 1 && last < most) {
                size = last + 1;
                bar = similarities[last];
                return;
            } else if (last < k - 1) {
                low = last + 1;
            } else {
                high = last - 1;
            }
        }
    }

    /** The position of a row that is about as good as the one wanted, judged by a few. */
    private int pivot(int low, int high, long wanted) {
        int length = high - low + 1;
        int step = Math.max(1, length / SAMPLE);
        int count = Math.min(SAMPLE, length);
        for (int n = 0; n < count; n++) { // sorted as they come
            int at = low + n * step;
            int to = n;
            for (; to > 0 && better(at, sample[to - 1]); to--) {
                sample[to] = sample[to - 1];
            }
            sample[to] = at;
        }
        long rank = count * (wanted - low) / (length + 1);
        return sample[(int) Math.min(rank, count - 1)];
    }

    /** Moves what is better than the one at {@code low} before it; its new place. */
    private int split(int low, int high) {
        double similarity = similarities[low];
        int row = rows[low];
        int to = low + 1;
        for (int at = low + 1; at <= high; at++) { // without a branch that is hard to foresee
            double other = similarities[at];
            int otherRow = rows[at];
            similarities[at] = similarities[to];
            rows[at] = rows[to];
            similarities[to] = other;
            rows[to] = otherRow;
            boolean better = other > similarity | other == similarity & otherRow < row;
            to += better ? 1 : 0;
        }
        swap(low, to - 1);
        return to - 1;
    }

    private boolean better(int a, int b) {
        return similarities[a] > similarities[b]
                || similarities[a] == similarities[b] && rows[a] < rows[b];
    }

    private void swap(int a, int b) {
        double similarity = similarities[a];
        similarities[a] = similarities[b];
        similarities[b] = similarity;
        int row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }
}
