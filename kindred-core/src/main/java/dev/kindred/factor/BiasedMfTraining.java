package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.Descent;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;
import java.util.SplittableRandom;

/** One training of {@link BiasedMf}; rows are those of {@link RatingRows}, at their places. */
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
    private final Descent descent;

    BiasedMfTraining(BiasedMfConfig config, SparseRows ratings, FitContext context) {
        this.config = config;
        this.context = context;
        this.ratings = ratings;
        this.factors = config.factors();
        scale = RatingScale.of(ratings, config.standardize(), config.clip());
        held = new HeldBack(ratings.entries(), config.validation(), context.random(HELD_STREAM));
        grid = new RatingGrid(ratings, scale, held, context.random(GRID_STREAM), context);
        double deviation = config.initialDeviation();
        users = RatingRows.users(grid.userPlaces(), factors, deviation, context);
        items = RatingRows.items(grid.itemPlaces(), factors, deviation, context);
        descent = grid.descent(users, items);
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
        if (grid.entries() > 0) {
            report.run(this::epoch, held, this::heldBackError, stop, scale::note);
        }
        report.finished(users.values(), items.values());
    }

    /** The mean squared error met on the way, in the scale of the training. */
    private double epoch(int epoch) {
        double rate = config.learningRate() * (1 - config.decay() * epoch / config.epochs());
        int size = grid.size();
        SplittableRandom random = context.random(GRID_STREAM - 2L - epoch);
        int first = random.nextInt(size);
        int[] begins = grid.begins(random);
        double[] losses = new double[size * size];
        context.onDiagonals(
                size,
                !config.deterministic(),
                round ->
                        group -> {
                            int cell = grid.cell(first + round, group);
                            losses[cell] = train(cell, begins[cell], rate);
                        });
        return Arrays.stream(losses).sum() / grid.entries();
    }

    /** Goes round a cell; returns the sum of squared errors. */
    private double train(int cell, int begin, double rate) {
        float keep = (float) (1 - rate * config.regularization());
        float gain = (float) rate;
        return kernels.descend(descent, begin, grid.start(cell + 1), keep, gain)
                + kernels.descend(descent, grid.start(cell), begin, keep, gain);
    }

    private double heldBackError() {
        return held.mean(
                ratings,
                context,
                user -> {
                    int x = users.at(grid.userPlaces().of(user));
                    return k -> {
                        int item = items.at(grid.itemPlaces().of(ratings.column(k)));
                        double error =
                                scale.scaled(ratings.value(k))
                                        - kernels.dot(
                                                users.values(),
                                                x,
                                                items.values(),
                                                item,
                                                users.width());
                        return error * error;
                    };
                });
    }

    /** The model of the parameters as they are, in the scale of the ratings. */
    BiasedMfModel model(ModelInfo info, IdIndex ids) {
        boolean[] rated = new boolean[items.rows()];
        for (int k = 0; k < ratings.entries(); k++) {
            rated[ratings.column(k)] = true;
        }
        return new BiasedMfModel(
                info,
                ids,
                scale,
                config.regularization(),
                itemRows(rated),
                config.foldIn(),
                userRows(config.foldIn() ? 0 : users.rows()));
    }

    /** (q, 1, b) of each item; (0, 1, 0) of one without ratings. */
    private Factors itemRows(boolean[] rated) {
        var rows = new Factors(items.rows(), factors + 2);
        for (int item = 0; item < rated.length; item++) {
            int to = rows.at(item);
            rows.values()[to + factors] = 1;
            if (rated[item]) {
                int at = items.at(grid.itemPlaces().of(item));
                for (int k = 0; k < factors; k++) {
                    rows.values()[to + k] = (float) scale.deviation() * items.values()[at + k];
                }
                rows.values()[to + factors + 1] =
                        (float) scale.deviation() * items.values()[at + items.width() - 1];
            }
        }
        return rows;
    }

    /** (p, b, 1) of each of the first users. */
    private Factors userRows(int count) {
        var rows = new Factors(count, factors + 2);
        for (int user = 0; user < count; user++) {
            int at = users.at(grid.userPlaces().of(user));
            int to = rows.at(user);
            System.arraycopy(users.values(), at, rows.values(), to, factors);
            rows.values()[to + factors] =
                    (float) scale.deviation() * users.values()[at + users.width() - 2];
            rows.values()[to + factors + 1] = 1;
        }
        return rows;
    }
}
