package dev.kindred.server.api.data;

import dev.kindred.store.Exposure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The attention of groups by the hour, or by the day if it is more than two. Not thread-safe. */
final class GroupTimes {
    private static final long DAY = 24 * EventFigures.HOUR;

    private final ItemGroups groups;
    private final NavigableMap<Long, Span> hours = new TreeMap<>();

    GroupTimes(ItemGroups groups) {
        this.groups = groups;
    }

    private static final class Span {
        private final double[] sums;
        private int lists;

        Span(int groups) {
            sums = new double[groups];
        }

        void add(Span other) {
            lists += other.lists;
            for (int k = 0; k < sums.length; k++) {
                sums[k] += other.sums[k];
            }
        }
    }

    void add(Exposure exposure) {
        Span span = at(hours, exposure.time(), EventFigures.HOUR);
        span.lists++;
        for (int k = 0; k < exposure.items().size(); k++) {
            double attention = Exposed.attention(exposure.positions()[k]);
            groups.add(span.sums, exposure.items().get(k), attention);
        }
    }

    private Span at(NavigableMap<Long, Span> spans, long time, long step) {
        long begin = Math.floorDiv(time, step) * step;
        return spans.computeIfAbsent(begin, key -> new Span(groups.names().size()));
    }

    boolean isDaily() {
        return !hours.isEmpty() && hours.lastKey() - hours.firstKey() > 2 * DAY;
    }

    /** Shares in the order of time; spans without lists are left out. */
    List<Map<String, Object>> points() {
        NavigableMap<Long, Span> spans = hours;
        if (isDaily()) {
            NavigableMap<Long, Span> days = new TreeMap<>();
            hours.forEach((hour, span) -> at(days, hour, DAY).add(span));
            spans = days;
        }
        var points = new ArrayList<Map<String, Object>>();
        spans.forEach(
                (time, span) -> {
                    var point = new LinkedHashMap<String, Object>();
                    point.put("time", Instant.ofEpochMilli(time).toString());
                    point.put("lists", span.lists);
                    point.put("exposure", ItemGroups.shares(span.sums));
                    points.add(point);
                });
        return points;
    }
}
