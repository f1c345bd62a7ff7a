package dev.kindred.eval;

import dev.kindred.data.Attributes;
import dev.kindred.data.Split;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.eval.Significance.Paired;
import dev.kindred.model.FitContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What re-ranking does for groups of items, and what it costs: each group's share of the exposure
 * in the lists before and after, beside its share of the catalogue and of what users wanted; and
 * every metric per user before and after, with the interval of the difference.
 *
 * <p>Shares add up to 1; an item of several groups counts for each in equal parts. Exposure is that
 * of {@link #metric}: a place is seen {@code 1 / log2(rank + 1)} times.
 *
 * @param field item attribute whose values are the groups
 * @param groups in the order of their names; those without a value at the end, as "(none)"
 * @param accuracy of each metric that has a value per user, groups that have users included
 */
public record FairnessReport(String field, List<Group> groups, List<Accuracy> accuracy) {
    public FairnessReport {
        groups = List.copyOf(groups);
        accuracy = List.copyOf(accuracy);
    }

    /**
     * A group's shares.
     *
     * @param catalogue of all items of the training data
     * @param relevance of all targets that the training data knows
     * @param before of the exposure in the lists without re-ranking
     * @param after of the exposure in those with it
     */
    public record Group(
            String name, double catalogue, double relevance, double before, double after) {}

    /**
     * A metric before and after.
     *
     * @param difference after less before, per user, with its interval
     */
    public record Accuracy(String metric, double before, double after, Paired difference) {}

    /** The metric that both reports must hold: {@code exposure@k:field}. */
    public static Metric metric(String field, int k) {
        return Metrics.parse("exposure@%d:%s".formatted(k, field)).get(0);
    }

    /**
     * Compares two reports of the same split.
     *
     * @param before measured with {@link #metric}, without re-ranking
     * @param after the same with it
     */
    public static FairnessReport of(
            Split split, String field, Report before, Report after, FitContext context) {
        Map<String, double[]> shares = shares(split, field);
        var groups = new ArrayList<Group>();
        String middle = ":" + field + "=";
        for (String metric : before.metrics().keySet()) {
            if (metric.startsWith("exposure@") && metric.contains(middle)) {
                String name = metric.substring(metric.indexOf(middle) + middle.length());
                double[] of = shares.getOrDefault(name, new double[2]);
                groups.add(
                        new Group(name, of[0], of[1], before.metric(metric), after.metric(metric)));
            }
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException(
                    "the reports must hold the metric exposure@k:%s".formatted(field));
        }
        var accuracy = new ArrayList<Accuracy>();
        for (String metric : before.perUser().keySet()) {
            if (!Double.isNaN(before.metric(metric))) { // a group without users
                accuracy.add(
                        new Accuracy(
                                metric,
                                before.metric(metric),
                                after.metric(metric),
                                Significance.compare(
                                        after, before, metric, Significance.Test.T, context)));
            }
        }
        return new FairnessReport(field, groups, accuracy);
    }

    /** By value: share of the catalogue, share of the targets. */
    private static Map<String, double[]> shares(Split split, String field) {
        Attributes items = split.train().itemAttributes();
        var sums = new LinkedHashMap<String, double[]>();
        for (int item = 0; item < split.train().items().size(); item++) {
            add(items, item, field, sums, 0);
        }
        for (TestUser user : split.test().users()) {
            for (int target : user.targets()) {
                if (target >= 0) {
                    add(items, target, field, sums, 1);
                }
            }
        }
        for (int kind = 0; kind < 2; kind++) {
            double all = 0;
            for (double[] of : sums.values()) {
                all += of[kind];
            }
            for (double[] of : sums.values()) {
                of[kind] = all > 0 ? of[kind] / all : 0;
            }
        }
        return sums;
    }

    private static void add(
            Attributes items, int item, String field, Map<String, double[]> sums, int kind) {
        List<String> values = items.values(item, field);
        List<String> groups = values.isEmpty() ? List.of(GroupMetrics.NO_GROUP) : values;
        for (String group : groups) {
            sums.computeIfAbsent(group, name -> new double[2])[kind] += 1.0 / groups.size();
        }
    }

    /**
     * How far exposure is from relevance, as the sum of what groups have too much: 0 is fair, 1 the
     * worst.
     */
    public double unfairnessBefore() {
        return groups.stream().mapToDouble(g -> Math.max(0, g.before() - g.relevance())).sum();
    }

    /** The same after re-ranking. */
    public double unfairnessAfter() {
        return groups.stream().mapToDouble(g -> Math.max(0, g.after() - g.relevance())).sum();
    }
}
