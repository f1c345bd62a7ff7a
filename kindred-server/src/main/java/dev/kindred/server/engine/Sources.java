package dev.kindred.server.engine;

import dev.kindred.data.IdIndex;
import dev.kindred.server.engine.lists.LiveCounts;
import dev.kindred.server.engine.lists.ShownCounts;
import dev.kindred.store.Catalogue;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Serving} is built from.
 *
 * @param model or null while there is none
 * @param counted items that events name
 * @param now in milliseconds since 1970-01-01 UTC
 */
record Sources(
        PipelineVersion pipeline,
        @Nullable LoadedModel model,
        Catalogue catalogue,
        IdIndex counted,
        LiveCounts counts,
        ShownCounts shown,
        Documents documents,
        long now) {
    private static final IdIndex NO_ITEMS = IdIndex.of();

    /**
     * Builds what answers.
     *
     * @param before what answered, of which what did not change is taken over; or null
     * @param inPart whether items that are new, and attributes, may wait
     * @param followCounts whether what is popular is looked at
     */
    Serving serving(@Nullable Serving before, boolean inPart, boolean followCounts) {
        boolean sameModel = before != null && before.loaded() == model;
        Universe universe =
                sameModel && inPart
                        ? before.universe().withAvailability(catalogue)
                        : Universe.of(
                                model == null ? NO_ITEMS : model.items(),
                                catalogue,
                                counted,
                                sameModel ? before.universe() : null);
        boolean sameCounts =
                before != null
                        && before.universe().items() == universe.items()
                        && (!followCounts || before.counts().isOf(counts));
        return new Serving(
                pipeline.id(),
                pipeline.spec(),
                model,
                universe,
                documents,
                sameCounts ? before.counts() : counts.snapshot(universe.items(), now),
                shown,
                before);
    }
}
