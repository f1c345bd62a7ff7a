package dev.kindred.factor;

import dev.kindred.internal.SymmetricEigen;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.Symmetric;
import dev.kindred.internal.kernel.Update;
import dev.kindred.io.Tensors;
import dev.kindred.model.FitContext;
import java.util.Arrays;

/**
 * A dense matrix with one short row per user or item, row-major. The rows are shared: whoever
 * trains writes into them.
 */
final class Factors {
    /** Sums over rows are made in this many parts, whatever the number of threads. */
    private static final int PARTS = 32;

    private static final int CHUNK = 96;

    private final Kernels kernels = Kernels.get();
    private final int rows;
    private final int width;
    private final float[] values;

    Factors(int rows, int width) {
        this(rows, width, new float[Math.multiplyExact(rows, width)]);
    }

    Factors(int rows, int width, float[] values) {
        if (values.length != (long) rows * width) {
            throw new IllegalArgumentException(
                    "%d rows of %d factors do not fit %d values"
                            .formatted(rows, width, values.length));
        }
        this.rows = rows;
        this.width = width;
        this.values = values;
    }

    /** Independent normal numbers around 0. */
    static Factors random(int rows, int width, double deviation, FitContext context) {
        var factors = new Factors(rows, width);
        context.forEachRow(
                rows,
                row -> {
                    var gaussian = new Gaussian(context.random(row));
                    for (int k = 0; k < width; k++) {
                        factors.values[row * width + k] = (float) (deviation * gaussian.next());
                    }
                });
        return factors;
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    float[] values() {
        return values;
    }

    /** Where a row starts in {@link #values}. */
    int at(int row) {
        return row * width;
    }

    /** The product of the transposed matrix with itself, width x width. */
    double[] gram(FitContext context) {
        float[][] parts = new float[PARTS][];
        context.forEachRow(PARTS, part -> parts[part] = gramOfPart(part));
        double[] gram = new double[width * width];
        for (float[] part : parts) {
            for (int i = 0; i < width; i++) {
                for (int j = i; j < width; j++) {
                    gram[i * width + j] += part[i * width + j];
                }
            }
        }
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < i; j++) {
                gram[i * width + j] = gram[j * width + i];
            }
        }
        return gram;
    }

    /** The upper triangle of one part's product. */
    private float[] gramOfPart(int part) {
        float[] sum = new float[width * width];
        int start = (int) ((long) part * rows / PARTS);
        int end = (int) ((part + 1L) * rows / PARTS);
        for (int first = start; first < end; first += CHUNK) {
            int count = Math.min(CHUNK, end - first);
            Symmetric.rankUpdate(kernels, values, at(first), count, width, sum, 0);
        }
        return sum;
    }

    /**
     * Turns both matrices onto the main axes of this one's Gram matrix, which no product of their
     * rows notices.
     *
     * @return the Gram matrix's diagonal then, falling; all else in it is 0
     */
    double[] alignWith(Factors other, FitContext context) {
        SymmetricEigen axes = SymmetricEigen.of(gram(context), width);
        turn(axes, context);
        other.turn(axes, context);
        return axes.values();
    }

    /** Turns every row so that the eigenvectors become the axes. */
    private void turn(SymmetricEigen axes, FitContext context) {
        float[] vectors = new float[width * width];
        for (int k = 0; k < vectors.length; k++) {
            vectors[k] = (float) axes.vectors()[k];
        }
        Panels right =
                Panels.packTransposed(vectors, 0, width, width, width, kernels.tileColumns());
        context.forEachRow((rows + CHUNK - 1) / CHUNK, chunk -> turn(right, chunk * CHUNK));
    }

    private void turn(Panels axes, int first) {
        int count = Math.min(CHUNK, rows - first);
        Panels left =
                Panels.packTransposed(values, at(first), width, count, width, kernels.tileRows());
        kernels.product(left, axes, Update.SET, values, at(first), width);
    }

    /** The product of a row with the numbers given, in double. */
    double product(float[] with, int row) {
        double sum = 0;
        for (int k = 0; k < with.length; k++) {
            sum += (double) with[k] * values[at(row) + k];
        }
        return sum;
    }

    /** A copy of one row. */
    float[] row(int row) {
        return Arrays.copyOfRange(values, at(row), at(row + 1));
    }

    /**
     * The cosine of one row with every row; {@code NaN} for rows of zeros and the row itself.
     *
     * @param count how many columns of each row count, from the first one on
     */
    void cosines(int row, int count, float[] scores) {
        double norm = Math.sqrt(square(row, count));
        for (int other = 0; other < rows; other++) {
            double product = norm * Math.sqrt(square(other, count));
            scores[other] =
                    other == row || product == 0
                            ? Float.NaN
                            : (float)
                                    (kernels.dot(values, at(row), values, at(other), count)
                                            / product);
        }
    }

    /** The squared length of a row, in the arithmetic of the kernels. */
    float square(int row) {
        return kernels.dot(values, at(row), values, at(row), width);
    }

    /** The squared length of a row, or of its first columns. */
    double square(int row, int count) {
        double sum = 0;
        for (int k = at(row); k < at(row) + count; k++) {
            sum += (double) values[k] * values[k];
        }
        return sum;
    }

    /** Adds the matrix to a model file. */
    void save(String name, Tensors out) {
        out.put(name, new Tensors.Tensor(values, rows, width));
    }
}
