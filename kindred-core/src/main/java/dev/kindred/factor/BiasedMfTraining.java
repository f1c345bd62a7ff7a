package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;

/**
 * One training of {@link BiasedMf}. A user's row holds (p, b, 1) and an item's (q, 1, b), so that
 * their product is the whole prediction less the mean; the ones are put back after each step.
 */
final class BiasedMfTraining {
    /** Rows start at multiples of this, for vectors; the rest is 0 and stays 0. */
    private static final int ALIGN = 16;

    private static final long USERS_STREAM = -1;
    private static final long GRID_STREAM = -2;
    private static final long HELD_STREAM = -3;
    private static final double DIVERGED = 100;

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
        users = start(ratings.rows(), USERS_STREAM, factors + 1);
        items = start(ratings.columns(), 0, factors);
    }

    private Factors start(int rows, long stream, int one) {
        int stride = (factors + 2 + ALIGN - 1) / ALIGN * ALIGN;
        var start = new Factors(rows, stride);
        context.forEachRow(
                rows,
                row -> {
                    // Users and items draw from different streams: even and odd ones.
                    var gaussian = new Gaussian(context.random(2L * row - stream));
                    int at = start.at(row);
                    for (int k = 0; k < factors; k++) {
                        start.values()[at + k] =
                                (float) (config.initialDeviation() * gaussian.next());
                    }
                    start.values()[at + one] = 1;
                });
        return start;
    }

    void run() {
        var stop = new EarlyStop(config.patience(), users.values(), items.values());
        for (int epoch = 0; epoch < config.epochs() && grid.entries() > 0; epoch++) {
            double loss = epoch(epoch);
            double validation = held.size() > 0 ? heldBackError() : Double.NaN;
            report(epoch, loss, validation);
            if (held.size() > 0 && stop.after(validation)) {
                break;
            }
        }
        stop.restore();
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
        RatingGrid.Walk walk = grid.walk(cell, context.random(stream));
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

    private void report(int epoch, double loss, double validation) {
        double largest = DIVERGED * Math.max(1, variance());
        if (!(loss < largest) || held.size() > 0 && Double.isNaN(validation)) {
            throw new FitException(
                    "%s diverged in epoch %d: the loss is %s. Maybe lower learningRate (%s)."
                            .formatted(BiasedMf.NAME, epoch + 1, loss, config.learningRate()));
        }
        double unit = scale.deviation() * scale.deviation();
        String note = "loss %.5f".formatted(loss * unit);
        if (held.size() > 0) {
            note += ", held back rmse %.5f".formatted(Math.sqrt(validation * unit));
        }
        context.progress().update("fit " + BiasedMf.NAME, epoch + 1, config.epochs(), note);
    }

    /** The variance of the ratings as training sees them. */
    private double variance() {
        double squares = 0;
        for (int k = 0; k < grid.entries(); k++) {
            squares += (double) grid.value(k) * grid.value(k);
        }
        return squares / Math.max(1, grid.entries());
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
        float deviation = (float) scale.deviation();
        int[] ratingsOf = new int[items.rows()];
        for (int k = 0; k < ratings.entries(); k++) {
            ratingsOf[ratings.column(k)]++;
        }
        var itemRows = new Factors(items.rows(), factors + 2);
        for (int item = 0; item < items.rows(); item++) {
            if (ratingsOf[item] > 0) {
                copy(items, item, itemRows, deviation, factors);
            }
            itemRows.values()[itemRows.at(item) + factors] = 1;
        }
        var userRows = new Factors(config.foldIn() ? 0 : users.rows(), factors + 2);
        for (int user = 0; user < userRows.rows(); user++) {
            copy(users, user, userRows, 1, factors);
            userRows.values()[userRows.at(user) + factors] *= deviation;
        }
        return new BiasedMfModel(
                info, ids, scale, config.regularization(), itemRows, config.foldIn(), userRows);
    }

    private static void copy(Factors from, int row, Factors to, float factor, int count) {
        for (int k = 0; k < to.width(); k++) {
            float value = from.values()[from.at(row) + k];
            to.values()[to.at(row) + k] = k < count || k == count + 1 ? factor * value : value;
        }
    }
}
