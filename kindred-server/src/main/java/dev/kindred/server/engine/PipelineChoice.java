package dev.kindred.server.engine;

import dev.kindred.store.Exposures.Measure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which pipeline answers a request: the place of experiments. Must be quick and
 * thread-safe, and choose the same again for the same user.
 */
@FunctionalInterface
public interface PipelineChoice {
    /** Everybody gets the current pipeline. */
    PipelineChoice CURRENT = (request, visitor) -> Choice.CURRENT;

    Choice choose(RecommendationRequest request, Visitor visitor);

    /** Forgets what is remembered of a user. */
    default void forget(String user) {}

    /**
     * What was chosen.
     *
     * @param pipeline id under which {@link Workspace#offer} made it known; null = the current one
     * @param arm of an experiment, or null
     */
    record Choice(@Nullable String pipeline, @Nullable Arm arm) {
        public static final Choice CURRENT = new Choice(null, null);
    }

    /**
     * A variant of an experiment.
     *
     * @param experiment id
     * @param variant name
     * @param counting how a list counts for it; null: it is logged, and nothing is measured
     */
    record Arm(String experiment, String variant, @Nullable Counting counting) {
        public Arm(String experiment, String variant) {
            this(experiment, variant, null);
        }

        /** The name under which lists are logged; "" if they do not count. */
        String run() {
            return counting == null ? experiment : counting.run();
        }

        double propensity() {
            return counting == null ? Double.NaN : counting.propensity();
        }
    }

    /** How lists count for a variant. */
    interface Counting {
        /** The name under which they are logged; "" if they do not count. */
        String run();

        /** The chance with which the user got this variant. */
        double propensity();

        /** What is measured of a list that is shown. */
        List<Measure> measures(Shown shown);
    }
}
