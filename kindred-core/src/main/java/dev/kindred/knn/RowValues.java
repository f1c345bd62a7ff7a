package dev.kindred.knn;

import dev.kindred.data.SparseRows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the values of a row are replaced by before rows are compared; the same for a row of the
 * matrix and for one from outside. Immutable.
 */
final class RowValues {
    private enum Kind {
        AS_THEY_ARE,
        COLUMN_CENTERED,
        RANKS
    }

    /** Nothing is replaced. */
    static final RowValues AS_THEY_ARE = new RowValues(Kind.AS_THEY_ARE, new double[0]);

    private final Kind kind;
    private final double[] columnMeans;

    private RowValues(Kind kind, double[] columnMeans) {
        this.kind = kind;
        this.columnMeans = columnMeans;
    }

    /** The mean of what there is in the column is subtracted. */
    static RowValues columnCentered(SparseRows byColumn) {
        double[] means = new double[byColumn.rows()];
        for (int column = 0; column < means.length; column++) {
            double sum = 0;
            for (int k = byColumn.start(column); k < byColumn.end(column); k++) {
                sum += byColumn.value(k);
            }
            means[column] = sum / Math.max(1, byColumn.size(column));
        }
        return new RowValues(Kind.COLUMN_CENTERED, means);
    }

    /** Values become ranks within their row, 1 for the least; equal ones get their mean rank. */
    static RowValues ranks() {
        return new RowValues(Kind.RANKS, new double[0]);
    }

    /** The whole matrix with its values replaced. */
    SparseRows apply(SparseRows rows) {
        if (kind == Kind.AS_THEY_ARE) {
            return rows;
        }
        double[] values = rows.values();
        int[] columns = rows.columnArray();
        for (int row = 0; row < rows.rows(); row++) {
            apply(columns, values, rows.start(row), rows.end(row));
        }
        return rows.withValues(values);
    }

    /** Replaces the values of one row in place. */
    void apply(int[] columns, double[] values, int from, int to) {
        switch (kind) {
            case AS_THEY_ARE -> {}
            case COLUMN_CENTERED -> {
                for (int k = from; k < to; k++) {
                    values[k] -= columnMeans[columns[k]];
                }
            }
            case RANKS -> rank(values, from, to);
        }
    }

    private static void rank(double[] values, int from, int to) {
        double[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        double[] ranks =
                IntStream.range(from, to).mapToDouble(k -> meanRank(sorted, values[k])).toArray();
        System.arraycopy(ranks, 0, values, from, ranks.length);
    }

    private static double meanRank(double[] sorted, double value) {
        int first = Arrays.binarySearch(sorted, value);
        int last = first;
        while (first > 0 && sorted[first - 1] == value) {
            first--;
        }
        while (last + 1 < sorted.length && sorted[last + 1] == value) {
            last++;
        }
        return 1 + (first + last) / 2.0;
    }
}
