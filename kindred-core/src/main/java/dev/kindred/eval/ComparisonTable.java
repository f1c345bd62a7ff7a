package dev.kindred.eval;

import dev.kindred.internal.Checks;
import dev.kindred.model.FitContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several reports side by side: values, the best of each metric, and who is significantly better
 * than whom. Rows are the reports and have letters: a, b, c ...
 *
 * <p>All pairs of rows are tested on every metric that has a value per user and a better side; the
 * p values of one metric are corrected together with {@link Significance#holm Holm's method}.
 *
 * @param reports the rows
 * @param metrics the columns
 * @param pairs all tests, by metric
 * @param alpha level of significance
 */
public record ComparisonTable(
        List<Report> reports, List<String> metrics, Map<String, List<Pair>> pairs, double alpha) {

    public ComparisonTable {
        reports = List.copyOf(reports);
        metrics = List.copyOf(metrics);
    }

    /**
     * The test of two rows on one metric.
     *
     * @param first a row
     * @param second a row below it
     * @param paired the difference first - second, its interval, effect and p value
     * @param corrected p after Holm's correction
     */
    public record Pair(int first, int second, Significance.Paired paired, double corrected) {}

    /**
     * Compares reports of the same test set.
     *
     * @param alpha level of significance, usually 0.05
     * @param context seed and threads of randomisation tests
     * @throws IllegalArgumentException if the reports are of different users or protocols
     */
    public static ComparisonTable of(
            List<Report> reports, Significance.Test test, double alpha, FitContext context) {
        Checks.between("alpha", alpha, 0, 1);
        var metrics = new ArrayList<String>();
        var pairs = new LinkedHashMap<String, List<Pair>>();
        for (Report report : reports) {
            for (String metric : report.metrics().keySet()) {
                if (!metrics.contains(metric)) {
                    metrics.add(metric);
                    pairs.put(metric, pairs(reports, metric, test, context));
                }
            }
        }
        return new ComparisonTable(reports, metrics, pairs, alpha);
    }

    private static List<Pair> pairs(
            List<Report> reports, String metric, Significance.Test test, FitContext context) {
        var pairs = new ArrayList<Pair>();
        for (int second = 1; second < reports.size(); second++) {
            for (int first = 0; first < second; first++) {
                Report a = reports.get(first);
                Report b = reports.get(second);
                if (isTested(a, metric) && isTested(b, metric)) {
                    var paired = Significance.compare(a, b, metric, test, context);
                    pairs.add(new Pair(first, second, paired, paired.p()));
                }
            }
        }
        double[] corrected =
                Significance.holm(pairs.stream().mapToDouble(pair -> pair.paired().p()).toArray());
        for (int n = 0; n < corrected.length; n++) {
            Pair pair = pairs.get(n);
            pairs.set(n, new Pair(pair.first(), pair.second(), pair.paired(), corrected[n]));
        }
        return List.copyOf(pairs);
    }

    private static boolean isTested(Report report, String metric) {
        return report.perUser().containsKey(metric)
                && report.better().get(metric) != Metric.Better.NEITHER;
    }

    /** The value of a row; {@code NaN} if it has none. */
    public double value(int row, String metric) {
        return reports.get(row).metrics().getOrDefault(metric, Double.NaN);
    }

    /** True if no row has a better value; false for metrics without a better side. */
    public boolean isBest(int row, String metric) {
        double value = value(row, metric);
        if (Double.isNaN(value) || side(metric) == Metric.Better.NEITHER) {
            return false;
        }
        for (int other = 0; other < reports.size(); other++) {
            if (isBetter(value(other, metric), value, metric)) {
                return false;
            }
        }
        return true;
    }

    private Metric.Better side(String metric) {
        return reports.stream()
                .map(report -> report.better().getOrDefault(metric, Metric.Better.NEITHER))
                .filter(better -> better != Metric.Better.NEITHER)
                .findFirst()
                .orElse(Metric.Better.NEITHER);
    }

    private boolean isBetter(double value, double than, String metric) {
        return side(metric) == Metric.Better.LOWER ? value < than : value > than;
    }

    /** The rows that a row is significantly better than, rising. */
    public List<Integer> beats(int row, String metric) {
        var beaten = new ArrayList<Integer>();
        for (Pair pair : pairs.getOrDefault(metric, List.of())) {
            double difference = pair.paired().difference();
            int winner = isBetter(difference, 0, metric) ? pair.first() : pair.second();
            if (pair.corrected() < alpha && difference != 0 && winner == row) {
                beaten.add(winner == pair.first() ? pair.second() : pair.first());
            }
        }
        beaten.sort(null);
        return beaten;
    }

    /** What stands behind a value: "*" for the best, and the letters of the rows that it beats. */
    public String marks(int row, String metric) {
        var marks = new StringBuilder(isBest(row, metric) ? "*" : "");
        beats(row, metric).forEach(beaten -> marks.append(letter(beaten)));
        return marks.toString();
    }

    /** The letter of a row: a to z, then aa, ab ... */
    public static String letter(int row) {
        String last = String.valueOf((char) ('a' + row % 26));
        return row < 26 ? last : letter(row / 26 - 1) + last;
    }

    /** One line that explains {@link #marks}. */
    public String legend() {
        String test =
                pairs.values().stream()
                        .flatMap(List::stream)
                        .findFirst()
                        .map(
                                pair ->
                                        switch (pair.paired().test()) {
                                            case T -> "paired t test";
                                            case WILCOXON -> "Wilcoxon signed-rank test";
                                            case RANDOMISATION -> "randomisation test";
                                        })
                        .orElse("no test");
        return "* best of its column; a, b, ... significantly better than that row (%s, Holm, p < %s)"
                .formatted(test, alpha);
    }
}
