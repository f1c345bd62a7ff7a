package dev.kindred.knn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The similarity of two dense rows, straight from the definitions, pair by pair: the oracle for
 * {@link RowSimilarity}. A cell that is {@code NaN} is absent.
 */
record NaiveSimilarity(double[][] rows, SimilaritySettings settings, boolean likes) {

    /** {@code NaN} where the rows are no neighbours. */
    double of(int row, int other) {
        int n = common(rows[row], rows[other]).size();
        if (row == other || n < Math.max(1, settings.minimumOverlap())) {
            return Double.NaN;
        }
        double s = likes ? ofLikes(row, other, n) : ofRatings(row, other, n);
        if (settings.significance() > 0) {
            s *= Math.min(n, settings.significance()) / (double) settings.significance();
        }
        boolean kept = s >= settings.minimumSimilarity() && (s > 0 || !likes);
        return kept ? s : Double.NaN;
    }

    private double ofLikes(int row, int other, int n) {
        double[] x = zeroFilled(row);
        double[] y = zeroFilled(other);
        double h = settings.shrinkage();
        double shrunk = n / (n + h);
        return switch (settings.similarity()) {
            case COSINE -> {
                double[] v = weighted(row);
                double[] w = weighted(other);
                yield dot(v, w) / (Math.sqrt(dot(v, v)) * Math.sqrt(dot(w, w)) + h);
            }
            case ASYMMETRIC_COSINE -> {
                double[] v = weighted(row);
                double[] w = weighted(other);
                double a = Math.pow(dot(v, v), settings.alpha());
                yield dot(v, w) / (a * Math.pow(dot(w, w), 1 - settings.alpha()) + h);
            }
            case ADJUSTED_COSINE -> {
                for (int c = 0; c < x.length; c++) {
                    int column = c;
                    double mean =
                            IntStream.range(0, rows.length).filter(r -> has(r, column)).count();
                    x[c] -= mean / rows.length;
                    y[c] -= mean / rows.length;
                }
                yield dot(x, y) / (Math.sqrt(dot(x, x) * dot(y, y)) + h);
            }
            case PEARSON, SPEARMAN -> correlation(x, y) * shrunk;
            case MSD -> shrunk / (1 + meanSquaredDifference(x, y));
            case CO_RATED_COSINE -> shrunk;
            default -> ofSets(row, other, n);
        };
    }

    private double ofRatings(int row, int other, int n) {
        List<Integer> both = common(rows[row], rows[other]);
        double[] x = both.stream().mapToDouble(c -> rows[row][c]).toArray();
        double[] y = both.stream().mapToDouble(c -> rows[other][c]).toArray();
        double h = settings.shrinkage();
        double shrunk = n / (n + h);
        double[] v = zeroFilled(row);
        double[] w = zeroFilled(other);
        return switch (settings.similarity()) {
            case COSINE -> dot(v, w) / (Math.sqrt(dot(v, v) * dot(w, w)) + h);
            case ASYMMETRIC_COSINE ->
                    dot(v, w)
                            / (Math.pow(dot(v, v), settings.alpha())
                                            * Math.pow(dot(w, w), 1 - settings.alpha())
                                    + h);
            case ADJUSTED_COSINE -> {
                for (int c = 0; c < v.length; c++) {
                    double mean = columnMean(c);
                    v[c] -= has(row, c) ? mean : 0;
                    w[c] -= has(other, c) ? mean : 0;
                }
                yield dot(v, w) / (Math.sqrt(dot(v, v) * dot(w, w)) + h);
            }
            case PEARSON -> correlation(x, y) * shrunk;
            case SPEARMAN -> {
                double[] ranksX = both.stream().mapToDouble(c -> rank(rows[row], c)).toArray();
                double[] ranksY = both.stream().mapToDouble(c -> rank(rows[other], c)).toArray();
                yield correlation(ranksX, ranksY) * shrunk;
            }
            case MSD -> shrunk / (1 + meanSquaredDifference(x, y));
            case CO_RATED_COSINE -> dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y)) * shrunk;
            default -> ofSets(row, other, n);
        };
    }

    private double ofSets(int row, int other, double g) {
        double a = size(row);
        double b = size(other);
        double h = settings.shrinkage();
        return switch (settings.similarity()) {
            case JACCARD -> g / (a + b - g + h);
            case DICE -> 2 * g / (a + b + h);
            case TVERSKY ->
                    g / (g + settings.tverskyA() * (a - g) + settings.tverskyB() * (b - g) + h);
            case CONDITIONAL_PROBABILITY -> g / (b + h);
            case LLR -> {
                double all = rows[0].length;
                double ratio = 0; // 2 sum k ln (k N / (row sum x column sum))
                ratio += term(g, a, b, all) + term(a - g, a, all - b, all);
                ratio +=
                        term(b - g, all - a, b, all) + term(all - a - b + g, all - a, all - b, all);
                yield (1 - 1 / (1 + 2 * ratio)) * g / (g + h);
            }
            default -> throw new AssertionError(settings.similarity());
        };
    }

    private static double term(double k, double rowSum, double columnSum, double all) {
        return k == 0 ? 0 : k * Math.log(k * all / (rowSum * columnSum));
    }

    /** The binary row with its weights. */
    private double[] weighted(int row) {
        double[] x = zeroFilled(row);
        double meanLength =
                IntStream.range(0, rows.length).mapToDouble(this::size).average().orElseThrow();
        double norm = 1 - settings.bm25B() + settings.bm25B() * size(row) / meanLength;
        for (int c = 0; c < x.length; c++) {
            int column = c;
            double having = IntStream.range(0, rows.length).filter(r -> has(r, column)).count();
            double idf = Math.log(rows.length / (1 + having));
            double k1 = settings.bm25K1();
            x[c] *=
                    switch (settings.weighting()) {
                        case NONE -> 1;
                        case TF_IDF -> idf;
                        case BM25 -> (k1 + 1) / (k1 * norm + 1) * idf;
                    };
        }
        return x;
    }

    private boolean has(int row, int column) {
        return !Double.isNaN(rows[row][column]);
    }

    private double size(int row) {
        return Arrays.stream(rows[row]).filter(x -> !Double.isNaN(x)).count();
    }

    private double[] zeroFilled(int row) {
        return Arrays.stream(rows[row]).map(x -> Double.isNaN(x) ? 0 : likes ? 1 : x).toArray();
    }

    private double columnMean(int column) {
        return IntStream.range(0, rows.length)
                .filter(r -> has(r, column))
                .mapToDouble(r -> rows[r][column])
                .average()
                .orElse(0);
    }

    private static List<Integer> common(double[] x, double[] y) {
        var both = new ArrayList<Integer>();
        for (int c = 0; c < x.length; c++) {
            if (!Double.isNaN(x[c]) && !Double.isNaN(y[c])) {
                both.add(c);
            }
        }
        return both;
    }

    private static double rank(double[] row, int column) {
        double below = Arrays.stream(row).filter(x -> x < row[column]).count();
        double equal = Arrays.stream(row).filter(x -> x == row[column]).count();
        return below + (equal + 1) / 2;
    }

    private static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(c -> x[c] * y[c]).sum();
    }

    private static double meanSquaredDifference(double[] x, double[] y) {
        return IntStream.range(0, x.length)
                .mapToDouble(c -> (x[c] - y[c]) * (x[c] - y[c]))
                .average()
                .orElseThrow();
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double[] dx = Arrays.stream(x).map(a -> a - meanX).toArray();
        double[] dy = Arrays.stream(y).map(a -> a - meanY).toArray();
        boolean constant = dot(dx, dx) < 1e-9 || dot(dy, dy) < 1e-9;
        double correlation = dot(dx, dy) / Math.sqrt(dot(dx, dx) * dot(dy, dy));
        return constant ? Double.NaN : Math.max(-1, Math.min(1, correlation));
    }
}
