package dev.kindred.server.training;

import dev.kindred.blend.HybridModel;
import dev.kindred.internal.ConfigBinder;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.pipeline.PipelineSpec.Blend;
import dev.kindred.server.pipeline.PipelineSpec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the weights that a hybrid learnt while it was compared with popularity, so that they are
 * not learnt twice.
 */
final class LearnedWeights {
    private LearnedWeights() {}

    /** The pipeline with the weights of a model, where they are to be learnt and it has any. */
    static PipelineSpec of(PipelineSpec pipeline, @Nullable Model model) {
        Blend blend = pipeline.blend();
        boolean wanted = blend.method().equals("weighted") && blend.weights().isEmpty();
        if (!wanted || !(model instanceof HybridModel hybrid) || pipeline.models().size() < 2) {
            return pipeline;
        }
        List<Double> weights = weights(pipeline.models(), hybrid);
        return weights == null
                ? pipeline
                : pipeline.withModels(pipeline.models(), new Blend(blend.method(), weights));
    }

    /** Parts that the hybrid left out have weight 0; null if they cannot be told apart. */
    private static @Nullable List<Double> weights(List<ModelSpec> models, HybridModel hybrid) {
        var weights = new ArrayList<Double>();
        int part = 0;
        for (ModelSpec model : models) {
            boolean isPart =
                    part < hybrid.parts().size()
                            && isTrained(model, hybrid.parts().get(part).info());
            weights.add(isPart ? hybrid.weights()[part] : 0.0);
            part += isPart ? 1 : 0;
        }
        return part == hybrid.parts().size() ? weights : null;
    }

    private static boolean isTrained(ModelSpec model, ModelInfo info) {
        if (!model.algorithm().equals(info.algorithm())
                || model.settings().containsKey("attributes")) {
            return false;
        }
        Record config = Algorithms.config(model.algorithm(), model.preset(), model.settings());
        return ConfigBinder.toTexts(config).equals(info.config());
    }
}
