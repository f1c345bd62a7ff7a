package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One training of {@link Bpr}. A user's row is (x, 1) and an item's (q, b), filled up with zeros;
 * the ones are put back after each step.
 */
final class BprTraining {
    private static final int ALIGN = 16;
    private static final int DRAWS = 10;
    private static final long GRID_STREAM = -1;
    private static final long HELD_STREAM = -2;
    private static final long EPOCH_STREAM = -3;

    /** No prediction at all costs .7 (bpr) or 1 (warp) per sample. */
    private static final double LARGEST_LOSS = 8;

    private final Kernels kernels = Kernels.get();
    private final BprConfig config;
    private final FitContext context;
    private final SparseRows likes;
    private final HeldBack held;
    private final SampleGrid grid;
    private final int factors;
    private final Factors users;
    private final Factors items;
    private final float[] rankWeights; // by the number of draws

    BprTraining(BprConfig config, SparseRows likes, FitContext context) {
        this.config = config;
        this.context = context;
        this.likes = likes;
        this.factors = config.factors();
        held = new HeldBack(likes.entries(), config.validation(), context.random(HELD_STREAM));
        grid = new SampleGrid(likes, held, context.random(GRID_STREAM));
        users = start(likes.rows(), 1);
        items = start(likes.columns(), 0);
        for (int user = 0; user < likes.rows(); user++) {
            users.values()[users.at(user) + factors] = 1;
        }
        rankWeights = rankWeights(config.trials(), likes.columns());
    }

    private Factors start(int rows, int odd) {
        var start = new Factors(rows, (factors + 1 + ALIGN - 1) / ALIGN * ALIGN);
        context.forEachRow(
                rows,
                row -> {
                    // Users and items draw from different streams: odd and even ones.
                    var gaussian = new Gaussian(context.random(2L * row + odd));
                    for (int k = 0; k < factors; k++) {
                        start.values()[start.at(row) + k] =
                                (float) (config.initialDeviation() * gaussian.next());
                    }
                });
        return start;
    }

    private static float[] rankWeights(int trials, int items) {
        float[] weights = new float[trials + 1];
        for (int draws = 1; draws <= trials; draws++) {
            double rank = Math.max(1, (items - 1) / draws);
            weights[draws] = (float) (StrictMath.log(rank) / StrictMath.log(Math.max(2, items)));
        }
        return weights;
    }

    Factors users() {
        return users;
    }

    Factors items() {
        return items;
    }

    void run() {
        var report =
                new SgdReport(
                        Bpr.NAME, config.epochs(), config.learningRate(), LARGEST_LOSS, context);
        var stop = new EarlyStop(config.patience(), users.values(), items.values());
        if (grid.entries() > 0) {
            report.run(this::epoch, held, this::heldBackLoss, stop, BprTraining::note);
        }
        report.finished(items.values());
    }

    private static String note(double loss, double heldBack) {
        String note = "loss %.5f".formatted(loss);
        return Double.isNaN(heldBack) ? note : note + ", held back loss %.5f".formatted(heldBack);
    }

    /** The mean loss met on the way. */
    private double epoch(int epoch) {
        double rate = config.learningRate() * (1 - config.decay() * epoch / config.epochs());
        int size = grid.size();
        long stream = EPOCH_STREAM - (long) epoch * (size * size + 1);
        SampleGrid.Epoch groups = grid.epoch(context.random(stream));
        double[] losses = new double[size * size];
        if (config.deterministic()) {
            context.inRounds(
                    size, size, round -> task -> cell(groups, round, task, rate, stream, losses));
        } else {
            // Users are apart, items are not: threads race for them.
            context.forEachRow(
                    size,
                    task -> {
                        for (int round = 0; round < size; round++) {
                            cell(groups, round, task, rate, stream, losses);
                        }
                    });
        }
        return Arrays.stream(losses).sum() / grid.entries();
    }

    private void cell(
            SampleGrid.Epoch groups,
            int round,
            int userGroup,
            double rate,
            long stream,
            double[] losses) {
        int size = grid.size();
        int cell = round * size + userGroup;
        int group = groups.group(round, userGroup);
        SplittableRandom random = context.random(stream - 1 - cell);
        float keep = (float) (1 - rate * config.regularization());
        var steps = new Steps(groups, group, random, keep, (float) rate);
        for (int part = 0; part < size; part++) {
            Walk walk = groups.walk(userGroup, group, part, random);
            for (int n = walk.length(); n > 0; n--) {
                int k = walk.next();
                int user = grid.user(k);
                int item = grid.item(k);
                losses[cell] +=
                        config.loss() == RankingLoss.BPR
                                ? bpr(user, item, steps)
                                : warp(user, item, steps);
            }
        }
    }

    /** What the steps within a cell share. */
    private record Steps(
            SampleGrid.Epoch groups, int group, SplittableRandom random, float keep, float rate) {
        /** An item to compare with. */
        int draw() {
            return groups.draw(group, random);
        }
    }

    private float bpr(int user, int item, Steps steps) {
        int other = steps.draw();
        for (int draw = 1; likes.find(user, other) >= 0; draw++) {
            if (draw == DRAWS) {
                return 0; // the user likes nearly everything
            }
            other = steps.draw();
        }
        float z = score(user, item) - score(user, other);
        step(steps.keep, steps.rate * Logistic.chance(-z), user, item, other);
        return Logistic.loss(z);
    }

    private float warp(int user, int item, Steps steps) {
        float score = score(user, item);
        for (int draw = 1; draw < rankWeights.length; draw++) {
            int other = steps.draw();
            if (likes.find(user, other) < 0) {
                float behind = 1 - score + score(user, other);
                if (!(behind <= 0)) { // NaN is to be noticed
                    step(steps.keep, steps.rate * rankWeights[draw], user, item, other);
                    return rankWeights[draw] * behind;
                }
            }
        }
        return 0;
    }

    private float score(int user, int item) {
        return kernels.dot(
                users.values(), users.at(user), items.values(), items.at(item), factors + 1);
    }

    private void step(float keep, float gain, int user, int item, int other) {
        float[] x = users.values();
        int at = users.at(user);
        float[] q = items.values();
        kernels.crossPair(keep, gain, x, at, q, items.at(item), items.at(other), factors + 1);
        x[at + factors] = 1;
    }

    /** The mean bpr loss of held back likes against one fixed random item each. */
    private double heldBackLoss() {
        double[] sums = new double[likes.rows()];
        context.forEachRow(
                sums.length,
                user -> {
                    SplittableRandom random = context.random(user);
                    for (int k = likes.start(user); k < likes.end(user); k++) {
                        int other = random.nextInt(likes.columns());
                        if (held.contains(k) && likes.find(user, other) < 0) {
                            int item = likes.column(k);
                            sums[user] += Logistic.loss(score(user, item) - score(user, other));
                        }
                    }
                });
        return Arrays.stream(sums).sum() / held.size();
    }

    /** The model of the items as they are, both factors and biases around their means. */
    BprModel model(ModelInfo info, IdIndex ids) {
        boolean[] liked = new boolean[items.rows()];
        for (int k = 0; k < likes.entries(); k++) {
            liked[likes.column(k)] = true;
        }
        double[] means = means(liked);
        var rows = new Factors(items.rows(), factors);
        float[] biases = new float[items.rows()];
        for (int item = 0; item < items.rows(); item++) {
            for (int k = 0; liked[item] && k <= factors; k++) {
                float value = (float) (items.values()[items.at(item) + k] - means[k]);
                if (k < factors) {
                    rows.values()[rows.at(item) + k] = value;
                } else {
                    biases[item] = value;
                }
            }
        }
        double[] spectrum = rows.alignWith(new Factors(0, factors), context);
        var pull = new IalsPull(config.ridge(), 1, IalsPull.unobserved(0, likes), 0);
        return new BprModel(
                info, ids, new LikesFoldIn(rows, biases, spectrum, config.margin(), pull));
    }

    private double[] means(boolean[] liked) {
        double[] means = new double[factors + 1];
        int count = 0;
        for (int item = 0; item < liked.length; item++) {
            count += liked[item] ? 1 : 0;
            for (int k = 0; liked[item] && k <= factors; k++) {
                means[k] += items.values()[items.at(item) + k];
            }
        }
        for (int k = 0; k <= factors; k++) {
            means[k] /= Math.max(1, count);
        }
        return means;
    }
}
