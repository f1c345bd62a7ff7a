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

    private final int k;
    private int[] rows = new int[SPARE];
    private double[] similarities = new double[SPARE];
    private int size;
    private double bar;

    /** Selects {@code k} rows at most. */
    Nearest(int k) {
        this.k = k;
        clear();
    }

    /** Forgets everything. */
    void clear() {
        size = 0;
        bar = Double.NEGATIVE_INFINITY;
    }

    /** A similarity that a row must reach to be one of the best so far. */
    double bar() {
        return bar;
    }

    /** Adds what was found between two positions. */
    void add(RowProducts found, int from, int to) {
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
            keepBest();
        }
    }

    private void makeRoom() {
        if (size > k) {
            keepBest();
        }
        if (size > rows.length / 2) {
            int room = (int) Math.min(2L * rows.length, Integer.MAX_VALUE - 8);
            rows = Arrays.copyOf(rows, room);
            similarities = Arrays.copyOf(similarities, room);
        }
    }

    /** Drops all but the best. */
    void finish() {
        if (size > k) {
            keepBest();
        }
    }

    /** The rows selected: a new array, in no particular order. */
    int[] rows() {
        return Arrays.copyOf(rows, size);
    }

    /** The similarities of {@link #rows}: a new array. */
    double[] similarities() {
        return Arrays.copyOf(similarities, size);
    }

    /** Puts the k best first, the worst of them at position k - 1, and forgets the others. */
    private void keepBest() {
        int low = 0;
        int high = size - 1;
        int wanted = k - 1;
        while (low < high) {
            medianToLow(low, high);
            int pivot = split(low, high);
            if (pivot < wanted) {
                low = pivot + 1;
            } else if (pivot > wanted) {
                high = pivot - 1;
            } else {
                break;
            }
        }
        size = k;
        bar = similarities[k - 1];
    }

    private void medianToLow(int low, int high) {
        int middle = (low + high) >>> 1;
        if (better(middle, low)) {
            swap(middle, low);
        }
        if (better(high, low)) {
            swap(high, low);
        }
        if (better(middle, high)) {
            swap(middle, high);
        }
        swap(low, high); // best, middle, median was the order: the median goes to low
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
