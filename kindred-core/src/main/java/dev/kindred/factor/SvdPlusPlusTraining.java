package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;

/** One training of {@link SvdPlusPlus}; rows are those of {@link RatingRows}. */
final class SvdPlusPlusTraining {
    private static final long GROUPS_STREAM = -1;
    private static final long HELD_STREAM = -2;

    private final Kernels kernels = Kernels.get();
    private final SvdPlusPlusConfig config;
    private final FitContext context;
    private final SparseRows ratings;
    private final RatingScale scale;
    private final HeldBack held;
    private final UserGroups groups;
    private final int factors;
    private final Factors users;
    private final Factors items;
    private final Factors implied; // y
    private final Factors bases; // per slot: |N|^-1/2 sum of y
    private final Factors bent; // per slot: the user's row with p + base in place of p
    private final Factors slopes; // per slot: |N|^-1/2 sum of e q

    SvdPlusPlusTraining(SvdPlusPlusConfig config, SparseRows ratings, FitContext context) {
        this.config = config;
        this.context = context;
        this.ratings = ratings;
        this.factors = config.factors();
        scale = RatingScale.of(ratings, config.standardize(), config.clip());
        held = new HeldBack(ratings.entries(), config.validation(), context.random(HELD_STREAM));
        groups = new UserGroups(ratings, scale, held, context.random(GROUPS_STREAM));
        double deviation = config.initialDeviation();
        users = RatingRows.users(ratings.rows(), factors, deviation, context);
        items = RatingRows.items(ratings.columns(), factors, deviation, context);
        implied = RatingRows.zeros(ratings.columns(), factors);
        bases = RatingRows.zeros(groups.mostUsers(), factors);
        bent = RatingRows.zeros(groups.mostUsers(), factors);
        slopes = RatingRows.zeros(groups.mostUsers(), factors);
    }

    void run() {
        var report =
                new SgdReport(
                        SvdPlusPlus.NAME,
                        config.epochs(),
                        config.learningRate(),
                        scale.largestLoss(ratings),
                        context);
        var stop =
                new EarlyStop(config.patience(), users.values(), items.values(), implied.values());
        if (groups.entries() > 0) {
            report.run(this::epoch, held, this::heldBackError, stop, scale::note);
        }
        report.finished(items.values(), implied.values());
    }

    Factors users() {
        return users;
    }

    Factors items() {
        return items;
    }

    /** y, one row per item. */
    Factors implied() {
        return implied;
    }

    /** The mean squared error that the users met, in the scale of the training. */
    private double epoch(int epoch) {
        double rate = config.learningRate() * (1 - config.decay() * epoch / config.epochs());
        double[] losses = new double[users.rows()];
        for (int group = 0; group < groups.size(); group++) {
            int at = group;
            context.forEachRow(
                    groups.users(at), slot -> losses[groups.user(at, slot)] = user(at, slot, rate));
            context.forEachRow(groups.items(at), n -> item(at, n, rate));
        }
        return Arrays.stream(losses).sum() / groups.entries();
    }

    /** Trains a user with the items held; returns the sum of squared errors. */
    private double user(int group, int slot, double rate) {
        int user = groups.user(group, slot);
        base(user, bases.values(), bases.at(slot));
        float[] row = users.values();
        float[] x = bent.values();
        int at = bent.at(slot);
        pull(row, users.at(user), factors + 1, ratings.size(user), rate);
        System.arraycopy(row, users.at(user), x, at, bent.width());
        kernels.axpy(1, bases.values(), bases.at(slot), x, at, factors);
        double loss = descend(user, x, at, rate);
        // What the ratings added to the user's row is the slope that the implied rows need.
        float share = (float) (1 / (rate * Math.sqrt(Math.max(1, ratings.size(user)))));
        for (int k = 0; k < factors; k++) {
            float trained = x[at + k] - bases.values()[bases.at(slot) + k];
            slopes.values()[slopes.at(slot) + k] = share * (trained - row[users.at(user) + k]);
            row[users.at(user) + k] = trained;
        }
        row[users.at(user) + factors] = x[at + factors];
        return loss;
    }

    private double descend(int user, float[] x, int at, double rate) {
        double loss = 0;
        for (int k = ratings.start(user); k < ratings.end(user); k++) {
            if (!held.contains(k)) {
                int item = items.at(ratings.column(k));
                float error =
                        scale.scaled(ratings.value(k))
                                - kernels.dot(x, at, items.values(), item, items.width());
                loss += (double) error * error;
                kernels.axpy((float) rate * error, items.values(), item, x, at, factors + 1);
            }
        }
        return loss;
    }

    /** Writes |N(u)|^-1/2 times the sum of the implied rows of what the user rated. */
    private void base(int user, float[] to, int at) {
        Arrays.fill(to, at, at + factors, 0);
        float share = (float) (1 / Math.sqrt(Math.max(1, ratings.size(user))));
        for (int k = ratings.start(user); k < ratings.end(user); k++) {
            kernels.axpy(share, implied.values(), implied.at(ratings.column(k)), to, at, factors);
        }
    }

    /** Trains an item, and what it implies, with the users of a group held. */
    private void item(int group, int n, double rate) {
        int item = groups.item(group, n);
        int count = groups.end(group, n) - groups.start(group, n);
        float[] q = items.values();
        float[] y = implied.values();
        int at = items.at(item);
        pull(q, at, factors + 2, count, rate);
        pull(y, implied.at(item), factors, count, rate);
        q[at + factors] = 1;
        for (int place = groups.start(group, n); place < groups.end(group, n); place++) {
            int slot = groups.slot(place);
            float error =
                    groups.value(place)
                            - kernels.dot(bent.values(), bent.at(slot), q, at, items.width());
            kernels.axpy((float) rate * error, bent.values(), bent.at(slot), q, at, factors + 2);
            q[at + factors] = 1;
            kernels.axpy(
                    (float) rate, slopes.values(), slopes.at(slot), y, implied.at(item), factors);
        }
    }

    /** The pull of several steps at once. */
    private void pull(float[] row, int at, int length, int steps, double rate) {
        float keep = (float) StrictMath.pow(1 - rate * config.regularization(), steps);
        for (int k = at; k < at + length; k++) {
            row[k] *= keep;
        }
    }

    private double heldBackError() {
        return held.mean(
                ratings,
                context,
                user -> {
                    float[] x = users.row(user);
                    float[] base = new float[users.width()];
                    base(user, base, 0);
                    kernels.axpy(1, base, 0, x, 0, factors);
                    return k -> {
                        int item = items.at(ratings.column(k));
                        double error =
                                scale.scaled(ratings.value(k))
                                        - kernels.dot(x, 0, items.values(), item, items.width());
                        return error * error;
                    };
                });
    }

    /** The model of the parameters as they are, in the scale of the ratings. */
    SvdPlusPlusModel model(ModelInfo info, IdIndex ids) {
        boolean[] rated = new boolean[items.rows()];
        for (int k = 0; k < ratings.entries(); k++) {
            rated[ratings.column(k)] = true;
        }
        Factors itemRows = RatingRows.ofModel(items, factors, scale.deviation(), rated);
        var impliedRows = new Factors(items.rows(), factors);
        for (int item = 0; item < items.rows(); item++) {
            System.arraycopy(
                    implied.values(),
                    implied.at(item),
                    impliedRows.values(),
                    impliedRows.at(item),
                    factors);
        }
        return new SvdPlusPlusModel(
                info, ids, scale, config.regularization(), itemRows, impliedRows);
    }
}
