package dev.kindred.linear;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.BestN;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.ModelInfo;
import java.util.function.IntConsumer;

/**
 * RP3beta: random walks of three steps from the user over items and users to items, with popular
 * targets held down.
 *
 * <p>With n_u and n_i the numbers of items of a user and of users of an item (values above 0 count
 * as 1, others not at all): {@code w_ij = n_j^-beta x sum over users u of i and j of (1 /
 * n_i)^alpha (1 / n_u)^alpha} for j other than i; each item i keeps its {@code neighbours} largest,
 * which are then divided by their sum (normalize); with secondCut each target j keeps its {@code
 * neighbours} largest after that. A candidate's score is the sum of the weights from the items of
 * the history. The exponent applies to each step, before the sum. Beta 0 is P3alpha.
 *
 * <p>Cost: time O(sum over users of history length squared), memory O(items x neighbours).
 *
 * <p>Edge cases: items that share no user with the history get no opinion, so an empty history gets
 * none at all; ties go to the lower item row.
 *
 * <p>Source: B. Paudel, F. Christoffel, C. Newell, A. Bernstein, "Updatable, Accurate, Diverse, and
 * Scalable Recommendations for Interactive Applications", ACM TiiS 2017; P3alpha: C. Cooper et al.,
 * WWW 2014. Differs in one way: all walks are counted exactly, none are sampled. Normalising and
 * the second cut are those of the evaluation framework of M. Ferrari Dacrema et al., ACM TOIS 2021.
 */
public final class Rp3Beta implements Algorithm<Rp3BetaModel> {
    /** The algorithm's name. */
    public static final String NAME = "rp3beta";

    private final Rp3BetaConfig config;

    public Rp3Beta(Rp3BetaConfig config) {
        this.config = config;
    }

    @Override
    public Rp3BetaModel fit(Dataset data, FitContext context) {
        SparseRows byUser = data.byUser().positive().binary();
        var walks = new Walks(byUser, context);
        SparseRows weights = walks.weights.build();
        if (config.secondCut()) {
            int keep = config.neighbours();
            weights = WeightRows.largest(weights.transpose(), keep, context).transpose();
        }
        return new Rp3BetaModel(
                ModelInfo.of(NAME, config, data, context),
                data.items(),
                new SparseWeights(weights));
    }

    /** One training. */
    private final class Walks {
        private final SparseRows byUser;
        private final SparseRows byItem;
        private final double[] userStep;
        private final double[] itemStep;
        private final double[] holdDown;
        private final RowProgress progress;
        private final WeightRows weights;

        private Walks(SparseRows byUser, FitContext context) {
            this.byUser = byUser;
            byItem = byUser.transpose();
            userStep = powers(byUser, -config.alpha());
            itemStep = powers(byItem, -config.alpha());
            holdDown = powers(byItem, -config.beta());
            int items = byItem.rows();
            progress = new RowProgress(context, "fit " + NAME, items);
            weights = new WeightRows(items, items);
            context.forEachRowWithState(items, thread -> worker(items));
        }

        private double[] powers(SparseRows rows, double exponent) {
            double[] powers = new double[rows.rows()];
            for (int row = 0; row < powers.length; row++) {
                if (rows.size(row) > 0) {
                    powers[row] = StrictMath.pow(rows.size(row), exponent);
                    checkAboveZero((float) powers[row]);
                }
            }
            return powers;
        }

        private void checkAboveZero(float weight) {
            if (weight == 0) {
                throw new FitException(
                        "%s: a weight is too small for a float. Maybe lower alpha (%s) or beta (%s)."
                                .formatted(NAME, config.alpha(), config.beta()));
            }
        }

        private IntConsumer worker(int items) {
            double[] sums = new double[items];
            int[] reached = new int[items];
            var best = new BestN(Kernels.get(), Math.max(1, Math.min(config.neighbours(), items)));
            return item -> {
                int count = walk(item, sums, reached);
                best.clear();
                for (int k = 0; k < count; k++) {
                    int target = reached[k];
                    if (target != item) {
                        offer(item, target, sums[target], best);
                    }
                    sums[target] = 0;
                }
                weights.set(item, best);
                if (config.normalize()) {
                    weights.normalize(item);
                }
                progress.rowDone();
            };
        }

        /**
         * Adds up what arrives at each item, the factors of start and target aside.
         *
         * @param sums in: zeros
         * @param reached out: the items whose sums are not 0
         * @return how many they are
         */
        private int walk(int item, double[] sums, int[] reached) {
            int count = 0;
            for (int k = byItem.start(item); k < byItem.end(item); k++) {
                int user = byItem.column(k);
                double step = userStep[user];
                for (int at = byUser.start(user); at < byUser.end(user); at++) {
                    int target = byUser.column(at);
                    if (sums[target] == 0) {
                        reached[count++] = target;
                    }
                    sums[target] += step;
                }
            }
            return count;
        }

        private void offer(int item, int target, double sum, BestN best) {
            float weight = (float) (itemStep[item] * sum * holdDown[target]);
            checkAboveZero(weight);
            best.offer(target, weight);
        }
    }
}
