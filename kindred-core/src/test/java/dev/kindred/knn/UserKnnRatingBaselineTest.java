package dev.kindred.knn;

import dev.kindred.model.Algorithm;
import dev.kindred.testkit.AlgorithmContract;

/** The contract once more, with the other branch of each setting. */
class UserKnnRatingBaselineTest extends AlgorithmContract {
    @Override
    protected Algorithm<?> algorithm() {
        return new UserKnn(
                UserKnnConfig.builder()
                        .mode(Mode.RATING)
                        .center(Center.BASELINE)
                        .similarity(Similarity.CO_RATED_COSINE)
                        .choose(NeighbourChoice.ALL)
                        .clip(true)
                        .build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }
}
