package dev.kindred.server.api.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How much attention items had in lists: a place is seen {@code 1 / log2(position + 1)} times. Not
 * thread-safe.
 */
final class Exposed {
    /** Items with fewer events are hardly known. */
    static final int KNOWN_FROM = 5;

    private static final int POINTS = 40;
    private static final double LOG_2 = Math.log(2);

    private final Map<String, Integer> events;
    private final Map<String, Double> attention = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private int lists;
    private long impressions;

    /**
     * Nothing was shown yet.
     *
     * @param events how many events items have
     */
    Exposed(Map<String, Integer> events) {
        this.events = events;
    }

    /** How many events each item has. */
    static Map<String, Integer> eventsOf(EventFigures figures) {
        Map<String, Integer> events = new HashMap<>();
        for (int k = 0; k < figures.items().size(); k++) {
            events.put(figures.items().get(k), figures.itemCounts()[k]);
        }
        return events;
    }

    static double attention(int position) {
        return LOG_2 / Math.log1p(position);
    }

    /** Adds a list of items at the first places. */
    void add(List<String> items) {
        int[] positions = new int[items.size()];
        Arrays.setAll(positions, k -> k + 1);
        add(items, positions);
    }

    void add(List<String> items, int[] positions) {
        lists++;
        impressions += items.size();
        for (int k = 0; k < positions.length; k++) {
            attention.merge(items.get(k), attention(positions[k]), Double::sum);
            counts.merge(items.get(k), 1, Integer::sum);
        }
    }

    int lists() {
        return lists;
    }

    long impressions() {
        return impressions;
    }

    /** Share of attention by group. */
    double[] shares(ItemGroups groups) {
        double[] sums = new double[groups.names().size()];
        attention.forEach((item, amount) -> groups.add(sums, item, amount));
        return ItemGroups.shares(sums);
    }

    /**
     * How evenly items are shown.
     *
     * @param catalogue all items
     */
    Map<String, @Nullable Object> spread(Set<String> catalogue) {
        Map<String, @Nullable Object> spread = new LinkedHashMap<>();
        int all = all(catalogue).size();
        int[] shown = counts.values().stream().mapToInt(Integer::intValue).toArray();
        spread.put("shown", shown.length);
        spread.put("coverage", all == 0 ? null : (double) shown.length / all);
        spread.put("gini", ShownFigures.gini(shown, all));
        spread.put("hardlyKnown", hardlyKnown());
        spread.put("meanEvents", meanEvents());
        return spread;
    }

    private Set<String> all(Set<String> catalogue) {
        Set<String> all = new HashSet<>(catalogue);
        all.addAll(counts.keySet());
        return all;
    }

    private @Nullable Double hardlyKnown() {
        double sum = 0;
        double few = 0;
        for (Map.Entry<String, Double> one : attention.entrySet()) {
            sum += one.getValue();
            few += events.getOrDefault(one.getKey(), 0) < KNOWN_FROM ? one.getValue() : 0;
        }
        return sum == 0 ? null : few / sum;
    }

    private @Nullable Double meanEvents() {
        double sum = 0;
        for (Map.Entry<String, Integer> one : counts.entrySet()) {
            sum += (double) one.getValue() * events.getOrDefault(one.getKey(), 0);
        }
        return impressions == 0 ? null : sum / impressions;
    }

    /**
     * What the most popular items have, up to which share of all items: of the events, and of the
     * attention. Ties by id.
     */
    List<Map<String, Object>> curve(Set<String> catalogue) {
        Set<String> ids = all(catalogue);
        ids.addAll(events.keySet());
        List<String> order =
                ids.stream()
                        .sorted(
                                Comparator.comparingInt(
                                                (String item) -> -events.getOrDefault(item, 0))
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList();
        double[] liked = running(order, item -> events.getOrDefault(item, 0));
        double[] seen = running(order, item -> attention.getOrDefault(item, 0.0));
        int steps = Math.min(POINTS, order.size());
        var points = new ArrayList<Map<String, Object>>();
        for (int step = 0; step <= steps && steps > 0; step++) {
            int at = (int) Math.round((double) order.size() * step / steps);
            points.add(
                    Map.of(
                            "items",
                            (double) at / order.size(),
                            "events",
                            liked[at],
                            "exposure",
                            seen[at]));
        }
        return points;
    }

    /** Shares of the first 0, 1, 2... of all that there is. */
    private static double[] running(List<String> order, ToDoubleFunction<String> amount) {
        double[] sums = new double[order.size() + 1];
        for (int k = 0; k < order.size(); k++) {
            sums[k + 1] = sums[k] + amount.applyAsDouble(order.get(k));
        }
        double all = sums[order.size()];
        return IntStream.rangeClosed(0, order.size())
                .mapToDouble(k -> all == 0 ? 0 : sums[k] / all)
                .toArray();
    }
}
