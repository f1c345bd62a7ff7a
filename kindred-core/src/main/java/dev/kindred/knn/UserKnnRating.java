package dev.kindred.knn;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/** Trains {@link UserKnnRatingModel}, where the formulas stand. */
final class UserKnnRating {
    private UserKnnRating() {}

    /**
     * Trains the model.
     *
     * @param config of mode rating
     */
    static UserKnnRatingModel fit(UserKnnConfig config, Dataset data, FitContext context) {
        KnnChecks.noWeighting(config.weighting());
        ModelInfo info = ModelInfo.of(UserKnn.NAME, config, data, context);
        SparseRows ratings = data.byUser();
        return new UserKnnRatingModel(info, config, data.users(), data.items(), ratings);
    }
}
