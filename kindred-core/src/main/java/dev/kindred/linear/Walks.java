package dev.kindred.linear;

import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.BestN;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.model.FitException;
import java.util.function.IntConsumer;

/** The walks of {@link Rp3Beta} from some or all items. Immutable and thread-safe. */
final class Walks {
    private final Rp3BetaConfig config;
    private final SparseRows byUser;
    private final SparseRows byItem;
    private final double[] userStep;
    private final double[] itemStep;
    private final double[] holdDown;

    /**
     * Walks over likes.
     *
     * @param byUser all likes of every user who likes an item that is started from
     * @param itemSizes how many users like each item, of all users
     */
    Walks(Rp3BetaConfig config, SparseRows byUser, int[] itemSizes) {
        this.config = config;
        this.byUser = byUser;
        byItem = byUser.transpose();
        userStep = powers(sizes(byUser), -config.alpha());
        itemStep = powers(itemSizes, -config.alpha());
        holdDown = powers(itemSizes, -config.beta());
    }

    static int[] sizes(SparseRows rows) {
        int[] sizes = new int[rows.rows()];
        for (int row = 0; row < sizes.length; row++) {
            sizes[row] = rows.size(row);
        }
        return sizes;
    }

    private double[] powers(int[] sizes, double exponent) {
        double[] powers = new double[sizes.length];
        for (int row = 0; row < powers.length; row++) {
            if (sizes[row] > 0) {
                powers[row] = StrictMath.pow(sizes[row], exponent);
                checkAboveZero((float) powers[row]);
            }
        }
        return powers;
    }

    private void checkAboveZero(float weight) {
        if (weight == 0) {
            throw new FitException(
                    "%s: a weight is too small for a float. Maybe lower alpha (%s) or beta (%s)."
                            .formatted(Rp3Beta.NAME, config.alpha(), config.beta()));
        }
    }

    /**
     * The work of one thread: finds the weights of one item after the other.
     *
     * @param weights out
     */
    IntConsumer worker(WeightRows weights) {
        int items = byItem.rows();
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
