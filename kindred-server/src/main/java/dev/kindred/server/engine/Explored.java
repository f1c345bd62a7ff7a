package dev.kindred.server.engine;

import dev.kindred.coldstart.Exploration.Trials;
import dev.kindred.coldstart.ThompsonDraw;
import dev.kindred.data.IdIndex;
import dev.kindred.server.engine.lists.LiveCounts;
import dev.kindred.server.pipeline.PipelineSpec.Exploration;
import java.util.BitSet;

/**
 * Which items are to be explored for a while, and with what chances: the same for all requests of
 * that time. Immutable and thread-safe.
 *
 * @param period number of the time span
 * @param items that the rows are of
 * @param rows of the items that may get a place
 * @param draw draws from them
 */
record Explored(long period, IdIndex items, BitSet rows, ThompsonDraw draw) {
    static Explored of(
            Exploration settings,
            long period,
            IdIndex items,
            LiveCounts.Snapshot counts,
            Trials trials) {
        var rows = new BitSet(items.size());
        for (int row = 0; row < items.size(); row++) {
            float events = counts.popular()[row];
            double known = trials.all()[row] + (Float.isNaN(events) ? 0 : events);
            rows.set(row, settings.all() || known < settings.enough());
        }
        return new Explored(period, items, rows, new ThompsonDraw(trials));
    }

    /** The time span that a moment is in. */
    static long period(Exploration settings, long now) {
        return Math.floorDiv(now, settings.every().toMillis());
    }

    /** The first moment after a time span. */
    static long end(Exploration settings, long now) {
        return (period(settings, now) + 1) * settings.every().toMillis();
    }
}
