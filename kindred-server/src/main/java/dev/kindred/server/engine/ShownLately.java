package dev.kindred.server.engine;

import dev.kindred.server.engine.lists.ShownCounts;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.Project;
import java.time.Clock;

/** Keeps up with what was shown, and not more often than it must. Thread-safe. */
final class ShownLately {
    private static final long REST_MILLIS = 10_000;

    private final Project store;
    private final Clock clock;
    private volatile ShownCounts counts;
    private volatile long at;

    ShownLately(Project store, Clock clock, PipelineSpec spec) {
        this.store = store;
        this.clock = clock;
        this.counts = empty(spec);
    }

    private static ShownCounts empty(PipelineSpec spec) {
        return new ShownCounts(new EventMeaning(spec.events())::weight);
    }

    /** Whether a pipeline needs to know what was shown. */
    static boolean wants(PipelineSpec spec) {
        return spec.serving().exploration().isOn();
    }

    ShownCounts counts() {
        return counts;
    }

    /** Counts anew: events mean something else. */
    void restart(PipelineSpec spec) {
        counts = empty(spec);
    }

    void follow() {
        long now = clock.millis();
        ShownCounts known = counts;
        if (!known.isRead() || Math.abs(now - at) >= REST_MILLIS) {
            known.follow(store, now);
            at = now;
        }
    }
}
