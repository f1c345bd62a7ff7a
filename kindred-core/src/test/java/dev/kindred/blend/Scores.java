package dev.kindred.blend;

import dev.kindred.data.History;
import dev.kindred.model.Model;

/** Scores of models, for tests. */
final class Scores {
    private Scores() {}

    static float[] of(Model model, History history) {
        float[] scores = new float[model.items().size()];
        model.score(history, scores);
        return scores;
    }
}
