package dev.kindred.server.engine;

import org.jspecify.annotations.Nullable;

/**
 * Decides which pipeline answers a request: the place of experiments. Must be quick and
 * thread-safe, and choose the same again for the same user.
 */
@FunctionalInterface
public interface PipelineChoice {
    /** Everybody gets the current pipeline. */
    PipelineChoice CURRENT = request -> Choice.CURRENT;

    Choice choose(RecommendationRequest request);

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
     */
    record Arm(String experiment, String variant) {}
}
