package dev.kindred.knn;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;

/** Trains {@link ItemKnnRatingModel}, where the formulas stand. */
final class ItemKnnRating {
    private ItemKnnRating() {}

    /**
     * Trains the model.
     *
     * @param config of mode rating
     */
    static ItemKnnRatingModel fit(ItemKnnConfig config, Dataset data, FitContext context) {
        KnnChecks.noWeighting(config.weighting());
        SparseRows ratings = data.byUser();
        Centering centering = Centering.of(config.center(), false, config.damping(), ratings);
        boolean raw = config.similarity() == Similarity.ADJUSTED_COSINE;
        SparseRows byUser = raw ? ratings : centering.apply(ratings);
        RowSimilarity similarity =
                RowSimilarity.ofRatings(byUser.transpose(), byUser, SimilaritySettings.of(config));
        return new ItemKnnRatingModel(
                ModelInfo.of(ItemKnn.NAME, config, data, context),
                config,
                data.items(),
                centering,
                similarities(config, similarity, context),
                Centering.range(ratings, config.clip()));
    }

    /** Row i holds the items that are similar to item i: all, or the best for choose all. */
    private static SparseRows similarities(
            ItemKnnConfig config, RowSimilarity similarity, FitContext context) {
        int items = similarity.rowCount();
        int kept = config.choose() == NeighbourChoice.ALL ? config.neighbours() : items;
        NeighbourLists lists = similarity.nearest(Math.max(1, kept), context);
        int[] starts = starts(lists);
        int[] columns = new int[starts[items]];
        double[] values = new double[columns.length];
        context.forEachRowWithState(
                items,
                thread -> {
                    double[] byItem = new double[items];
                    return item -> fill(lists, item, byItem, starts[item], columns, values);
                });
        return SparseRows.of(items, starts, columns, values);
    }

    private static int[] starts(NeighbourLists lists) {
        int[] starts = new int[lists.rows().length + 1];
        long total = 0;
        for (int item = 0; item + 1 < starts.length; item++) {
            for (double similarity : lists.similarities()[item]) {
                total += similarity != 0 ? 1 : 0;
            }
            if (total > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "more than %d pairs of items are similar. Maybe raise minimumSimilarity or minimumOverlap."
                                .formatted(Integer.MAX_VALUE - 8));
            }
            starts[item + 1] = (int) total;
        }
        return starts;
    }

    /** Writes a row with its columns sorted, without similarities of 0. */
    private static void fill(
            NeighbourLists lists,
            int item,
            double[] byItem,
            int start,
            int[] columns,
            double[] values) {
        int[] rows = lists.rows()[item];
        for (int k = 0; k < rows.length; k++) {
            byItem[rows[k]] = lists.similarities()[item][k];
        }
        Arrays.sort(rows);
        int to = start;
        for (int row : rows) {
            if (byItem[row] != 0) {
                columns[to] = row;
                values[to++] = byItem[row];
            }
        }
    }
}
