package dev.kindred.baseline;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Weighted Slope One: predicts ratings from the mean differences between items.
 *
 * <p>With {@code n_ij} the number of users who rated both items, {@code dev_ij = sum over them of
 * (r_ui - r_uj) / (n_ij + damping)}, and
 *
 * <pre>{@code prediction(u, i) = sum_j n_ij (dev_ij + r_uj) / sum_j n_ij}</pre>
 *
 * over the items j of the history, i left out. {@code NaN} where no item of the history has enough
 * users in common with i.
 *
 * <p>Worked number: a rated x 1, y 1.5; b rated x 2. {@code dev_yx = 0.5}, so b's rating of y is
 * put at 2.5.
 *
 * <p>Cost: time O(sum over users of history length squared), memory O(pairs of items with enough
 * common users), 32 bytes each; a prediction takes O(history log items).
 *
 * <p>Source: D. Lemire, A. Maclachlan, "Slope One Predictors for Online Rating-Based Collaborative
 * Filtering", SDM 2005, the weighted scheme; damping is ours.
 */
public final class SlopeOne implements Algorithm<SlopeOneModel> {
    /** The algorithm's name. */
    public static final String NAME = "slope-one";

    private final SlopeOneConfig config;

    public SlopeOne(SlopeOneConfig config) {
        this.config = config;
    }

    @Override
    public SlopeOneModel fit(Dataset data, FitContext context) {
        var pairs = new ItemDifferences.Row[data.items().size()];
        context.forEachRowWithState(
                pairs.length,
                thread -> {
                    var worker = new Worker(data.byUser(), data.byItem());
                    return (IntConsumer) item -> pairs[item] = worker.row(item);
                });
        return new SlopeOneModel(
                ModelInfo.of(NAME, config, data, context),
                data.items(),
                ItemDifferences.ofUpperRows(pairs));
    }

    /** One thread's working memory. */
    private final class Worker {
        private final SparseRows byUser;
        private final SparseRows byItem;
        private final double[] sums;
        private final int[] counts;

        Worker(SparseRows byUser, SparseRows byItem) {
            this.byUser = byUser;
            this.byItem = byItem;
            this.sums = new double[byItem.rows()];
            this.counts = new int[byItem.rows()];
        }

        /** The differences of an item to the items of higher rows. */
        ItemDifferences.Row row(int item) {
            for (int at = byItem.start(item); at < byItem.end(item); at++) {
                add(byItem.column(at), item, byItem.value(at));
            }
            int size = 0;
            for (int other = item + 1; other < counts.length; other++) {
                size += counts[other] >= config.minimumOverlap() ? 1 : 0;
            }
            return take(item, size);
        }

        private void add(int user, int item, double value) {
            for (int k = byUser.end(user) - 1; byUser.column(k) > item; k--) {
                sums[byUser.column(k)] += value - byUser.value(k);
                counts[byUser.column(k)]++;
            }
        }

        private ItemDifferences.Row take(int item, int size) {
            var row = new ItemDifferences.Row(new int[size], new int[size], new double[size]);
            int to = 0;
            for (int other = item + 1; other < counts.length; other++) {
                if (counts[other] >= config.minimumOverlap()) {
                    row.others()[to] = other;
                    row.counts()[to] = counts[other];
                    row.means()[to++] = sums[other] / (counts[other] + config.damping());
                }
            }
            Arrays.fill(sums, item + 1, sums.length, 0);
            Arrays.fill(counts, item + 1, counts.length, 0);
            return row;
        }
    }
}
