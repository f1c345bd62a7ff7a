package dev.kindred.knn;

/**
 * Counts the columns that rows share, by the row-wise method of F. Gustavson ("Two Fast Algorithms
 * for Sparse Matrices", ACM TOMS 1978): for each column of the row, one is added to each row that
 * has it. Values are not looked at.
 */
final class CountProducts extends RowProducts {
    private final RowArrays matrix;
    private final int[] counts; // all 0 between calls

    CountProducts(RowArrays matrix, boolean countsOverlaps) {
        super(matrix.rowCount(), countsOverlaps);
        this.matrix = matrix;
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
        long work = 0;
        for (int k = from; k < to; k++) {
            work += matrix.columnStarts()[columns[k] + 1] - matrix.columnStarts()[columns[k]];
        }
        // Where most rows are met it is cheaper to look at all than to remember each.
        if (work > counts.length) {
            countDense(columns, from, to);
        } else {
            countSparse(columns, from, to);
        }
        for (int k = 0; overlaps != null && k < size; k++) {
            overlaps[k] = (int) values[k];
        }
    }

    private void countDense(int[] columns, int from, int to) {
        int[] columnStarts = matrix.columnStarts();
        int[] columnRows = matrix.columnRows();
        for (int k = from; k < to; k++) {
            int end = columnStarts[columns[k] + 1];
            for (int at = columnStarts[columns[k]]; at < end; at++) {
                counts[columnRows[at]]++;
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

    private void countSparse(int[] columns, int from, int to) {
        int[] columnStarts = matrix.columnStarts();
        int[] columnRows = matrix.columnRows();
        int found = 0;
        for (int k = from; k < to; k++) {
            int end = columnStarts[columns[k] + 1];
            for (int at = columnStarts[columns[k]]; at < end; at++) {
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
