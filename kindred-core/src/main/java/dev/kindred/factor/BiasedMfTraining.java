package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;

/**
 * One training of {@link BiasedMf}; rows are those of {@link RatingRows}, whose ones are put back
 * after each step.
 */
final class BiasedMfTraining {
    private static final long GRID_STREAM = -2;
    private static final long HELD_STREAM = -3;

    private final Kernels kernels = Kernels.get();
    private final BiasedMfConfig config;
    private final FitContext context;
    private final SparseRows ratings;
    private final RatingScale scale;
    private final HeldBack held;
    private final RatingGrid grid;
    private final int factors;
    private final Factors users;
    private final Factors items;

    BiasedMfTraining(BiasedMfConfig config, SparseRows ratings, FitContext context) {
        this.config = config;
        this.context = context;
        this.ratings = ratings;
        this.factors = config.factors();
        scale = RatingScale.of(ratings, config.standardize(), config.clip());
        held = new HeldBack(ratings.entries(), config.validation(), context.random(HELD_STREAM));
        grid = new RatingGrid(ratings, scale, held, context.random(GRID_STREAM));
        double deviation = config.initialDeviation();
        users = RatingRows.users(ratings.rows(), factors, deviation, context);
        items = RatingRows.items(ratings.columns(), factors, deviation, context);
    }

    void run() {
        var report =
                new SgdReport(
                        BiasedMf.NAME,
                        config.epochs(),
                        config.learningRate(),
                        scale.largestLoss(ratings),
                        context);
        var stop = new EarlyStop(config.patience(), users.values(), items.values());
        for (int epoch = 0; epoch < config.epochs() && grid.entries() > 0; epoch++) {
            double loss = epoch(epoch);
            double heldBack = held.size() > 0 ? heldBackError() : Double.NaN;
            report.epoch(epoch, loss, scale.note(loss, heldBack));
            if (held.size() > 0 && stop.after(heldBack)) {
                break;
            }
        }
        stop.restore();
        report.finished(users.values(), items.values());
    }

    /** The mean squared error met on the way, in the scale of the training. */
    private double epoch(int epoch) {
        double rate = config.learningRate() * (1 - config.decay() * epoch / config.epochs());
        int size = grid.size();
        double[] losses = new double[size * size];
        if (config.deterministic()) {
            context.inRounds(
                    size,
                    size,
                    round -> task -> train(grid.cell(round, task), epoch, rate, losses));
        } else {
            // Users are apart, items are not: threads race for them.
            context.forEachRow(
                    size,
                    task -> {
                        for (int round = 0; round < size; round++) {
                            train(grid.cell(round, task), epoch, rate, losses);
                        }
                    });
        }
        return Arrays.stream(losses).sum() / grid.entries();
    }

    private void train(int cell, int epoch, double rate, double[] losses) {
        long stream = GRID_STREAM - 2L - ((long) epoch * losses.length + cell);
        Walk walk = grid.walk(cell, context.random(stream));
        float[] p = users.values();
        float[] q = items.values();
        float keep = (float) (1 - rate * config.regularization());
        int width = users.width();
        double loss = 0;
        for (int n = walk.length(); n > 0; n--) {
            int k = walk.next();
            int user = users.at(grid.user(k));
            int item = items.at(grid.item(k));
            float error = grid.value(k) - kernels.dot(p, user, q, item, width);
            loss += (double) error * error;
            kernels.cross(keep, (float) rate * error, p, user, q, item, width);
            p[user + factors + 1] = 1;
            q[item + factors] = 1;
        }
        losses[cell] = loss;
    }

    private double heldBackError() {
        double[] sums = new double[ratings.rows()];
        context.forEachRow(
                sums.length,
                user -> {
                    for (int k = ratings.start(user); k < ratings.end(user); k++) {
                        if (held.contains(k)) {
                            double error =
                                    scale.scaled(ratings.value(k))
                                            - kernels.dot(
                                                    users.values(),
                                                    users.at(user),
                                                    items.values(),
                                                    items.at(ratings.column(k)),
                                                    users.width());
                            sums[user] += error * error;
                        }
                    }
                });
        return Arrays.stream(sums).sum() / held.size();
    }

    /** The model of the parameters as they are, in the scale of the ratings. */
    BiasedMfModel model(ModelInfo info, IdIndex ids) {
        boolean[] rated = new boolean[items.rows()];
        for (int k = 0; k < ratings.entries(); k++) {
            rated[ratings.column(k)] = true;
        }
        Factors itemRows = RatingRows.ofModel(items, factors, scale.deviation(), rated);
        var userRows = new Factors(config.foldIn() ? 0 : users.rows(), factors + 2);
        for (int user = 0; user < userRows.rows(); user++) {
            int at = userRows.at(user);
            System.arraycopy(users.values(), users.at(user), userRows.values(), at, factors + 2);
            userRows.values()[at + factors] *= (float) scale.deviation();
        }
        return new BiasedMfModel(
                info, ids, scale, config.regularization(), itemRows, config.foldIn(), userRows);
    }
}
