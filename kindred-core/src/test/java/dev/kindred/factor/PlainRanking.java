package dev.kindred.factor;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import java.util.SplittableRandom;

/** Gradient descent on pairs of a liked and another item, written down plainly in double. */
final class PlainRanking {
    private final BprConfig config;
    private final SparseRows likes;
    private final SampleGrid grid;
    private final FitContext context;
    private final double[][] x;
    private final double[][] q; // the last column is the bias
    private double loss;

    /** Data small enough for a grid of one cell; starts, walks and draws as {@link Bpr} does. */
    PlainRanking(BprConfig config, Dataset data, FitContext context) {
        this.config = config;
        this.context = context;
        likes = data.byUser().positive();
        var none = new HeldBack(likes.entries(), 0, context.random(-2));
        grid = new SampleGrid(likes, none, context.random(-1));
        x = start(likes.rows(), 1);
        q = start(likes.columns(), 0);
    }

    private double[][] start(int rows, int odd) {
        double[][] start = new double[rows][config.factors() + 1];
        for (int row = 0; row < rows; row++) {
            var gaussian = new Gaussian(context.random(2L * row + odd));
            for (int k = 0; k < config.factors(); k++) {
                start[row][k] = (float) (config.initialDeviation() * gaussian.next());
            }
        }
        return start;
    }

    void run() {
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
            double rate = config.learningRate() * (1 - config.decay() * epoch / config.epochs());
            long stream = -3 - 2L * epoch;
            SampleGrid.Epoch groups = grid.epoch(context.random(stream));
            SplittableRandom random = context.random(stream - 1);
            Walk walk = groups.walk(0, 0, 0, random);
            loss = 0;
            for (int n = 0; n < grid.entries(); n++) {
                int k = walk.next();
                sample(grid.user(k), grid.item(k), groups, random, rate);
            }
        }
    }

    private void sample(
            int user, int item, SampleGrid.Epoch groups, SplittableRandom random, double rate) {
        boolean warp = config.loss() == RankingLoss.WARP;
        for (int draw = 1; draw <= (warp ? config.trials() : 10); draw++) {
            int other = groups.draw(0, random);
            if (likes.find(user, other) >= 0) {
                continue;
            }
            double z = score(user, item) - score(user, other);
            if (!warp) {
                loss += Math.log1p(Math.exp(-z));
                step(rate, 1 / (1 + Math.exp(z)), user, item, other);
                return;
            }
            if (z < 1) {
                double rank = Math.max(1, (q.length - 1) / draw);
                double weight = Math.log(rank) / Math.log(q.length);
                loss += weight * (1 - z);
                step(rate, weight, user, item, other);
                return;
            }
        }
    }

    private void step(double rate, double g, int user, int item, int other) {
        double pull = config.regularization();
        for (int k = 0; k <= config.factors(); k++) {
            double one = k == config.factors() ? 1 : x[user][k];
            double up = q[item][k];
            double down = q[other][k];
            x[user][k] += rate * (g * (up - down) - pull * x[user][k]);
            q[item][k] += rate * (g * one - pull * up);
            q[other][k] += rate * (-g * one - pull * down);
        }
    }

    double score(int user, int item) {
        double sum = q[item][config.factors()];
        for (int k = 0; k < config.factors(); k++) {
            sum += x[user][k] * q[item][k];
        }
        return sum;
    }

    /** The mean loss per like in the last epoch. */
    double loss() {
        return loss / grid.entries();
    }
}
