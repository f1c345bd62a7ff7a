package dev.kindred.knn;

/**
 * Counts the columns that rows share, by the row-wise method of F. Gustavson ("Two Fast Algorithms
 * for Sparse Matrices", ACM TOMS 1978): for each column of the row, one is added to each row that
 * has it. Values are not looked at.
 */
final class CountProducts extends RowProducts {
    private final RowArrays matrix;
    private final HeavyColumns heavy;
    private final int[] words; // per group of heavy columns: those of the row; all 0 between calls
    private final int[] counts; // all 0 between calls

    CountProducts(RowArrays matrix, HeavyColumns heavy, boolean countsOverlaps) {
        super(matrix.rowCount(), countsOverlaps);
        this.matrix = matrix;
        this.heavy = heavy;
        this.words = new int[heavy.groups()];
        this.counts = new int[matrix.rowCount()];
    }

    @Override
    void findRow(int row) {
        count(matrix.columns(), matrix.starts()[row], matrix.starts()[row + 1]);
    }

    @Override
    void find(int[] columns, double[] values, int from, int to) {
        count(columns, from, to);
    }

    private void count(int[] columns, int from, int to) {
        // Where most rows are met it is cheaper to look at all than to remember each.
        if (matrix.entries(columns, from, to) > counts.length) {
            countDense(columns, from, to);
        } else {
            countSparse(columns, from, to);
        }
        for (int k = 0; overlaps != null && k < size; k++) {
            overlaps[k] = (int) values[k];
        }
    }

    private void countDense(int[] columns, int from, int to) {
        for (int k = from; k < to; k++) {
            int place = heavy.place(columns[k]);
            if (place >= 0) {
                words[place / Integer.SIZE] |= 1 << place;
            } else {
                increment(columns[k]);
            }
        }
        for (int group = 0; group < words.length; group++) {
            if (words[group] != 0) {
                heavy.count(group, words[group], counts);
                words[group] = 0;
            }
        }
        int found = 0;
        for (int row = 0; row < counts.length; row++) {
            int count = counts[row];
            rows[found] = row;
            if (count != 0) {
                values[found++] = count;
                counts[row] = 0;
            }
        }
        size = found;
    }

    private void increment(int column) {
        int[] columnRows = matrix.columnRows();
        int end = matrix.end(column);
        for (int at = matrix.start(column); at < end; at++) {
            counts[columnRows[at]]++;
        }
    }

    private void countSparse(int[] columns, int from, int to) {
        int[] columnRows = matrix.columnRows();
        int found = 0;
        for (int k = from; k < to; k++) {
            int end = matrix.end(columns[k]);
            for (int at = matrix.start(columns[k]); at < end; at++) {
                int row = columnRows[at];
                int count = counts[row];
                rows[found] = row;
                found += count == 0 ? 1 : 0;
                counts[row] = count + 1;
            }
        }
        for (int k = 0; k < found; k++) {
            values[k] = counts[rows[k]];
            counts[rows[k]] = 0;
        }
        size = found;
    }
}
