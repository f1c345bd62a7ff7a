package dev.kindred.server.engine.lists;

import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * How often each item was wanted, lately, and since when: follows the log, event by event.
 * Thread-safe.
 *
 * <p>Trending: {@code sum over events of 2^((t - now) / 7 days)}, kept as a logarithm, so that it
 * neither overflows nor underflows however old the events are.
 */
public final class LiveCounts {
    /** After so many days an event counts half as a trend. */
    public static final double HALF_LIFE_DAYS = 7;

    private static final double HALF_LIFE_MILLIS = HALF_LIFE_DAYS * 86_400_000;

    private final ToDoubleFunction<String> weight;
    private final IdIndex.Builder ids = new IdIndex.Builder();
    private float[] wanted = new float[64];
    private double[] trend = new double[64]; // log2 of the sum, times in half-lives since 1970
    private long[] first = new long[64];
    private long changes;

    /**
     * Counts of an empty log.
     *
     * @param weight of a type of events; 0 = does not count
     */
    public LiveCounts(ToDoubleFunction<String> weight) {
        this.weight = weight;
    }

    /** Adds all of a log. */
    public synchronized void addAll(InteractionLog log, long now) {
        boolean[] counts = new boolean[log.types().size()];
        for (int type = 0; type < counts.length; type++) {
            counts[type] = weight.applyAsDouble(log.types().get(type)) > 0;
        }
        IdIndex items = log.items();
        int[] rows = new int[items.size()];
        Arrays.fill(rows, IdIndex.ABSENT);
        for (int k = 0; k < log.size(); k++) {
            int item = log.item(k);
            if (rows[item] == IdIndex.ABSENT) {
                rows[item] = row(items.id(item));
            }
            count(rows[item], counts[log.type(k)], log.time(k), now);
        }
        changes++;
    }

    /** Adds an event. */
    public synchronized void add(String item, String type, long time, long now) {
        count(row(item), weight.applyAsDouble(type) > 0, time, now);
        changes++;
    }

    private int row(String item) {
        int row = ids.add(item);
        if (row >= wanted.length) {
            wanted = Arrays.copyOf(wanted, 2 * row);
            trend = Arrays.copyOf(trend, 2 * row);
            first = Arrays.copyOf(first, 2 * row);
        }
        if (first[row] == 0 && wanted[row] == 0) {
            trend[row] = Double.NEGATIVE_INFINITY;
            first[row] = Long.MAX_VALUE;
        }
        return row;
    }

    private void count(int row, boolean counts, long time, long now) {
        if (time != Interaction.NO_TIME) {
            first[row] = Math.min(first[row], Math.min(time, now));
        }
        if (counts) {
            wanted[row]++;
            if (time != Interaction.NO_TIME) {
                trend[row] = sum(trend[row], Math.min(time, now) / HALF_LIFE_MILLIS);
            }
        }
    }

    /** log2(2^a + 2^b). */
    private static double sum(double a, double b) {
        double high = Math.max(a, b);
        double low = Math.min(a, b);
        return high + Math.log1p(Math.pow(2, low - high)) / Math.log(2);
    }

    /** Rises with every change. */
    public synchronized long changes() {
        return changes;
    }

    /** How many items there are; they are never taken out. */
    public synchronized int size() {
        return ids.size();
    }

    /** The ids of all items. */
    public synchronized IdIndex ids() {
        return ids.build();
    }

    /**
     * The counts of items at a moment.
     *
     * @param counts that they come from
     * @param changes as it was
     * @param popular events that count; NaN = none
     * @param trending the decayed number of them; NaN = none
     * @param first time of the first event, {@code Long.MAX_VALUE} = none
     */
    public record Snapshot(
            LiveCounts counts, long changes, float[] popular, float[] trending, long[] first) {
        /** Whether nothing was counted since. */
        public boolean isOf(LiveCounts others) {
            return counts == others && others.changes() == changes;
        }
    }

    /**
     * The counts of all items by row of an index.
     *
     * <p>Cost: one look-up per item.
     */
    public synchronized Snapshot snapshot(IdIndex items, long now) {
        int size = items.size();
        var result = new Snapshot(this, changes, new float[size], new float[size], new long[size]);
        IdIndex mine = ids.build();
        Arrays.fill(result.popular, Float.NaN);
        Arrays.fill(result.trending, Float.NaN);
        Arrays.fill(result.first, Long.MAX_VALUE);
        for (int row = 0; row < mine.size(); row++) {
            int to = items.row(mine.id(row));
            if (to != IdIndex.ABSENT) {
                result.first[to] = first[row];
                if (wanted[row] > 0) {
                    result.popular[to] = wanted[row];
                    result.trending[to] = (float) (trend[row] - now / HALF_LIFE_MILLIS);
                }
            }
        }
        return result;
    }
}
