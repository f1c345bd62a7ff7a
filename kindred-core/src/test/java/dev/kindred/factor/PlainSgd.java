package dev.kindred.factor;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import java.util.SplittableRandom;

/** Gradient descent for biased matrix factorisation, written down plainly in double. */
final class PlainSgd {
    private final BiasedMfConfig config;
    private final RatingGrid grid;
    private final FitContext context;
    private final RatingScale scale;
    private final double[][] p;
    private final double[][] q;
    private final double[] userBias;
    private final double[] itemBias;

    /** Data small enough for a grid of one cell; starts and goes round as {@link BiasedMf} does. */
    PlainSgd(BiasedMfConfig config, Dataset data, FitContext context) {
        this.config = config;
        this.context = context;
        SparseRows ratings = data.byUser();
        scale = RatingScale.of(ratings, config.standardize(), config.clip());
        var none = new HeldBack(ratings.entries(), 0, context.random(-3));
        grid = new RatingGrid(ratings, scale, none, context.random(-2), context);
        p = start(data.users().size(), 1);
        q = start(data.items().size(), 0);
        userBias = new double[p.length];
        itemBias = new double[q.length];
    }

    private double[][] start(int rows, int odd) {
        double[][] start = new double[rows][config.factors()];
        for (int row = 0; row < rows; row++) {
            var gaussian = new Gaussian(context.random(2L * row + odd));
            for (int k = 0; k < config.factors(); k++) {
                start[row][k] = (float) (config.initialDeviation() * gaussian.next());
            }
        }
        return start;
    }

    /** Predictions for all users and items. */
    double[][] fit() {
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
            double rate = config.learningRate() * (1 - config.decay() * epoch / config.epochs());
            SplittableRandom random = context.random(-4L - epoch);
            random.nextInt(1); // which round comes first
            int begin = grid.begins(random)[0];
            for (int n = 0; n < grid.entries(); n++) {
                step((begin + n) % grid.entries(), rate);
            }
        }
        double[][] predictions = new double[p.length][q.length];
        for (int user = 0; user < p.length; user++) {
            for (int item = 0; item < q.length; item++) {
                predictions[user][item] = scale.mean() + scale.deviation() * score(user, item);
            }
        }
        return predictions;
    }

    private double score(int user, int item) {
        double sum = userBias[user] + itemBias[item];
        for (int k = 0; k < config.factors(); k++) {
            sum += p[user][k] * q[item][k];
        }
        return sum;
    }

    private void step(int entry, double rate) {
        int user = grid.user(entry);
        int item = grid.item(entry);
        double error = grid.value(entry) - score(user, item);
        double pull = config.regularization();
        userBias[user] += rate * (error - pull * userBias[user]);
        itemBias[item] += rate * (error - pull * itemBias[item]);
        for (int k = 0; k < config.factors(); k++) {
            double old = p[user][k];
            p[user][k] += rate * (error * q[item][k] - pull * old);
            q[item][k] += rate * (error * old - pull * q[item][k]);
        }
    }
}
