package dev.kindred.knn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns the products of one row with others into similarities: the formulas of {@link Similarity}
 * that need no more than the product, the squared lengths and sums over single rows. Immutable.
 *
 * <p>Adjusted cosine of likes subtracts from every cell, the empty ones too, the mean {@code m_c}
 * of its column: with {@code R} rows, {@code R m_c} of which have the column, {@code R^2 sum_c
 * (x_ic - m_c) (x_jc - m_c) = R^2 g - R (s_i + s_j) + M} with {@code s_i = sum over c in i of R
 * m_c} and {@code M = sum (R m_c)^2}. So the matrix stays sparse, and equal similarities are equal
 * to the last digit, since all of these are whole numbers.
 */
final class ProductFormula {
    /** Entropies of counts carry rounding errors of about this share of the largest. */
    private static final double ROUNDING = 1e-14;

    /** Far more than the rounding of any formula. */
    private static final double SAFE = 1e-9;

    /** What a formula needs to know of one row. */
    record Self(double squared, double columnSizes) {
        static final Self NONE = new Self(0, 0);
    }

    private final SimilaritySettings settings;
    private final @Nullable LikeWeights weights;
    private final boolean turned;
    private final int columns;
    private final double @Nullable [] columnSizes; // adjusted cosine only
    private final double sizesSquared; // sum of the squares of these
    private final double[] squared; // per row
    private final double[] sizeSums; // per row: the sum over its columns; adjusted cosine only
    private final double[] factor; // per row: its part of the denominator
    private final double[] xLogX; // x ln x, log-likelihood ratio only

    /**
     * The formula for the rows of a matrix.
     *
     * @param weights of the likes, or null where they count 1 or have values
     * @param turned true to ask how near the row is to the others as their neighbour, false how
     *     near they are to it as its neighbours; the same for symmetric similarities
     */
    ProductFormula(
            SimilaritySettings settings,
            RowArrays matrix,
            @Nullable LikeWeights weights,
            boolean turned) {
        this(settings, matrix, weights, turned, null);
    }

    /**
     * As above, where the matrix may be a part.
     *
     * @param whole what is known of the whole matrix, or null if this is it
     */
    ProductFormula(
            SimilaritySettings settings,
            RowArrays matrix,
            @Nullable LikeWeights weights,
            boolean turned,
            @Nullable WholeMatrix whole) {
        this.settings = settings;
        this.weights = weights;
        this.turned = turned;
        this.columns = whole == null ? matrix.columnCount() : whole.columns();
        boolean adjusted = settings.similarity() == Similarity.ADJUSTED_COSINE;
        this.columnSizes = adjusted ? matrix.columnSizes() : null;
        this.sizesSquared =
                whole != null
                        ? whole.columnSizesSquared()
                        : columnSizes == null
                                ? 0
                                : Arrays.stream(columnSizes).map(m -> m * m).sum();
        this.squared = new double[matrix.rowCount()];
        this.sizeSums = new double[adjusted ? squared.length : 0];
        this.factor = new double[squared.length];
        this.xLogX = settings.similarity() == Similarity.LLR ? xLogX(columns) : new double[0];
        int[] starts = matrix.starts();
        for (int row = 0; row < squared.length; row++) {
            Self self =
                    whole == null
                            ? self(matrix.columns(), matrix.values(), starts[row], starts[row + 1])
                            : whole.self(row, weights);
            squared[row] = self.squared;
            factor[row] = factor(self, false);
            if (adjusted) {
                sizeSums[row] = self.columnSizes;
            }
        }
    }

    /** The same the other way round. */
    ProductFormula turned(RowArrays matrix) {
        return new ProductFormula(settings, matrix, weights, true);
    }

    private static double[] xLogX(int largest) {
        double[] table = new double[largest + 1];
        for (int x = 1; x <= largest; x++) {
            table[x] = x * StrictMath.log(x);
        }
        return table;
    }

    /** What is needed of a row, be it of the matrix or from outside. */
    Self self(int[] rowColumns, double @Nullable [] values, int from, int to) {
        double square = 0;
        double sum = 0;
        for (int k = from; k < to; k++) {
            if (weights != null) {
                square += weights.square(rowColumns[k]);
            } else {
                square += values == null ? 1 : values[k] * values[k];
            }
            sum += columnSizes == null ? 0 : columnSizes[rowColumns[k]];
        }
        double factor = weights == null ? 1 : weights.factor(to - from);
        square *= factor * factor;
        return new Self(square, sum);
    }

    private double factor(Self self, boolean isRowItself) {
        double a = self.squared;
        return switch (settings.similarity()) {
            case COSINE -> Math.sqrt(a);
            case ADJUSTED_COSINE -> Math.sqrt(adjusted(a, 2 * self.columnSizes));
            case PEARSON, SPEARMAN -> Math.sqrt(a * (columns - a));
            case ASYMMETRIC_COSINE ->
                    StrictMath.pow(
                            a, isRowItself != turned ? settings.alpha() : 1 - settings.alpha());
            case JACCARD, DICE, TVERSKY, LLR, CONDITIONAL_PROBABILITY, MSD, CO_RATED_COSINE -> a;
        };
    }

    /** Replaces products by similarities; NaN where there is none. */
    void apply(Self self, FoundRows found, int from, int to) {
        double own = factor(self, true);
        double[] g = found.values;
        int[] rows = found.rows;
        if (settings.similarity() == Similarity.COSINE) { // the default has the fastest loop
            for (int k = from; k < to; k++) {
                g[k] = g[k] / (own * factor[rows[k]] + settings.shrinkage());
            }
            return;
        }
        for (int k = from; k < to; k++) {
            g[k] = similarity(self, own, g[k], rows[k]);
        }
    }

    /**
     * Drops products that cannot make a similarity of at least {@code bar}, by the least product
     * that could; most need no division then. Some that cannot may be left.
     *
     * @return where those that are left end; they start at {@code from}
     */
    int sieve(Self self, double bar, FoundRows found, int from, int to) {
        double slope = leastProductPerFactor(factor(self, true), bar);
        double fixed = leastProduct(self, bar);
        if (!(bar > 0) || turned || !(slope >= 0)) {
            return to;
        }
        int[] rows = found.rows;
        double[] products = found.values;
        int[] overlaps = found.overlaps;
        int kept = from;
        for (int k = from; k < to; k++) {
            double product = products[k];
            int row = rows[k];
            rows[kept] = row;
            products[kept] = product;
            if (overlaps != null) {
                overlaps[kept] = overlaps[k];
            }
            kept += product >= fixed + slope * factor[row] ? 1 : 0;
        }
        return kept;
    }

    /** The least product for a similarity s is this plus slope times the factor of the row. */
    private double leastProduct(Self self, double bar) {
        double a = self.squared;
        double h = settings.shrinkage();
        double s = bar * (1 - SAFE);
        return switch (settings.similarity()) {
            case COSINE, ASYMMETRIC_COSINE, CONDITIONAL_PROBABILITY -> s * h;
            case JACCARD -> s * (a + h) / (1 + s);
            case DICE -> s * (a + h) / 2;
            case TVERSKY -> s * (settings.tverskyA() * a + h) / tverskySum(s);
            case CO_RATED_COSINE -> s * h / (1 - s);
            case ADJUSTED_COSINE, PEARSON, SPEARMAN, LLR, MSD -> 0;
        };
    }

    /** The slope, or NaN where the least product is no such line. */
    private double leastProductPerFactor(double own, double bar) {
        double s = bar * (1 - SAFE);
        return switch (settings.similarity()) {
            case COSINE, ASYMMETRIC_COSINE -> s * own;
            case CONDITIONAL_PROBABILITY -> s;
            case JACCARD -> s / (1 + s);
            case DICE -> s / 2;
            case TVERSKY -> s * settings.tverskyB() / tverskySum(s);
            case CO_RATED_COSINE -> 0;
            case ADJUSTED_COSINE, PEARSON, SPEARMAN, LLR, MSD -> Double.NaN;
        };
    }

    private double tverskySum(double s) {
        return 1 - s + s * (settings.tverskyA() + settings.tverskyB());
    }

    private double similarity(Self self, double own, double g, int row) {
        double a = turned ? squared[row] : self.squared;
        double b = turned ? self.squared : squared[row];
        double h = settings.shrinkage();
        return switch (settings.similarity()) {
            case COSINE, ASYMMETRIC_COSINE -> g / (own * factor[row] + h);
            case ADJUSTED_COSINE ->
                    adjusted(g, self.columnSizes + sizeSums[row]) / (own * factor[row] + h);
            case JACCARD -> g / (a + b - g + h);
            case DICE -> 2 * g / (a + b + h);
            case TVERSKY ->
                    g / (g + settings.tverskyA() * (a - g) + settings.tverskyB() * (b - g) + h);
            case CONDITIONAL_PROBABILITY -> g / (b + h);
            case PEARSON, SPEARMAN -> (columns * g - a * b) / (own * factor[row]) * g / (g + h);
            case LLR -> logLikelihood((int) a, (int) b, (int) g) * g / (g + h);
            case MSD -> 1 / (1 + (a + b - 2 * g) / columns) * g / (g + h);
            case CO_RATED_COSINE -> g / (g + h);
        };
    }

    private double adjusted(double g, double bothSizes) {
        double rows = squared.length;
        return (rows * rows * g - rows * bothSizes + sizesSquared) / (rows * rows);
    }

    private double logLikelihood(int a, int b, int both) {
        double all = xLogX[columns];
        double rowEntropy = all - xLogX[a] - xLogX[columns - a];
        double columnEntropy = all - xLogX[b] - xLogX[columns - b];
        // The sum in brackets, so that exchanging a and b changes not even the last digit.
        double matrixEntropy =
                all
                        - xLogX[both]
                        - (xLogX[a - both] + xLogX[b - both])
                        - xLogX[columns - a - b + both];
        double ratio = 2 * (rowEntropy + columnEntropy - matrixEntropy);
        return ratio <= ROUNDING * all ? 0 : 1 - 1 / (1 + ratio);
    }
}
