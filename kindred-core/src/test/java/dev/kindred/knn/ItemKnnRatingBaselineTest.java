package dev.kindred.knn;

import dev.kindred.model.Algorithm;
import dev.kindred.testkit.AlgorithmContract;

/** The contract once more, with the other branch of each setting. */
class ItemKnnRatingBaselineTest extends AlgorithmContract {
    @Override
    protected Algorithm<?> algorithm() {
        return new ItemKnn(
                ItemKnnConfig.builder()
                        .mode(Mode.RATING)
                        .center(Center.BASELINE)
                        .similarity(Similarity.CO_RATED_COSINE)
                        .choose(NeighbourChoice.ALL)
                        .normalize(true)
                        .clip(true)
                        .build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }
}
