package dev.kindred.knn;

/**
 * Keeps the most similar of the rows that are offered, of equals the lower one, each with what it
 * says: a heap with the worst at the top. Working memory of one thread.
 */
final class BestRows {
    private final int[] rows;
    private final double[] similarities;
    private final double[] rests;
    private int size;

    BestRows(int n) {
        rows = new int[n];
        similarities = new double[n];
        rests = new double[n];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** The row at a position after {@link #sort}. */
    int row(int position) {
        return rows[position];
    }

    double similarity(int position) {
        return similarities[position];
    }

    double rest(int position) {
        return rests[position];
    }

    /** Offers a row; no similarity ({@code NaN}) and similarity 0 say nothing and are left out. */
    void offer(int row, double similarity, double rest) {
        if (!(similarity < 0 || similarity > 0)) {
            return;
        }
        if (size < rows.length) {
            siftUp(size++, row, similarity, rest);
        } else if (worse(rows[0], similarities[0], row, similarity)) {
            siftDown(row, similarity, rest);
        }
    }

    /** Sorts what was kept, best first. */
    BestRows sort() {
        int kept = size;
        while (size > 1) {
            size--;
            int row = rows[size];
            double similarity = similarities[size];
            double rest = rests[size];
            set(size, rows[0], similarities[0], rests[0]);
            siftDown(row, similarity, rest);
        }
        size = kept;
        return this;
    }

    /** Adds a row, best or not; {@link #sort} and {@link #offer} must not follow. */
    void append(int row, double similarity, double rest) {
        set(size++, row, similarity, rest);
    }

    /** The sum of similarity times rest. */
    double weightedSum() {
        double sum = 0;
        for (int k = 0; k < size; k++) {
            sum += similarities[k] * rests[k];
        }
        return sum;
    }

    /** The sum of the similarities' amounts. */
    double weights() {
        double weights = 0;
        for (int k = 0; k < size; k++) {
            weights += Math.abs(similarities[k]);
        }
        return weights;
    }

    private static boolean worse(int rowA, double a, int rowB, double b) {
        return a < b || a == b && rowA > rowB;
    }

    private void siftUp(int from, int row, double similarity, double rest) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!worse(row, similarity, rows[parent], similarities[parent])) {
                break;
            }
            set(at, rows[parent], similarities[parent], rests[parent]);
            at = parent;
        }
        set(at, row, similarity, rest);
    }

    private void siftDown(int row, double similarity, double rest) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            int right = child + 1;
            if (right < size
                    && worse(rows[right], similarities[right], rows[child], similarities[child])) {
                child = right;
            }
            if (!worse(rows[child], similarities[child], row, similarity)) {
                break;
            }
            set(at, rows[child], similarities[child], rests[child]);
            at = child;
        }
        set(at, row, similarity, rest);
    }

    private void set(int at, int row, double similarity, double rest) {
        rows[at] = row;
        similarities[at] = similarity;
        rests[at] = rest;
    }
}
