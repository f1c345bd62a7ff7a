package dev.kindred.linear;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * SLIM: each item is predicted from the others by an elastic net without negative weights, so that
 * most weights are exactly 0.
 *
 * <p>With a_j the column of likes of item j among n users (values above 0 count as 1, others not at
 * all), each target j minimises {@code 1/(2n) |a_j - A w|^2 + regularization x (l1Ratio |w|_1 + (1
 * - l1Ratio)/2 |w|^2)} over w at least 0 with w_j = 0: scikit-learn's ElasticNet with positive and
 * without intercept. The score of j is the sum of w_ij over the liked items i of the history.
 *
 * <p>Solved by coordinate descent on the Gram matrix, {@code w_i = max(0, (g_ij - sum over k other
 * than i of g_ik w_k - l1) / (g_ii + l2))} with {@code l1 = regularization x l1Ratio x n} and
 * {@code l2 = regularization x (1 - l1Ratio) x n}, until no weight of a pass changes by more than
 * {@value #TOLERANCE} of the largest; all targets in parallel.
 *
 * <p>Cost: time O(sum over users of history length squared + passes x weights x items), memory 4 x
 * items^2 bytes up to {@value #LARGEST_SHARED} items, beyond O(neighbours^2) per thread.
 *
 * <p>Edge cases: an item that no item of the history speaks for gets no opinion.
 *
 * <p>Source: X. Ning, G. Karypis, "SLIM: Sparse Linear Methods for Top-N Recommender Systems", ICDM
 * 2011; the elastic net of scikit-learn as in M. Levy, K. Jack, "Efficient Top-N Recommendation by
 * Linear Regression", RecSys 2013. Differs in one way: with {@code neighbours}, the others are left
 * out of the regression.
 */
public final class Slim implements Algorithm<SlimModel> {
    /** The algorithm's name. */
    public static final String NAME = "slim";

    /** Regularization 0 means this by the number of users. */
    public static final double AUTO_PULL = 200;

    /** Up to so many items, neighbours 0 means all. */
    public static final int LARGEST_SHARED = PairCounts.LARGEST_SHARED;

    /** Beyond that, neighbours 0 means so many. */
    public static final int DEFAULT_NEIGHBOURS = 1000;

    static final double TOLERANCE = 1e-4;

    private final SlimConfig config;

    public Slim(SlimConfig config) {
        this.config = config;
    }

    @Override
    public SlimModel fit(Dataset data, FitContext context) {
        SparseRows byUser = data.byUser().positive().binary();
        var training = new Training(byUser, context);
        Weights weights = new SparseWeights(training.run().transpose());
        return new SlimModel(ModelInfo.of(NAME, config, data, context), data.items(), weights);
    }

    /** One training. */
    private final class Training {
        private final SparseRows byUser;
        private final SparseRows byItem;
        private final FitContext context;
        private final int items;
        private final int neighbours;
        private final double l1;
        private final double l2;
        private final RowProgress progress;
        private final WeightRows byTarget;

        private Training(SparseRows byUser, FitContext context) {
            this.byUser = byUser;
            this.byItem = byUser.transpose();
            this.context = context;
            items = byItem.rows();
            int wanted = config.neighbours();
            if (wanted == 0) {
                wanted = items > LARGEST_SHARED ? DEFAULT_NEIGHBOURS : items;
            }
            neighbours = Math.max(1, Math.min(wanted, items));
            double pull =
                    config.regularization() == 0
                            ? AUTO_PULL
                            : config.regularization() * byUser.rows();
            l1 = pull * config.l1Ratio();
            l2 = pull * (1 - config.l1Ratio());
            progress = new RowProgress(context, "fit slim", items);
            byTarget = new WeightRows(items, items);
        }

        /** The weights by target. */
        private SparseRows run() {
            if (neighbours >= items - 1 && items <= LARGEST_SHARED) {
                var shared = new SharedGram(byUser, byItem, context);
                context.forEachRowWithState(items, thread -> onAll(shared));
            } else {
                Supplier<PairCounts> pairs = PairCounts.of(byUser, byItem, context);
                context.forEachRowWithState(items, thread -> onNeighbours(pairs.get()));
            }
            return byTarget.build();
        }

        private IntConsumer onAll(SharedGram gram) {
            var descent = new CoordinateDescent(items, l1, l2, config.epochs());
            float[] common = new float[items];
            int[] all = new int[items];
            Arrays.setAll(all, item -> item);
            return target -> {
                System.arraycopy(gram.row(target), 0, common, 0, items);
                common[target] = 0;
                byTarget.set(target, all, descent.solve(gram, common, items), items);
                progress.rowDone();
            };
        }

        private IntConsumer onNeighbours(PairCounts pairs) {
            float[] pull = new float[items];
            Arrays.fill(pull, (float) l2);
            var local = new LocalGram(byUser, byItem, pairs, pull, neighbours);
            var descent = new CoordinateDescent(neighbours, l1, l2, config.epochs());
            return target -> {
                local.choose(target);
                local.count();
                local.mirror();
                float[] weights = descent.solve(local, local.withTarget(), local.size());
                byTarget.set(target, local.items(), weights, local.size());
                progress.rowDone();
            };
        }
    }
}
