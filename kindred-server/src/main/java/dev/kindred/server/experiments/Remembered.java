package dev.kindred.server.experiments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kindred.experiment.StickyArms;
import dev.kindred.server.experiments.State.Run;
import dev.kindred.store.Exposures;
import dev.kindred.store.Exposures.Assigned;
import dev.kindred.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The variants of users' first exposures in one experiment, from the store, and kept in memory for
 * a while. Thread-safe.
 */
final class Remembered implements StickyArms {
    private static final int MOST_KEPT = 100_000;

    private final Exposures exposures;
    private final Stored experiment;
    private final Cache<String, Optional<Arm>> known =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).build();

    Remembered(Exposures exposures, Stored experiment) {
        this.exposures = exposures;
        this.experiment = experiment;
    }

    @Override
    public @Nullable Arm find(String id, String unit) {
        try {
            return known.get(unit, key -> Optional.ofNullable(read(key))).orElse(null);
        } catch (StoreException e) {
            return null; // while the store does not answer, buckets decide
        }
    }

    /** The arm of the newest run in which the unit was exposed. */
    private @Nullable Arm read(String unit) {
        Map<String, Assigned> assigned = exposures.assigned(unit);
        List<Run> runs = experiment.state().runs();
        for (int k = runs.size() - 1; k >= 0; k--) {
            Assigned one = assigned.get(experiment.run(runs.get(k)));
            if (one != null) {
                return new Arm(one.variant(), runs.get(k).version());
            }
        }
        return null;
    }

    /** A unit was exposed: in the store it is in a moment. */
    void exposed(String unit, String variant) {
        int version = experiment.state().run().version();
        known.asMap()
                .merge(
                        unit,
                        Optional.of(new Arm(variant, version)),
                        (old, now) ->
                                old.filter(one -> one.version() == version).isPresent()
                                        ? old
                                        : now);
    }

    void forget(String unit) {
        known.invalidate(unit);
    }
}
