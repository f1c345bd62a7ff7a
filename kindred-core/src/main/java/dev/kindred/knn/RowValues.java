package dev.kindred.knn;

import dev.kindred.data.SparseRows;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the values of a row are replaced by before rows are compared; the same for a row of the
 * matrix and for one from outside. Immutable.
 *
 * <p>With rows as documents, columns as terms, {@code idf_c = ln(rows / (1 + rows that have c))}:
 * TF-IDF is {@code sqrt(x) idf_c}; BM25 is {@code x (k1 + 1) / (k1 (1 - b + b length / mean length)
 * + x) idf_c}, the length being the sum of a row.
 *
 * <p>Source of the two: the evaluation framework of M. Ferrari Dacrema et al., "A Troubling
 * Analysis of Reproducibility and Progress in Recommender Systems Research", ACM TOIS 2021.
 */
final class RowValues {
    private enum Kind {
        AS_THEY_ARE,
        TF_IDF,
        BM25,
        COLUMN_CENTERED,
        RANKS
    }

    /** Nothing is replaced. */
    static final RowValues AS_THEY_ARE = new RowValues(Kind.AS_THEY_ARE, new double[0], 0, 0, 0);

    private final Kind kind;
    private final double[] ofColumn; // idf, or mean
    private final double k1;
    private final double b;
    private final double meanLength;

    private RowValues(Kind kind, double[] ofColumn, double k1, double b, double meanLength) {
        this.kind = kind;
        this.ofColumn = ofColumn;
        this.k1 = k1;
        this.b = b;
        this.meanLength = meanLength;
    }

    static RowValues weighted(
            Weighting weighting, double k1, double b, SparseRows rows, SparseRows byColumn) {
        return switch (weighting) {
            case NONE -> AS_THEY_ARE;
            case TF_IDF -> new RowValues(Kind.TF_IDF, idf(rows, byColumn), 0, 0, 0);
            case BM25 -> {
                double sum = 0;
                for (int k = 0; k < rows.entries(); k++) {
                    sum += rows.value(k);
                }
                double mean = sum / Math.max(1, rows.rows());
                yield new RowValues(Kind.BM25, idf(rows, byColumn), k1, b, mean);
            }
        };
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
        return new RowValues(Kind.COLUMN_CENTERED, means, 0, 0, 0);
    }

    /** Values become ranks within their row, 1 for the least; equal ones get their mean rank. */
    static RowValues ranks() {
        return new RowValues(Kind.RANKS, new double[0], 0, 0, 0);
    }

    private static double[] idf(SparseRows rows, SparseRows byColumn) {
        double[] idf = new double[byColumn.rows()];
        for (int column = 0; column < idf.length; column++) {
            idf[column] = Math.log((double) rows.rows() / (1 + byColumn.size(column)));
        }
        return idf;
    }

    boolean changesNothing() {
        return kind == Kind.AS_THEY_ARE;
    }

    /** The whole matrix with its values replaced. */
    SparseRows apply(SparseRows rows) {
        if (changesNothing()) {
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
            case TF_IDF -> {
                for (int k = from; k < to; k++) {
                    values[k] = Math.sqrt(values[k]) * ofColumn[columns[k]];
                }
            }
            case BM25 -> applyBm25(columns, values, from, to);
            case COLUMN_CENTERED -> {
                for (int k = from; k < to; k++) {
                    values[k] -= ofColumn[columns[k]];
                }
            }
            case RANKS -> rank(values, from, to);
        }
    }

    private void applyBm25(int[] columns, double[] values, int from, int to) {
        double length = 0;
        for (int k = from; k < to; k++) {
            length += values[k];
        }
        double norm = k1 * (1 - b + b * length / meanLength);
        for (int k = from; k < to; k++) {
            values[k] = values[k] * (k1 + 1) / (norm + values[k]) * ofColumn[columns[k]];
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
