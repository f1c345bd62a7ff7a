package dev.kindred.server.api.data;

import dev.kindred.coldstart.Wilson;
import dev.kindred.store.Exposure;
import dev.kindred.store.Project;
import dev.kindred.store.Series;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was shown in a span of time, and what came of it.
 *
 * @param lists that were shown
 * @param impressions items in them
 * @param counts how often each item was shown
 * @param clicks items of recommendations with which anything was done
 * @param byType the same by type of event
 */
record ShownFigures(
        long lists,
        long impressions,
        Map<String, Integer> counts,
        long clicks,
        Map<String, Long> byType) {
    private static final int REMEMBERED = 10_000;

    /** Reads the log of what was shown: time O(lists). */
    static ShownFigures of(Project project, long from, long until) {
        var counts = new HashMap<String, Integer>();
        long[] totals = new long[2];
        scan(
                project,
                from,
                until,
                exposure -> {
                    totals[0]++;
                    totals[1] += exposure.items().size();
                    exposure.items().forEach(item -> counts.merge(item, 1, Integer::sum));
                });
        var byType = new TreeMap<String, Long>();
        for (String name : project.series().names()) {
            if (name.startsWith(Clicks.OF_TYPE)) {
                byType.put(
                        name.substring(Clicks.OF_TYPE.length()), total(project, name, from, until));
            }
        }
        byType.values().removeIf(count -> count == 0);
        return new ShownFigures(
                totals[0], totals[1], counts, total(project, Clicks.CLICKS, from, until), byType);
    }

    /** Passes on each list that was shown in a span of time once. */
    static void scan(Project project, long from, long until, Consumer<Exposure> each) {
        var recent = new LinkedHashSet<String>();
        project.exposures()
                .scan(
                        null,
                        from,
                        until,
                        exposure -> {
                            if (isNew(recent, exposure)) {
                                each.accept(exposure);
                            }
                        });
    }

    /** An answer that belongs to several experiments is logged once for each, side by side. */
    private static boolean isNew(Set<String> recent, Exposure exposure) {
        if (!recent.add(exposure.recommendation())) {
            return false;
        }
        if (recent.size() > REMEMBERED) {
            recent.remove(recent.iterator().next());
        }
        return true;
    }

    private static long total(Project project, String name, long from, long until) {
        return project.series().read(name, from, until, Series.HOUR).stream()
                .mapToLong(Series.Point::count)
                .sum();
    }

    /** A share of the impressions, with its 95 % interval (Wilson); null if it is none. */
    @Nullable Map<String, Object> rate(long count) {
        if (impressions == 0 || count > impressions) {
            return null;
        }
        var rate = new LinkedHashMap<String, Object>();
        rate.put("value", (double) count / impressions);
        rate.put("low", Wilson.lower(count, impressions));
        rate.put("high", 1 - Wilson.lower(impressions - count, impressions));
        return rate;
    }

    /**
     * How unequally items are shown: 0 if all alike, towards 1 if one has everything; null if
     * nothing was shown.
     *
     * @param catalogue how many items there are; those never shown count too
     */
    @Nullable Double gini(long catalogue) {
        return gini(counts.values().stream().mapToInt(Integer::intValue).toArray(), catalogue);
    }

    /**
     * How unequal counts are.
     *
     * @param all how many there are; those beyond the counts are 0
     */
    static @Nullable Double gini(int[] counts, long all) {
        int size = (int) Math.max(all, counts.length);
        int[] rising = Arrays.copyOf(counts, size);
        Arrays.sort(rising);
        double weighted = 0;
        double sum = 0;
        for (int k = 0; k < size; k++) {
            weighted += (2.0 * (k + 1) - size - 1) * rising[k];
            sum += rising[k];
        }
        return sum == 0 ? null : weighted / (size * sum);
    }
}
