package dev.kindred.eval;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.eval.Metric.Better;
import dev.kindred.eval.MetricKind.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/** Metrics per group of users, and the exposure of groups of items. */
final class GroupMetrics {
    /** Those without a value. */
    static final String NO_GROUP = "(none)";

    private static final int MOST_GROUPS = 100;

    static final List<MetricKind> ALL =
            List.of(
                    new MetricKind(
                            "exposure",
                            Shape.DEPTH_AND_FIELD,
                            Better.NEITHER,
                            "per value of an item attribute, its items' share of all positions,"
                                    + " each weighted by 1 / log2(rank + 1); an item of several"
                                    + " values counts for each in equal parts",
                            (header, field) ->
                                    new DataFunction(
                                            header,
                                            data -> {
                                                Attributes items = data.train().itemAttributes();
                                                List<String> fields =
                                                        MetricFields.oneField(
                                                                items, field, header.name());
                                                var groups = AttributeValues.of(items, fields);
                                                return exposures(header, groups);
                                            })));

    private GroupMetrics() {}

    /**
     * The metric once per value of a user attribute: of the users who have it; one with several
     * values is in several groups.
     */
    static Metric perGroup(Metric metric, String field) {
        var header =
                new Header(
                        metric.name() + "/" + field,
                        metric.definition() + "; per group of users by " + field,
                        metric.depth(),
                        metric.better());
        return new DataFunction(
                header,
                data -> {
                    Groups groups = Groups.of(data.users(), field, header.name());
                    var perGroup = new ArrayList<Metric>();
                    for (Metric of : Metrics.bind(List.of(metric), data)) {
                        for (String group : groups.names()) {
                            perGroup.add(only(of, header, group, groups));
                        }
                    }
                    return perGroup;
                });
    }

    private static Metric only(Metric metric, Header all, String group, Groups groups) {
        var header =
                new Header(
                        metric.name() + "/" + groups.field() + "=" + group,
                        all.definition(),
                        all.depth(),
                        all.better());
        if (metric instanceof UserMetric user) {
            return new UserFunction(
                    header,
                    outcome ->
                            groups.holds(group, outcome.user()) ? user.value(outcome) : Double.NaN,
                    user::weight,
                    user::finish);
        }
        var list = (ListMetric) metric; // bound metrics are one or the other
        return new ListFunction(
                header,
                outcomes ->
                        list.value(
                                outcomes.stream()
                                        .filter(o -> groups.holds(group, o.user()))
                                        .toList()));
    }

    /** Which users are in which group. */
    private record Groups(List<String> names, Attributes users, String field) {
        static Groups of(Attributes users, String field, String metric) {
            MetricFields.fields(users, field, metric); // checks that it exists
            var names = new TreeSet<String>();
            for (int row = 0; row < users.ids().size(); row++) {
                names.addAll(users.values(row, field));
            }
            if (names.size() > MOST_GROUPS) {
                throw new IllegalArgumentException(
                        "metric %s needs at most %d groups of users, but \"%s\" has %d values"
                                .formatted(metric, MOST_GROUPS, field, names.size()));
            }
            var all = new ArrayList<>(names);
            all.add(NO_GROUP);
            return new Groups(all, users, field);
        }

        boolean holds(String group, String user) {
            List<String> values = users.values(users.ids().row(user), field);
            return values.isEmpty() ? group.equals(NO_GROUP) : values.contains(group);
        }
    }

    private static List<Metric> exposures(Header header, AttributeValues groups) {
        var shares = new Exposure(groups, header.depth());
        var names = new HashMap<String, Integer>();
        for (int group = 0; group < groups.size(); group++) {
            names.put(groups.name(group), group);
        }
        var metrics = new ArrayList<Metric>();
        for (String name : new TreeSet<>(names.keySet())) {
            metrics.add(exposure(header, name, names.get(name), shares));
        }
        metrics.add(exposure(header, NO_GROUP, groups.size(), shares));
        return metrics;
    }

    private static Metric exposure(Header header, String name, int group, Exposure shares) {
        return new ListFunction(
                header.named(header.name() + "=" + name), all -> shares.of(all)[group]);
    }

    /** The shares of all groups of the lists that were asked for last. */
    private static final class Exposure {
        private final AttributeValues groups;
        private final int k;
        private List<Outcome> lists = List.of();
        private double[] shares = {};

        Exposure(AttributeValues groups, int k) {
            this.groups = groups;
            this.k = k;
        }

        synchronized double[] of(List<Outcome> outcomes) {
            if (outcomes != lists || shares.length == 0) {
                lists = outcomes;
                shares = compute(outcomes);
            }
            return shares;
        }

        private double[] compute(List<Outcome> outcomes) {
            double[] sums = new double[groups.size() + 1];
            double all = 0;
            for (Outcome outcome : outcomes) {
                for (int position = 0; position < outcome.size(k); position++) {
                    double weight = Dcg.Discount.LOG2_OF_NEXT.at(position);
                    int[] of = groups.of(outcome.item(position));
                    for (int group : of) {
                        sums[group] += weight / of.length;
                    }
                    sums[groups.size()] += of.length == 0 ? weight : 0;
                    all += weight;
                }
            }
            for (int group = 0; group < sums.length; group++) {
                sums[group] /= all;
            }
            return sums;
        }
    }
}
