package dev.kindred.server.training;

import dev.kindred.server.jobs.JobContext;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.pipeline.PipelineSpec.ModelSpec;
import java.util.List;

/** What of a pipeline can be learnt from the data there are. */
final class Learnable {
    private static final String POPULAR = "popular";

    private Learnable() {}

    /** The pipeline, or one with {@code popular} alone where there is one user or item only. */
    static PipelineSpec part(PipelineSpec pipeline, TrainingData data, JobContext job) {
        int users = data.dataset().users().size();
        int items = data.itemsWithEvents();
        if (users > 1 && items > 1) {
            return pipeline;
        }
        job.note(
                "there are %d users and %d items with events: nothing can be learnt yet but what is popular"
                        .formatted(users, items));
        return pipeline.withModels(List.of(ModelSpec.of(POPULAR)), PipelineSpec.defaults().blend());
    }

    static boolean isPopular(PipelineSpec pipeline) {
        return pipeline.models().size() == 1
                && pipeline.models().get(0).algorithm().equals(POPULAR);
    }
}
