package dev.kindred.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sparse matrix by rows (CSR) on primitive arrays. Immutable and thread-safe; reading a row
 * allocates nothing.
 *
 * <p>Within a row the columns rise. Values keep every digit they were given: they are stored as
 * nothing where all are 1, as floats where all are floats, else as doubles.
 *
 * <pre>{@code
 * for (int k = m.start(row); k < m.end(row); k++) {
 *     sum += m.value(k) * weights[m.column(k)];
 * }
 * }</pre>
 */
public final class SparseRows {
    private final int columns;
    private final int[] starts;
    private final int[] columnOf;
    private final float @Nullable [] floats;
    private final double @Nullable [] doubles;

    private SparseRows(
            int columns,
            int[] starts,
            int[] columnOf,
            float @Nullable [] floats,
            double @Nullable [] doubles) {
        this.columns = columns;
        this.starts = starts;
        this.columnOf = columnOf;
        this.floats = floats;
        this.doubles = doubles;
    }

    /**
     * A matrix over the given arrays, which the caller must not change afterwards.
     *
     * @param columns number of columns
     * @param starts length rows + 1: where each row starts in {@code columnOf}; rises from 0
     * @param columnOf column of each entry; rises within a row
     * @param values value of each entry, or null where all are 1
     * @throws IllegalArgumentException if the arrays do not fit each other
     */
    public static SparseRows of(
            int columns, int[] starts, int[] columnOf, double @Nullable [] values) {
        check(columns, starts, columnOf, values == null ? columnOf.length : values.length);
        if (values == null || allOne(values)) {
            return new SparseRows(columns, starts, columnOf, null, null);
        }
        float[] narrow = narrowOrNull(values);
        return new SparseRows(columns, starts, columnOf, narrow, narrow == null ? values : null);
    }

    /** As {@link #of(int, int[], int[], double[])}, for float values. */
    public static SparseRows ofFloats(int columns, int[] starts, int[] columnOf, float[] values) {
        check(columns, starts, columnOf, values.length);
        return new SparseRows(columns, starts, columnOf, values, null);
    }

    /** The matrix of the given dense rows; zeros are left out. For tests and examples. */
    public static SparseRows ofDense(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        int[] starts = new int[rows.length + 1];
        int[] columnOf = new int[rows.length * columns];
        double[] values = new double[rows.length * columns];
        int size = 0;
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns; column++) {
                if (rows[row][column] != 0) {
                    columnOf[size] = column;
                    values[size++] = rows[row][column];
                }
            }
            starts[row + 1] = size;
        }
        return of(columns, starts, Arrays.copyOf(columnOf, size), Arrays.copyOf(values, size));
    }

    public int rows() {
        return starts.length - 1;
    }

    public int columns() {
        return columns;
    }

    /** The number of stored entries. */
    public int entries() {
        return columnOf.length;
    }

    /** Where a row's entries start. */
    public int start(int row) {
        return starts[row];
    }

    /** Where a row's entries end (exclusive). */
    public int end(int row) {
        return starts[row + 1];
    }

    /** The number of a row's entries. */
    public int size(int row) {
        return starts[row + 1] - starts[row];
    }

    /** The column of entry k. */
    public int column(int k) {
        return columnOf[k];
    }

    /** The value of entry k. */
    public double value(int k) {
        if (floats != null) {
            return floats[k];
        }
        return doubles != null ? doubles[k] : 1;
    }

    /**
     * The same entries with empty columns after the last one; shares the arrays.
     *
     * @param wider at least as many columns as there are
     */
    public SparseRows withColumns(int wider) {
        if (wider < columns) {
            throw new IllegalArgumentException(
                    "there are %d columns; %d are fewer".formatted(columns, wider));
        }
        return new SparseRows(wider, starts, columnOf, floats, doubles);
    }

    /** True where no values are stored because all are 1. */
    public boolean isBinary() {
        return floats == null && doubles == null;
    }

    /** The entry of a cell, or -1. */
    public int find(int row, int column) {
        int k = Arrays.binarySearch(columnOf, starts[row], starts[row + 1], column);
        return k < 0 ? -1 : k;
    }

    /** The same pattern with every value 1; shares the pattern. */
    public SparseRows binary() {
        return isBinary() ? this : new SparseRows(columns, starts, columnOf, null, null);
    }

    /** The same pattern with other values (length {@link #entries}); shares the pattern. */
    public SparseRows withValues(double[] values) {
        return of(columns, starts, columnOf, values);
    }

    /** All values as a new array. */
    public double[] values() {
        double[] values = new double[entries()];
        for (int k = 0; k < values.length; k++) {
            values[k] = value(k);
        }
        return values;
    }

    /** All columns as a new array. */
    public int[] columnArray() {
        return columnOf.clone();
    }

    /** Where each row starts, and the number of entries as last entry: a new array. */
    public int[] startArray() {
        return starts.clone();
    }

    /** The matrix of the entries whose value is above 0: what counts as liked. */
    public SparseRows positive() {
        if (isBinary()) {
            return this;
        }
        int kept = 0;
        for (int k = 0; k < entries(); k++) {
            kept += value(k) > 0 ? 1 : 0;
        }
        return kept == entries() ? this : positive(kept);
    }

    private SparseRows positive(int kept) {
        int[] newStarts = new int[starts.length];
        int[] newColumns = new int[kept];
        double[] newValues = new double[kept];
        int size = 0;
        for (int row = 0; row < rows(); row++) {
            for (int k = start(row); k < end(row); k++) {
                if (value(k) > 0) {
                    newColumns[size] = columnOf[k];
                    newValues[size++] = value(k);
                }
            }
            newStarts[row + 1] = size;
        }
        return of(columns, newStarts, newColumns, newValues);
    }

    /** The transposed matrix. Cost: O(entries + rows + columns), a counting sort. */
    public SparseRows transpose() {
        int[] newStarts = new int[columns + 1];
        for (int column : columnOf) {
            newStarts[column + 1]++;
        }
        for (int column = 0; column < columns; column++) {
            newStarts[column + 1] += newStarts[column];
        }
        int[] next = Arrays.copyOf(newStarts, columns);
        int[] newColumns = new int[columnOf.length];
        float[] newFloats = floats == null ? null : new float[floats.length];
        double[] newDoubles = doubles == null ? null : new double[doubles.length];
        for (int row = 0; row < rows(); row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                int to = next[columnOf[k]]++;
                newColumns[to] = row;
                if (newFloats != null && floats != null) {
                    newFloats[to] = floats[k];
                } else if (newDoubles != null && doubles != null) {
                    newDoubles[to] = doubles[k];
                }
            }
        }
        return new SparseRows(rows(), newStarts, newColumns, newFloats, newDoubles);
    }

    private static boolean allOne(double[] values) {
        for (double value : values) {
            if (value != 1) {
                return false;
            }
        }
        return true;
    }

    private static float @Nullable [] narrowOrNull(double[] values) {
        float[] narrow = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            narrow[k] = (float) values[k];
            if (narrow[k] != values[k]) {
                return null;
            }
        }
        return narrow;
    }

    private static void check(int columns, int[] starts, int[] columnOf, int values) {
        if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != columnOf.length) {
            throw new IllegalArgumentException(
                    "row starts must go from 0 to the %d entries".formatted(columnOf.length));
        }
        if (values != columnOf.length) {
            throw new IllegalArgumentException(
                    "%d entries need as many values, but there are %d"
                            .formatted(columnOf.length, values));
        }
        for (int row = 0; row + 1 < starts.length; row++) {
            int previous = -1;
            if (starts[row + 1] < starts[row] || starts[row + 1] > columnOf.length) {
                throw new IllegalArgumentException("row starts must rise, row %d".formatted(row));
            }
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                if (columnOf[k] <= previous || columnOf[k] >= columns) {
                    throw new IllegalArgumentException(
                            "columns must rise within row %d and stay below %d, but one is %d"
                                    .formatted(row, columns, columnOf[k]));
                }
                previous = columnOf[k];
            }
        }
    }
}
