package dev.kindred.server.engine.lists;

import dev.kindred.coldstart.Exploration.Trials;
import dev.kindred.data.IdIndex;
import dev.kindred.store.Exposure;
import dev.kindred.store.Project;
import dev.kindred.store.StoredEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How often each item was shown, and with what success: follows the log of what was shown, of the
 * last 30 days at first, and the events that followed recommendations. Thread-safe.
 */
public final class ShownCounts {
    private static final Duration AT_FIRST = Duration.ofDays(30);
    private static final Duration LATE = Duration.ofMinutes(1); // the log is written behind
    private static final int REMEMBERED = 100_000;

    private final ToDoubleFunction<String> weight;
    private final IdIndex.Builder ids = new IdIndex.Builder();
    private final Set<List<String>> lists = new LinkedHashSet<>();
    private final Set<List<String>> clicked = new LinkedHashSet<>();
    private float[] shown = new float[64];
    private float[] wanted = new float[64];
    private long followedTo;
    private long sequence;
    private boolean read;

    /**
     * Counts of nothing.
     *
     * @param weight of a type of events; 0 = is no success
     */
    public ShownCounts(ToDoubleFunction<String> weight) {
        this.weight = weight;
    }

    /** Whether it was read at all. */
    public synchronized boolean isRead() {
        return read;
    }

    /** Counts what came since the last time. Cost: in proportion to it. */
    public synchronized void follow(Project project, long now) {
        long from = read ? followedTo - LATE.toMillis() : now - AT_FIRST.toMillis();
        project.exposures().scan(null, from, Long.MAX_VALUE, this::add);
        sequence = project.events().followingRecommendations(sequence, this::add);
        followedTo = now;
        read = true;
    }

    /** An answer of several experiments is logged once for each; one of two pipelines in parts. */
    private void add(Exposure exposure) {
        List<String> items = exposure.items();
        if (!items.isEmpty() && isNew(lists, List.of(exposure.recommendation(), items.get(0)))) {
            items.forEach(item -> shown[row(item)]++);
        }
    }

    private void add(StoredEvent stored) {
        String recommendation = String.valueOf(stored.event().recommendation());
        String item = stored.event().item();
        if (weight.applyAsDouble(stored.event().type()) > 0
                && isNew(clicked, List.of(recommendation, item))) {
            wanted[row(item)]++;
        }
    }

    private static <T> boolean isNew(Set<T> recent, T one) {
        if (!recent.add(one)) {
            return false;
        }
        if (recent.size() > REMEMBERED) {
            recent.remove(recent.iterator().next());
        }
        return true;
    }

    private int row(String item) {
        int row = ids.add(item);
        if (row >= shown.length) {
            shown = Arrays.copyOf(shown, 2 * row);
            wanted = Arrays.copyOf(wanted, 2 * row);
        }
        return row;
    }

    /** How often items were shown and wanted, by row of an index. Cost: one look-up per item. */
    public synchronized Trials trials(IdIndex items) {
        var trials = new Trials(new double[items.size()], new double[items.size()]);
        IdIndex mine = ids.build();
        for (int row = 0; row < mine.size(); row++) {
            int to = items.row(mine.id(row));
            if (to != IdIndex.ABSENT) {
                trials.all()[to] = shown[row];
                trials.successes()[to] = Math.min(shown[row], wanted[row]);
            }
        }
        return trials;
    }
}
