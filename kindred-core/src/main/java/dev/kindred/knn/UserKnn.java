package dev.kindred.knn;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;

/**
 * User-based nearest neighbours. The mode decides what comes out: {@link UserKnnModel} for lists,
 * {@link UserKnnRatingModel} for predictions of ratings.
 *
 * <p>Ranking form: every value above 0 counts as a like, {@code x_vi = 1}. A candidate's score is
 * {@code sum over heard users v of w_uv x_vi} with {@code w_uv = }{@link Similarity}. Heard are the
 * {@code neighbours} users most similar to u, of equals the lower rows; with {@code inverted}
 * instead all those users who have u among their own {@code neighbours} best. With {@code
 * normalize} the weights are divided by their sum, so that a score is the share of those who like
 * the item.
 *
 * <p>The user is compared when he is asked for, by the history that is given; a user of the
 * training data never hears himself. With {@code inverted} each user of the training data remembers
 * how similar the last of his neighbours is; a new user is one of them if he is at least as
 * similar.
 *
 * <p>Cost: time O(sum over items of users^2) to train with {@code inverted}, nothing without; O(sum
 * of the users of the history's items + neighbours x their history) to score. Memory
 * O(interactions).
 *
 * <p>Edge cases: an item that no heard user likes has no score ({@code NaN}), so an empty history
 * has no scores at all; values of 0 and below are ignored.
 *
 * <p>Source: S. Vargas, P. Castells, "Improving Sales Diversity by Recommending Users to Items",
 * RecSys 2014, for inverted neighbourhoods.
 */
public final class UserKnn implements Algorithm<Model> {
    /** The algorithm's name. */
    public static final String NAME = "user-knn";

    private final UserKnnConfig config;

    public UserKnn(UserKnnConfig config) {
        this.config = config;
    }

    @Override
    public Model fit(Dataset data, FitContext context) {
        return switch (config.mode()) {
            case RANKING -> fitRanking(data, context);
            case RATING -> UserKnnRating.fit(config, data, context);
        };
    }

    private UserKnnModel fitRanking(Dataset data, FitContext context) {
        SparseRows likes = data.byUser().positive().binary();
        RowSimilarity similarity =
                RowSimilarity.ofLikes(likes, likes.transpose(), SimilaritySettings.of(config));
        Bars bars =
                config.inverted()
                        ? Bars.of(similarity.nearest(config.neighbours(), context), config)
                        : Bars.NONE;
        return new UserKnnModel(
                ModelInfo.of(NAME, config, data, context),
                config,
                data.users(),
                data.items(),
                likes,
                similarity,
                bars);
    }

    /**
     * How similar one must be to each user to be among his nearest.
     *
     * @param similarity per user: of the last of his neighbours; 0 while there is room
     * @param row per user: of that neighbour; the largest number while there is room
     */
    record Bars(double[] similarity, int[] row) {
        static final Bars NONE = new Bars(new double[0], new int[0]);

        static Bars of(NeighbourLists lists, UserKnnConfig config) {
            int users = lists.rows().length;
            var bars = new Bars(new double[users], new int[users]);
            Arrays.fill(bars.row, Integer.MAX_VALUE);
            for (int user = 0; user < users; user++) {
                if (lists.rows()[user].length == config.neighbours()) {
                    bars.set(user, lists.rows()[user], lists.similarities()[user]);
                }
            }
            return bars;
        }

        private void set(int user, int[] neighbours, double[] similarities) {
            int last = 0;
            for (int k = 1; k < neighbours.length; k++) {
                boolean worse =
                        similarities[k] < similarities[last]
                                || similarities[k] == similarities[last]
                                        && neighbours[k] > neighbours[last];
                last = worse ? k : last;
            }
            similarity[user] = similarities[last];
            row[user] = neighbours[last];
        }

        /** True if the one who asks is among the nearest of a user. */
        boolean admits(int user, double similarityOfAsker, int rowOfAsker) {
            return similarityOfAsker > similarity[user]
                    || similarityOfAsker == similarity[user] && rowOfAsker <= row[user];
        }
    }
}
