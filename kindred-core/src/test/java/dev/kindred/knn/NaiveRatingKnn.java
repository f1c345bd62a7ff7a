package dev.kindred.knn;

import dev.kindred.data.Biases;
import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rating forms of user-knn and item-knn, written down as slowly and plainly as possible: dense
 * matrices (NaN where there is no rating), one pair of rows at a time.
 */
final class NaiveRatingKnn {
    /** The settings that both algorithms have in common. */
    record Settings(
            Similarity similarity,
            Center center,
            NeighbourChoice choose,
            int neighbours,
            double shrinkage,
            int significance,
            int minimumOverlap,
            double minimumSimilarity,
            boolean normalize) {}

    private static final double DAMPING = 5;
    private static final double TVERSKY_A = 0.5;
    private static final double TVERSKY_B = 2;
    private static final double ALPHA = 0.3;

    private final Settings settings;

    NaiveRatingKnn(Settings settings) {
        this.settings = settings;
    }

    UserKnnConfig userConfig() {
        return UserKnnConfig.builder()
                .mode(Mode.RATING)
                .similarity(settings.similarity)
                .center(settings.center)
                .choose(settings.choose)
                .neighbours(settings.neighbours)
                .shrinkage(settings.shrinkage)
                .significance(settings.significance)
                .minimumOverlap(settings.minimumOverlap)
                .minimumSimilarity(settings.minimumSimilarity)
                .damping(DAMPING)
                .tverskyA(TVERSKY_A)
                .tverskyB(TVERSKY_B)
                .alpha(ALPHA)
                .build();
    }

    ItemKnnConfig itemConfig() {
        return ItemKnnConfig.builder()
                .mode(Mode.RATING)
                .similarity(settings.similarity)
                .center(settings.center)
                .choose(settings.choose)
                .neighbours(settings.neighbours)
                .shrinkage(settings.shrinkage)
                .significance(settings.significance)
                .minimumOverlap(settings.minimumOverlap)
                .minimumSimilarity(settings.minimumSimilarity)
                .normalize(settings.normalize)
                .damping(DAMPING)
                .tverskyA(TVERSKY_A)
                .tverskyB(TVERSKY_B)
                .alpha(ALPHA)
                .build();
    }

    /** The ratings of a user whose rating of the item is forgotten. */
    private static double[] without(double[] row, int item) {
        double[] copy = row.clone();
        copy[item] = Double.NaN;
        return copy;
    }

    double predictByUsers(Dataset data, int user, int item) {
        double[][] ratings = dense(data.byUser());
        double[][] levels = new double[ratings.length][];
        double[][] compared = new double[ratings.length][];
        double[] itemMeans = Arrays.stream(flip(ratings)).mapToDouble(this::mean).toArray();
        Biases biases = Biases.fit(data.byUser(), DAMPING, DAMPING, 10);
        double[] mine = without(ratings[user], item);
        for (int v = 0; v < ratings.length; v++) {
            double[] row = v == user ? mine : ratings[v];
            levels[v] = levels(row, mean(row), itemMeans, biases);
            compared[v] =
                    settings.similarity == Similarity.ADJUSTED_COSINE
                            ? minus(row, itemMeans)
                            : minus(row, levels[v]);
        }
        double[] similarities = new double[ratings.length];
        for (int v = 0; v < ratings.length; v++) {
            boolean silent =
                    v == user
                            || settings.choose == NeighbourChoice.RATED
                                    && Double.isNaN(ratings[v][item]);
            similarities[v] = silent ? 0 : similarity(compared[user], compared[v]);
        }
        double sum = 0;
        double weights = 0;
        for (int v : best(similarities)) {
            if (!Double.isNaN(ratings[v][item])) {
                sum += similarities[v] * (ratings[v][item] - levels[v][item]);
                weights += Math.abs(similarities[v]);
            }
        }
        return prediction(levels[user][item], sum, weights);
    }

    double predictByItems(Dataset data, int user, int item) {
        double[][] ratings = dense(data.byUser());
        double[] itemMeans = Arrays.stream(flip(ratings)).mapToDouble(this::mean).toArray();
        Biases biases = Biases.fit(data.byUser(), DAMPING, DAMPING, 10);
        double[][] compared = new double[ratings.length][];
        for (int v = 0; v < ratings.length; v++) {
            double[] itemLevels = levels(ratings[v], Double.NaN, itemMeans, biases);
            double[] userMean = new double[ratings[v].length];
            Arrays.fill(userMean, mean(ratings[v]));
            compared[v] =
                    settings.similarity == Similarity.ADJUSTED_COSINE
                            ? minus(ratings[v], userMean)
                            : minus(ratings[v], itemLevels);
        }
        double[][] columns = flip(compared);
        double[] mine = without(ratings[user], item);
        double[] levels = levels(mine, Double.NaN, itemMeans, biases);
        double sum = 0;
        double weights = 0;
        boolean all = settings.choose == NeighbourChoice.ALL;
        double[] similarities = new double[columns.length];
        for (int j = 0; j < columns.length; j++) {
            if (all && !Double.isNaN(mine[j])) {
                similarities[j] = amongBest(columns, j, item);
            } else if (!all && !Double.isNaN(mine[j])) {
                similarities[j] = similarity(columns[item], columns[j]);
            }
        }
        int[] heard = all ? IntStream.range(0, columns.length).toArray() : best(similarities);
        for (int j : heard) {
            if (similarities[j] != 0) {
                sum += similarities[j] * (mine[j] - levels[j]);
                weights += Math.abs(similarities[j]);
            }
        }
        if (all && !settings.normalize && weights > 0) {
            return levels[item] + sum;
        }
        return prediction(levels[item], sum, weights);
    }

    /** The similarity of the item to item j if it is among the best for j, else 0. */
    private double amongBest(double[][] columns, int j, int item) {
        double[] similarities = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            similarities[i] = i == j ? 0 : similarity(columns[j], columns[i]);
        }
        boolean kept = Arrays.stream(best(similarities)).anyMatch(i -> i == item);
        return kept ? similarities[item] : 0;
    }

    private double prediction(double level, double sum, double weights) {
        if (weights == 0) {
            return settings.center == Center.BASELINE ? level : Double.NaN;
        }
        return level + sum / weights;
    }

    private int[] best(double[] similarities) {
        return IntStream.range(0, similarities.length)
                .filter(k -> similarities[k] != 0)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -similarities[k]))
                .limit(settings.neighbours)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** What is subtracted from each rating of a user. */
    private double[] levels(double[] row, double userMean, double[] itemMeans, Biases biases) {
        double residuals = 0;
        int count = 0;
        for (int j = 0; j < row.length; j++) {
            if (!Double.isNaN(row[j])) {
                residuals += row[j] - biases.mean() - biases.itemEffect(j);
                count++;
            }
        }
        double effect = count == 0 ? 0 : residuals / (count + DAMPING);
        double[] levels = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            levels[j] =
                    switch (settings.center) {
                        case NONE -> 0;
                        case MEAN -> Double.isNaN(userMean) ? itemMeans[j] : userMean;
                        case ITEM -> itemMeans[j];
                        case BASELINE -> biases.mean() + biases.itemEffect(j) + effect;
                    };
        }
        return levels;
    }

    /** The similarity of two rows, 0 where they are no neighbours. */
    private double similarity(double[] x, double[] y) {
        int n = 0;
        for (int c = 0; c < x.length; c++) {
            n += Double.isNaN(x[c] + y[c]) ? 0 : 1;
        }
        if (n < settings.minimumOverlap) {
            return 0;
        }
        double similarity = formula(x, y, n);
        if (settings.significance > 0) {
            similarity *= (double) Math.min(n, settings.significance) / settings.significance;
        }
        return similarity >= settings.minimumSimilarity ? similarity : 0;
    }

    private double formula(double[] x, double[] y, int n) {
        double h = settings.shrinkage;
        double a = Arrays.stream(x).filter(v -> !Double.isNaN(v)).map(v -> v * v).sum();
        double b = Arrays.stream(y).filter(v -> !Double.isNaN(v)).map(v -> v * v).sum();
        double sizeX = Arrays.stream(x).filter(v -> !Double.isNaN(v)).count();
        double sizeY = Arrays.stream(y).filter(v -> !Double.isNaN(v)).count();
        double[][] common = common(x, y);
        double g = dot(common[0], common[1]);
        double support = n / (n + h);
        return switch (settings.similarity) {
            case COSINE, ADJUSTED_COSINE -> g / (Math.sqrt(a * b) + h);
            case ASYMMETRIC_COSINE -> g / (Math.pow(a, ALPHA) * Math.pow(b, 1 - ALPHA) + h);
            case CO_RATED_COSINE ->
                    support * g / Math.sqrt(dot(common[0], common[0]) * dot(common[1], common[1]));
            case PEARSON -> support * correlation(common[0], common[1]);
            case SPEARMAN -> {
                double[][] ranks = common(ranks(x), ranks(y));
                yield support * correlation(ranks[0], ranks[1]);
            }
            case MSD -> {
                double[] d = minus(common[0], common[1]);
                yield support / (1 + dot(d, d) / n);
            }
            case JACCARD -> n / (sizeX + sizeY - n + h);
            case DICE -> 2 * n / (sizeX + sizeY + h);
            case TVERSKY -> n / (n + TVERSKY_A * (sizeX - n) + TVERSKY_B * (sizeY - n) + h);
            case CONDITIONAL_PROBABILITY -> n / (sizeY + h);
            case LLR -> support * (1 - 1 / (1 + llr(n, sizeX - n, sizeY - n, x.length)));
        };
    }

    /** 2 sum k ln(k N / (row sum x column sum)): the G test of the two-by-two table. */
    private static double llr(double both, double onlyX, double onlyY, double all) {
        double neither = all - both - onlyX - onlyY;
        double x = both + onlyX;
        double y = both + onlyY;
        return 2
                * (part(both, x, y, all)
                        + part(onlyX, x, all - y, all)
                        + part(onlyY, all - x, y, all)
                        + part(neither, all - x, all - y, all));
    }

    private static double part(double count, double row, double column, double all) {
        return count == 0 ? 0 : count * Math.log(count * all / (row * column));
    }

    private static double[][] common(double[] x, double[] y) {
        List<Integer> both = new ArrayList<>();
        for (int c = 0; c < x.length; c++) {
            if (!Double.isNaN(x[c] + y[c])) {
                both.add(c);
            }
        }
        return new double[][] {
            both.stream().mapToDouble(c -> x[c]).toArray(),
            both.stream().mapToDouble(c -> y[c]).toArray()
        };
    }

    private double correlation(double[] x, double[] y) {
        double[] meansX = new double[x.length];
        double[] meansY = new double[x.length];
        Arrays.fill(meansX, mean(x));
        Arrays.fill(meansY, mean(y));
        double[] dx = minus(x, meansX);
        double[] dy = minus(y, meansY);
        double variances = dot(dx, dx) * dot(dy, dy);
        return variances < 1e-20 ? Double.NaN : dot(dx, dy) / Math.sqrt(variances);
    }

    private static double[] ranks(double[] row) {
        double[] ranks = new double[row.length];
        for (int c = 0; c < row.length; c++) {
            double value = row[c];
            long less = Arrays.stream(row).filter(v -> v < value).count();
            long equal = Arrays.stream(row).filter(v -> v == value).count();
            ranks[c] = Double.isNaN(value) ? Double.NaN : less + (equal + 1) / 2.0;
        }
        return ranks;
    }

    private double mean(double[] row) {
        return Arrays.stream(row).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    private static double dot(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(c -> x[c] * y[c]).sum();
    }

    private static double[] minus(double[] x, double[] y) {
        return IntStream.range(0, x.length).mapToDouble(c -> x[c] - y[c]).toArray();
    }

    private static double[][] flip(double[][] rows) {
        return IntStream.range(0, rows[0].length)
                .mapToObj(c -> Arrays.stream(rows).mapToDouble(row -> row[c]).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] dense(SparseRows rows) {
        double[][] dense = new double[rows.rows()][rows.columns()];
        for (int row = 0; row < dense.length; row++) {
            Arrays.fill(dense[row], Double.NaN);
            for (int k = rows.start(row); k < rows.end(row); k++) {
                dense[row][rows.column(k)] = rows.value(k);
            }
        }
        return dense;
    }
}
