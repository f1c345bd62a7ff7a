package dev.kindred.server.engine;

import dev.kindred.experiment.online.TeamDraft;
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
     * @param mix what is interleaved with the pipeline's list; null: nothing is
     */
    record Choice(@Nullable String pipeline, @Nullable Arm arm, @Nullable Mix mix) {
        public static final Choice CURRENT = new Choice(null, null);

        public Choice(@Nullable String pipeline, @Nullable Arm arm) {
            this(pipeline, arm, null);
        }
    }

    /**
     * A second list that is interleaved with the first.
     *
     * @param pipeline that makes it; null = the current one
     * @param draft who picks when
     * @param variantA of the first list
     * @param variantB of the second
     * @param runA under which the picks of the first are logged
     * @param runB under which those of the second are
     */
    record Mix(
            @Nullable String pipeline,
            TeamDraft draft,
            String variantA,
            String variantB,
            String runA,
            String runB) {}

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
