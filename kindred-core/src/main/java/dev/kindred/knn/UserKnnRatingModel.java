package dev.kindred.knn;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;
import dev.kindred.model.UserNeighbours;
import java.util.Arrays;

/**
 * User-based nearest neighbours that predict ratings: the rating form of {@link UserKnn}, which
 * keeps the ratings themselves, and the users. Immutable and thread-safe.
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
public final class UserKnnRatingModel implements RatingModel, UserNeighbours {
    private final ModelInfo info;
    private final UserKnnConfig config;
    private final IdIndex users;
    private final IdIndex items;
    private final SparseRows ratings; // by user
    private final SparseRows rests; // by user: ratings less what is subtracted
    private final SparseRows restsByItem;
    private final Centering centering;
    private final RowSimilarity similarity;
    private final double[] range;

    UserKnnRatingModel(
            ModelInfo info,
            UserKnnConfig config,
            IdIndex users,
            IdIndex items,
            SparseRows ratings) {
        Checks.sameLength("ratings", users.size(), ratings.rows());
        this.info = info;
        this.config = config;
        this.users = users;
        this.items = items;
        this.ratings = ratings;
        this.centering = Centering.of(config.center(), true, config.damping(), ratings);
        this.rests = centering.apply(ratings);
        this.restsByItem = rests.transpose();
        this.range = Centering.range(ratings, config.clip());
        SimilaritySettings settings = SimilaritySettings.of(config);
        this.similarity =
                comparesRatings()
                        ? RowSimilarity.ofRatings(ratings, ratings.transpose(), settings)
                        : RowSimilarity.ofRatings(rests, restsByItem, settings);
    }

    private boolean comparesRatings() {
        return config.similarity() == Similarity.ADJUSTED_COSINE;
    }

    static UserKnnRatingModel load(
            ModelInfo info, UserKnnConfig config, IdIndex items, Tensors in) {
        IdIndex users = IdIndex.ofUtf8(in.bytes("model.users"), in.ints("model.users.offsets"));
        SparseRows ratings =
                SparseRows.of(
                        items.size(),
                        in.ints("model.starts"),
                        in.ints("model.items"),
                        in.doubles("model.ratings"));
        return new UserKnnRatingModel(info, config, users, items, ratings);
    }

    @Override
    public void save(Tensors out) {
        out.put("model.users", users.utf8());
        out.put("model.users.offsets", users.offsets());
        out.put("model.starts", ratings.startArray());
        out.put("model.items", ratings.columnArray());
        out.put("model.ratings", ratings.values());
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return items;
    }

    @Override
    public IdIndex users() {
        return users;
    }

    @Override
    public double predict(History history, int item) {
        double[] prediction = new double[1];
        predict(history, new int[] {item}, prediction);
        return prediction[0];
    }

    @Override
    public void predict(History history, int[] wanted, double[] predictions) {
        Profile profile = profile(history);
        double[] similarities = similarities(profile);
        var best = new BestRows(Math.min(config.neighbours(), users.size()));
        for (int k = 0; k < wanted.length; k++) {
            choose(wanted[k], similarities, best);
            predictions[k] = prediction(profile, wanted[k], best);
        }
    }

    private double prediction(Profile profile, int item, BestRows best) {
        double level = centering.level(profile.effect, item);
        if (best.size() == 0 && !centering.stands()) {
            return Double.NaN;
        }
        double prediction = best.size() == 0 ? level : level + best.weightedSum() / best.weights();
        return Math.max(range[0], Math.min(range[1], prediction));
    }

    /** The neighbours who rated the item, best first. */
    private void choose(int item, double[] similarities, BestRows best) {
        best.clear();
        if (item != IdIndex.ABSENT) {
            for (int k = restsByItem.start(item); k < restsByItem.end(item); k++) {
                int user = restsByItem.column(k);
                best.offer(user, similarities[user], restsByItem.value(k));
            }
        }
        best.sort();
    }

    /**
     * A user as this model sees him.
     *
     * @param user row in the training data, or {@link History#UNKNOWN_USER}
     * @param columns what he rated, rising
     * @param values his ratings
     * @param rests his ratings less what is subtracted
     * @param effect his effect
     */
    private record Profile(
            int user, int[] columns, double[] values, double[] rests, double effect) {}

    private Profile profile(History history) {
        int user = history.user();
        if (config.trainedUsers() && user >= 0) {
            int[] columns = new int[ratings.size(user)];
            double[] values = new double[columns.length];
            for (int k = 0; k < columns.length; k++) {
                columns[k] = ratings.column(ratings.start(user) + k);
                values[k] = ratings.value(ratings.start(user) + k);
            }
            return profile(user, columns, values, centering.biases().userEffect(ratings, user));
        }
        long[] byItem = new long[history.size()];
        for (int k = 0; k < byItem.length; k++) {
            byItem[k] = (long) history.item(k) << 32 | k;
        }
        Arrays.sort(byItem);
        int[] columns = new int[byItem.length];
        double[] values = new double[byItem.length];
        for (int k = 0; k < byItem.length; k++) {
            columns[k] = history.item((int) byItem[k]);
            values[k] = history.value((int) byItem[k]);
        }
        return profile(user, columns, values, centering.userEffect(history));
    }

    private Profile profile(int user, int[] columns, double[] values, double effect) {
        double[] left = new double[values.length];
        for (int k = 0; k < left.length; k++) {
            left[k] = centering.rest(effect, columns[k], values[k]);
        }
        return new Profile(user, columns, values, left, effect);
    }

    /** How similar each user is; NaN where not. */
    private double[] similarities(Profile profile) {
        double[] similarities = new double[users.size()];
        Arrays.fill(similarities, Double.NaN);
        RowProducts work = similarity.borrow();
        double[] values = comparesRatings() ? profile.values : profile.rests;
        similarity.compare(profile.columns, values.clone(), profile.user, work);
        if (config.choose() == NeighbourChoice.ALL) {
            var best = new BestRows(Math.min(config.neighbours(), users.size()));
            for (int k = 0; k < work.size; k++) {
                best.offer(work.rows[k], work.values[k], 0);
            }
            for (int k = 0; k < best.size(); k++) {
                similarities[best.row(k)] = best.similarity(k);
            }
        } else {
            for (int k = 0; k < work.size; k++) {
                similarities[work.rows[k]] = work.values[k];
            }
        }
        similarity.giveBack(work);
        return similarities;
    }

    @Override
    public void similarUsers(History history, float[] scores) {
        double[] similarities = similarities(profile(history));
        for (int user = 0; user < scores.length; user++) {
            scores[user] = (float) similarities[user];
        }
    }

    /**
     * What each past rating contributed: each neighbour's part of the prediction is shared among
     * the ratings in common, by their part in the similarity where it is a sum over them (cosine,
     * Pearson), else equally.
     */
    @Override
    public Explanation explain(History history, int item) {
        Profile profile = profile(history);
        var best = new BestRows(Math.min(config.neighbours(), users.size()));
        choose(item, similarities(profile), best);
        double[] contributions = new double[profile.columns.length];
        double weights = best.weights();
        for (int k = 0; k < best.size(); k++) {
            double part = best.similarity(k) * best.rest(k) / weights;
            share(profile, best.row(k), part, contributions);
        }
        for (int k = 0; k < contributions.length; k++) {
            int cause = profile.columns[k];
            boolean given = cause != item && history.find(cause) >= 0;
            contributions[k] = given ? contributions[k] : 0;
        }
        return Explanation.of(profile.columns, contributions);
    }

    private void share(Profile profile, int user, double part, double[] contributions) {
        var common = new CommonRatings(profile.columns, profile.rests, rests, user);
        double[] shares = common.shares(config.similarity());
        for (int k = 0; k < shares.length; k++) {
            contributions[common.position(k)] += part * shares[k];
        }
    }
}
