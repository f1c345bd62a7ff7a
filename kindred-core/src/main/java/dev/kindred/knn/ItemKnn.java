package dev.kindred.knn;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;

/**
 * Item-based nearest neighbours. The mode decides what comes out: {@link ItemKnnModel} for lists,
 * {@link ItemKnnRatingModel} for predictions of ratings.
 *
 * <p>Ranking form: every value above 0 counts as a like, {@code x_ui = 1}. Each item i keeps the
 * {@code neighbours} items j most similar to it with {@code w_ij = }{@link Similarity}, of equals
 * the lower rows; a candidate's score is {@code sum over liked j of w_ij}. With {@code normalize}
 * the weights of each candidate are divided by their sum. With {@code itemMean} it is {@code m_i +
 * sum_j w_ij (x_uj - m_j)}, the sum over all neighbours of i and {@code m} the share of users who
 * like the item. With {@code inverted} it is each liked item that keeps its {@code neighbours} best
 * candidates instead.
 *
 * <p>Cost: time O(sum over users of history length squared) to train, exact, for all pairs of items
 * at once; O(history x neighbours) to score. Memory O(items x neighbours).
 *
 * <p>Edge cases: a candidate without any neighbour in the history has no score ({@code NaN}), with
 * {@code itemMean} only one without any neighbour at all; an empty history has no scores. Values of
 * 0 and below are ignored.
 *
 * <p>Source: M. Deshpande, G. Karypis, "Item-Based Top-N Recommendation Algorithms", ACM TOIS 2004.
 * Differs in keeping neighbours per candidate, as the published tables do; {@code inverted} is the
 * paper's way.
 */
public final class ItemKnn implements Algorithm<Model> {
    /** The algorithm's name. */
    public static final String NAME = "item-knn";

    private final ItemKnnConfig config;

    public ItemKnn(ItemKnnConfig config) {
        this.config = config;
    }

    @Override
    public Model fit(Dataset data, FitContext context) {
        return switch (config.mode()) {
            case RANKING -> fitRanking(data, context);
            case RATING -> ItemKnnRating.fit(config, data, context);
        };
    }

    private ItemKnnModel fitRanking(Dataset data, FitContext context) {
        SparseRows byUser = data.byUser().positive().binary();
        SparseRows byItem = byUser.transpose();
        NeighbourLists lists =
                RowSimilarity.ofLikes(byItem, byUser, SimilaritySettings.of(config))
                        .nearest(config.neighbours(), context);
        return new ItemKnnModel(
                ModelInfo.of(NAME, config, data, context),
                data.items(),
                weights(config, lists, context),
                config.itemMean() ? shares(byItem) : new double[0],
                config.inverted());
    }

    /** Row j holds the candidates that item j speaks for. */
    static SparseRows weights(ItemKnnConfig config, NeighbourLists lists, FitContext context) {
        SparseRows weights = lists.transposed(context);
        if (config.inverted()) {
            weights = weights.transpose();
        }
        if (!config.normalize()) {
            return weights;
        }
        double[] sums = new double[weights.columns()];
        for (int k = 0; k < weights.entries(); k++) {
            sums[weights.column(k)] += weights.value(k);
        }
        float[] normalized = new float[weights.entries()];
        for (int k = 0; k < normalized.length; k++) {
            normalized[k] = (float) (weights.value(k) / sums[weights.column(k)]);
        }
        return SparseRows.ofFloats(
                weights.columns(), weights.startArray(), weights.columnArray(), normalized);
    }

    private static double[] shares(SparseRows byItem) {
        double[] shares = new double[byItem.rows()];
        for (int item = 0; item < shares.length; item++) {
            shares[item] = (double) byItem.size(item) / Math.max(1, byItem.columns());
        }
        return shares;
    }
}
