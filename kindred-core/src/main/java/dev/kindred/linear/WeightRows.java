package dev.kindred.linear;

import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.BestN;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.model.FitContext;
import java.util.Arrays;

/** Collects the rows of a sparse matrix of weights, in any order and from any thread. */
final class WeightRows {
    private final int columns;
    private final long[][] rows; // column in the upper half, the weight's bits in the lower

    WeightRows(int rows, int columns) {
        this.rows = new long[rows][];
        this.columns = columns;
    }

    /** Sets a row to what a heap holds. */
    void set(int row, BestN best) {
        long[] cells = new long[best.size()];
        for (int k = 0; k < cells.length; k++) {
            cells[k] = cell(best.row(k), best.score(k));
        }
        Arrays.sort(cells);
        rows[row] = cells;
    }

    /**
     * Sets a row to the weights that are not 0.
     *
     * @param columnOf rising
     */
    void set(int row, int[] columnOf, float[] weights, int size) {
        long[] cells = new long[size];
        int count = 0;
        for (int k = 0; k < size; k++) {
            if (weights[k] != 0) {
                cells[count++] = cell(columnOf[k], weights[k]);
            }
        }
        rows[row] = Arrays.copyOf(cells, count);
    }

    private static long cell(int column, float weight) {
        return (long) column << 32 | Integer.toUnsignedLong(Float.floatToRawIntBits(weight));
    }

    /** Divides a row by its sum. */
    void normalize(int row) {
        double sum = 0;
        for (long cell : rows[row]) {
            sum += Float.intBitsToFloat((int) cell);
        }
        for (int k = 0; k < rows[row].length; k++) {
            int column = (int) (rows[row][k] >>> 32);
            float weight = (float) (Float.intBitsToFloat((int) rows[row][k]) / sum);
            rows[row][k] = cell(column, weight);
        }
    }

    /** Gives a row away and forgets it. */
    void take(int row, Rp3BetaParts.Lists lists) {
        long[] cells = rows[row];
        int[] columnOf = new int[cells.length];
        float[] weights = new float[cells.length];
        for (int k = 0; k < cells.length; k++) {
            columnOf[k] = (int) (cells[k] >>> 32);
            weights[k] = Float.intBitsToFloat((int) cells[k]);
        }
        rows[row] = new long[0];
        lists.add(row, columnOf, weights);
    }

    SparseRows build() {
        int[] starts = new int[rows.length + 1];
        for (int row = 0; row < rows.length; row++) {
            starts[row + 1] = Math.addExact(starts[row], rows[row].length);
        }
        int[] columnOf = new int[starts[rows.length]];
        float[] values = new float[columnOf.length];
        for (int row = 0; row < rows.length; row++) {
            for (int k = 0; k < rows[row].length; k++) {
                columnOf[starts[row] + k] = (int) (rows[row][k] >>> 32);
                values[starts[row] + k] = Float.intBitsToFloat((int) rows[row][k]);
            }
        }
        return SparseRows.ofFloats(columns, starts, columnOf, values);
    }

    /** The matrix with the largest entries of each row; ties for the lower column. */
    static SparseRows largest(SparseRows matrix, int keep, FitContext context) {
        var kept = new WeightRows(matrix.rows(), matrix.columns());
        context.forEachRowWithState(
                matrix.rows(),
                thread -> {
                    var best = new BestN(Kernels.get(), keep);
                    return row -> {
                        best.clear();
                        for (int k = matrix.start(row); k < matrix.end(row); k++) {
                            best.offer(matrix.column(k), (float) matrix.value(k));
                        }
                        kept.set(row, best);
                    };
                });
        return kept.build();
    }
}
