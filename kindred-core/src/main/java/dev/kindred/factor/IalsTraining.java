package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One training of {@link Ials}: the factors of both sides, improved epoch by epoch. */
final class IalsTraining {
    private final IalsConfig config;
    private final IalsPull pull;
    private final FitContext context;
    private final SparseRows byUser;
    private final SparseRows byItem;
    private final Factors users;
    private final Factors items;

    IalsTraining(IalsConfig config, SparseRows likes, FitContext context) {
        this.config = config;
        this.pull =
                new IalsPull(
                        config.regularization(),
                        config.regularizationExponent(),
                        IalsPull.unobserved(config.unobservedWeight(), likes),
                        config.alpha());
        this.context = context;
        this.byUser = config.alpha() == 0 ? likes.binary() : likes;
        this.byItem = byUser.transpose();
        this.users = new Factors(byUser.rows(), config.factors());
        double deviation = config.initialDeviation() / Math.sqrt(config.factors());
        this.items = Factors.random(byItem.rows(), config.factors(), deviation, context);
    }

    /** Solves all users, then all items. */
    void epoch(int epoch) {
        try {
            double usersPull = half(byUser, items, users)[1];
            double loss = half(byItem, users, items)[0] + usersPull;
            check(epoch, loss);
            context.progress()
                    .update(
                            "fit " + Ials.NAME,
                            epoch,
                            config.epochs(),
                            "loss %.5f".formatted(loss / byUser.entries()));
        } catch (ArithmeticException e) {
            throw diverged(epoch, e.getMessage(), e);
        }
    }

    private void check(int epoch, double loss) {
        if (!Double.isFinite(loss)) {
            throw diverged(epoch, "the loss is " + loss, null);
        }
    }

    private FitException diverged(int epoch, String what, @Nullable Throwable cause) {
        return new FitException(
                "%s diverged in epoch %d: %s. Maybe raise regularization (%s) or lower alpha (%s)."
                        .formatted(Ials.NAME, epoch, what, config.regularization(), config.alpha()),
                cause);
    }

    /**
     * Solves every row of {@code own} with {@code held} held.
     *
     * @return the sum of the rows' objectives, and the part of it that pulls own factors to 0
     */
    private double[] half(SparseRows rows, Factors held, Factors own) {
        float[] spectrum = pull.onAll(held.alignWith(own, context));
        double[] objectives = new double[rows.rows()];
        double[] pulls = new double[rows.rows()];
        context.forEachRowWithState(
                rows.rows(),
                thread -> {
                    var problem = new RowProblem(config.factors());
                    RowSolver solver = solver();
                    return row -> {
                        double strength = fill(problem, rows, row, held, spectrum);
                        if (problem.size() == 0) {
                            Arrays.fill(own.values(), own.at(row), own.at(row + 1), 0);
                            return;
                        }
                        solver.solve(problem, own.values(), own.at(row));
                        objectives[row] = problem.objective(own.values(), own.at(row));
                        pulls[row] = strength * own.square(row);
                    };
                });
        return new double[] {sum(objectives), sum(pulls)};
    }

    private double fill(
            RowProblem problem, SparseRows rows, int row, Factors held, float[] spectrum) {
        problem.clear();
        problem.reserve(rows.size(row));
        double weights = 0;
        for (int k = rows.start(row); k < rows.end(row); k++) {
            double weight = pull.weight(rows.value(k));
            weights += weight;
            problem.add(held.values(), held.at(rows.column(k)), weight, 1);
        }
        double strength = pull.on(weights, rows.columns());
        problem.ridge(spectrum, strength);
        return strength;
    }

    private RowSolver solver() {
        return switch (config.solver()) {
            case CG -> new ConjugateGradient(config.factors(), config.steps());
            case CHOLESKY -> new ExactSolver(config.factors());
            case BLOCK -> new BlockSolver(config.factors(), config.blockSize());
        };
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** The model of the items as they are. */
    IalsModel model(ModelInfo info, IdIndex ids) {
        double[] spectrum = items.alignWith(new Factors(0, config.factors()), context);
        return new IalsModel(info, ids, new LikesFoldIn(items, new float[0], spectrum, 1, pull));
    }
}
