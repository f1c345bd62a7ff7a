package dev.kindred.content;

import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.Kernels;
import java.util.Arrays;

/** The vectors of all items: terms as sparse rows, embeddings as dense ones. Immutable. */
final class Catalogue {
    private static final Kernels KERNELS = Kernels.get();

    private final SparseRows rows;
    private final SparseRows byTerm;
    private final float[] dense; // item by item
    private final int dimensions;

    /**
     * A catalogue.
     *
     * @param rows items by terms
     * @param dense length {@code items x dimensions}
     */
    Catalogue(SparseRows rows, float[] dense, int dimensions) {
        this.rows = rows;
        this.byTerm = rows.transpose();
        this.dense = dense;
        this.dimensions = dimensions;
    }

    /** The catalogue of the given items. */
    static Catalogue of(ItemVector[] items, int terms, int dimensions) {
        int[] starts = new int[items.length + 1];
        for (int row = 0; row < items.length; row++) {
            starts[row + 1] = Math.addExact(starts[row], items[row].terms().length);
        }
        int[] columns = new int[starts[items.length]];
        float[] values = new float[columns.length];
        float[] dense = new float[Math.multiplyExact(items.length, dimensions)];
        for (int row = 0; row < items.length; row++) {
            int length = items[row].terms().length;
            System.arraycopy(items[row].terms(), 0, columns, starts[row], length);
            System.arraycopy(items[row].values(), 0, values, starts[row], length);
            System.arraycopy(items[row].dense(), 0, dense, row * dimensions, dimensions);
        }
        return new Catalogue(
                SparseRows.ofFloats(terms, starts, columns, values), dense, dimensions);
    }

    int size() {
        return rows.rows();
    }

    int terms() {
        return rows.columns();
    }

    int dimensions() {
        return dimensions;
    }

    SparseRows rows() {
        return rows;
    }

    float[] dense() {
        return dense;
    }

    /** The vector of an item. */
    ItemVector vector(int row) {
        int start = rows.start(row);
        int[] terms = new int[rows.size(row)];
        float[] values = new float[terms.length];
        for (int k = 0; k < terms.length; k++) {
            terms[k] = rows.column(start + k);
            values[k] = (float) rows.value(start + k);
        }
        float[] own = Arrays.copyOfRange(dense, row * dimensions, (row + 1) * dimensions);
        return new ItemVector(terms, values, own);
    }

    /** True for an item without any attribute that counts. */
    boolean isEmpty(int row) {
        if (rows.size(row) > 0) {
            return false;
        }
        for (int k = row * dimensions; k < (row + 1) * dimensions; k++) {
            if (dense[k] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Adds an item to a profile. */
    void addTo(Profile profile, int row, double weight) {
        for (int k = rows.start(row); k < rows.end(row); k++) {
            profile.terms[rows.column(k)] += weight * rows.value(k);
        }
        for (int k = 0; k < dimensions; k++) {
            profile.dense[k] += weight * dense[row * dimensions + k];
        }
    }

    /**
     * The product of a profile with each item; {@code NaN} for items without attributes.
     *
     * @param scale factor of all products
     */
    void products(Profile profile, double scale, float[] scores) {
        double[] sums = new double[size()];
        for (int term = 0; term < terms(); term++) {
            double weight = profile.terms[term];
            if (weight != 0) {
                for (int k = byTerm.start(term); k < byTerm.end(term); k++) {
                    sums[byTerm.column(k)] += weight * byTerm.value(k);
                }
            }
        }
        float[] narrow = profile.narrow();
        for (int row = 0; row < sums.length; row++) {
            if (dimensions > 0) {
                sums[row] += KERNELS.dot(narrow, 0, dense, row * dimensions, dimensions);
            }
            scores[row] = isEmpty(row) ? Float.NaN : (float) (sums[row] * scale);
        }
    }
}
