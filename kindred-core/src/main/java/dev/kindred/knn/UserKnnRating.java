package dev.kindred.knn;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/**
 * User-based nearest neighbours that predict ratings: the rating form of {@link UserKnn}.
 *
 * <p>With {@code c_ui} what {@link Center} subtracts from u's rating of i, {@code x_ui = r_ui -
 * c_ui} and {@code s_uv} the {@link Similarity} of the rows of x,
 *
 * <pre>{@code prediction(u, i) = c_ui + sum_v s_uv x_vi / sum_v |s_uv|}</pre>
 *
 * over the {@code neighbours} users v most similar to u among those who rated i ({@code choose}
 * rated; similarity 0 is none), or over those who rated i among the {@code neighbours} most similar
 * of all ({@code choose} all). Without such a user there is no prediction, except with center
 * baseline, where it is {@code c_ui}.
 *
 * <p>The user is the history that is given: centred and compared with every user of the training
 * data but himself. With {@code trainedUsers} a user of the training data has the mean and the
 * ratings of training instead, whatever the history.
 *
 * <p>Cost: nothing to train beyond a copy of the ratings. A history takes O(sum of the ratings of
 * its items) once, each prediction O(ratings of the item).
 *
 * <p>Adjusted cosine compares ratings less the mean of their item, whatever the center.
 *
 * <p>Source: P. Resnick et al., "GroupLens: An Open Architecture for Collaborative Filtering of
 * Netnews", CSCW 1994; J. Herlocker et al., "An Algorithmic Framework for Performing Collaborative
 * Filtering", SIGIR 1999. Center mean with cosine is LensKit's user-user.
 */
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
