package dev.kindred.server.api.data;

import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.store.Project;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a project are, counted from the log itself. Immutable.
 *
 * @param asOf when it was counted, in milliseconds since 1970-01-01 UTC
 * @param users that have events
 * @param items that have events
 * @param itemCounts how many events each of these has; not to be changed
 * @param types number of events by type
 * @param first time of the earliest event with a time, or null
 * @param last time of the latest one, or null
 */
record EventFigures(
        long asOf,
        long events,
        int users,
        List<String> items,
        int[] itemCounts,
        Map<String, Long> types,
        @Nullable Long first,
        @Nullable Long last,
        Map<String, NavigableMap<Long, double[]>> hours) {
    /** A span of the hours that are counted. */
    static final long HOUR = 3_600_000;

    private static final int COUNT = 0;
    private static final int SUM = 1;

    /** Counts a log: time O(events). */
    static EventFigures of(InteractionLog log, long now) {
        var types = new long[log.types().size()];
        var itemCounts = new int[log.items().size()];
        List<Map<Long, double[]>> hours =
                log.types().stream().<Map<Long, double[]>>map(type -> new HashMap<>()).toList();
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int k = 0; k < log.size(); k++) {
            int type = log.type(k);
            types[type]++;
            itemCounts[log.item(k)]++;
            long time = log.time(k);
            if (time != Interaction.NO_TIME) {
                first = Math.min(first, time);
                last = Math.max(last, time);
                double[] span =
                        hours.get(type)
                                .computeIfAbsent(
                                        Math.floorDiv(time, HOUR) * HOUR, hour -> new double[2]);
                span[COUNT]++;
                span[SUM] += log.value(k);
            }
        }
        var byName = new TreeMap<String, Long>();
        var series = new LinkedHashMap<String, NavigableMap<Long, double[]>>();
        for (int type = 0; type < types.length; type++) {
            if (types[type] > 0) {
                byName.put(log.types().get(type), types[type]);
                series.put(log.types().get(type), new TreeMap<>(hours.get(type)));
            }
        }
        boolean timed = first <= last;
        return new EventFigures(
                now,
                log.size(),
                log.users().size(),
                ids(log),
                itemCounts,
                byName,
                timed ? first : null,
                timed ? last : null,
                series);
    }

    private static List<String> ids(InteractionLog log) {
        String[] ids = new String[log.items().size()];
        for (int row = 0; row < ids.length; row++) {
            ids[row] = log.items().id(row);
        }
        return List.of(ids);
    }

    /** A span of time. */
    record Point(long time, long count, double sum) {}

    /**
     * Events from a time until before another, by spans.
     *
     * @param type of the events; null = all
     * @param step length of a span, a multiple of an hour
     */
    List<Point> points(@Nullable String type, long from, long until, long step) {
        var spans = new TreeMap<Long, double[]>();
        hours.forEach(
                (name, counted) -> {
                    if (type == null || type.equals(name)) {
                        counted.subMap(Math.floorDiv(from, step) * step, true, until, false)
                                .forEach((hour, span) -> add(spans, hour, step, span));
                    }
                });
        return spans.entrySet().stream()
                .map(
                        one ->
                                new Point(
                                        one.getKey(),
                                        (long) one.getValue()[COUNT],
                                        one.getValue()[SUM]))
                .toList();
    }

    private static void add(Map<Long, double[]> spans, long hour, long step, double[] span) {
        double[] sum =
                spans.computeIfAbsent(Math.floorDiv(hour, step) * step, time -> new double[2]);
        sum[COUNT] += span[COUNT];
        sum[SUM] += span[SUM];
    }

    /** The figures of a project, counted again when its events changed. Thread-safe. */
    static final class Kept {
        private static final long CHEAP_NANOS = 100_000_000;
        private static final int SHARE = 20;

        private final Project project;
        private @Nullable EventFigures last;
        private Project.@Nullable Versions version;
        private long cost;
        private long counted;

        Kept(Project project) {
            this.project = project;
        }

        /**
         * The figures: as of now where counting is cheap; where it takes more than a tenth of a
         * second, no more than a twentieth of all time is spent with it.
         */
        synchronized EventFigures get(long now) {
            Project.Versions newest = project.versions();
            EventFigures known = last;
            Project.Versions before = version;
            long start = System.nanoTime();
            if (known != null && before != null) {
                boolean same =
                        before.sequence() == newest.sequence()
                                && before.deletions() == newest.deletions();
                boolean recent = cost > CHEAP_NANOS && start - counted < SHARE * cost;
                if (same || recent) {
                    return known;
                }
            }
            EventFigures figures = of(project.events().interactions(), now);
            last = figures;
            version = newest;
            counted = System.nanoTime();
            cost = counted - start;
            return figures;
        }
    }
}
