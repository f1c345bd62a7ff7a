package dev.kindred.knn;

import java.util.Arrays;

/**
 * Selects the most similar of many rows; of equals the lower row. Working memory of one thread.
 *
 * <p>Candidates above the worst one kept so far are collected until there are twice as many as
 * wanted; then quickselect drops the worse half and raises the bar.
 *
 * <p>Cost: O(candidates), one comparison for most.
 */
final class Nearest {
    private int[] rows = new int[0];
    private double[] similarities = new double[0];
    private int size;

    /** Selects the {@code k} best of what was found, all if there are fewer. */
    void select(RowProducts found, int k) {
        size = 0;
        int room = (int) Math.min(2L * k, found.size);
        if (rows.length < room) {
            rows = new int[room];
            similarities = new double[room];
        }
        double bar = Double.NEGATIVE_INFINITY;
        int barRow = Integer.MAX_VALUE;
        for (int at = 0; at < found.size; at++) {
            double similarity = found.values[at];
            if (similarity > bar || similarity == bar && found.rows[at] < barRow) {
                if (size == room) {
                    partition(k);
                    bar = similarities[k - 1];
                    barRow = rows[k - 1];
                }
                rows[size] = found.rows[at];
                similarities[size++] = similarity;
            }
        }
        if (size > k) {
            partition(k);
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
    private void partition(int k) {
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
        int to = low;
        for (int at = low + 1; at <= high; at++) {
            if (similarities[at] > similarity || similarities[at] == similarity && rows[at] < row) {
                swap(++to, at);
            }
        }
        swap(low, to);
        return to;
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
