package dev.kindred.server.api.data;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kindred.store.Event;
import dev.kindred.store.Project;
import dev.kindred.store.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the items of recommendations that something was done with: once each, however often it is
 * reported within a day. Thread-safe.
 */
final class Clicks {
    /** Items with which anything was done. */
    static final String CLICKS = "clicks";

    /** Followed by a type: items with which that was done. */
    static final String OF_TYPE = "clicks.";

    private static final int MOST_KEPT = 200_000;

    private final Cache<List<String>, Boolean> seen =
            Caffeine.newBuilder()
                    .maximumSize(MOST_KEPT)
                    .expireAfterWrite(Duration.ofDays(1))
                    .build();

    /** Counts events that were stored now. */
    void count(Project project, List<Event> events, long now) {
        var counts = new TreeMap<String, Integer>();
        for (Event event : events) {
            String recommendation = event.recommendation();
            if (recommendation != null) {
                Map<List<String>, Boolean> known = seen.asMap();
                if (known.put(List.of(recommendation, event.item()), true) == null) {
                    counts.merge(CLICKS, 1, Integer::sum);
                }
                var key = List.of(recommendation, event.item(), event.type());
                if (known.put(key, true) == null) {
                    counts.merge(OF_TYPE + event.type(), 1, Integer::sum);
                }
            }
        }
        if (!counts.isEmpty()) {
            var points = new ArrayList<Series.Point>();
            counts.forEach((name, n) -> points.add(new Series.Point(name, now, n, n)));
            project.series().add(points);
        }
    }
}
