package dev.kindred.factor;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;

/**
 * What {@link Ials} learns: factors of the items, on the main axes of their Gram matrix. Immutable
 * and thread-safe.
 *
 * <p>A user is solved exactly from the history that is given; with n items of d factors that takes
 * O(min(n^2 d, n d^2 + d^3)), then scoring takes O(items d).
 */
public final class IalsModel implements Model {
    private final ModelInfo info;
    private final IdIndex ids;
    private final Factors items;
    private final double[] spectrum;
    private final IalsPull pull;
    private final boolean[] liked;

    IalsModel(ModelInfo info, IdIndex ids, Factors items, double[] spectrum, IalsPull pull) {
        Checks.sameLength("item factors", ids.size(), items.rows());
        Checks.sameLength("spectrum", items.width(), spectrum.length);
        this.info = info;
        this.ids = ids;
        this.items = items;
        this.spectrum = spectrum;
        this.pull = pull;
        this.liked = new boolean[items.rows()];
        for (int item = 0; item < liked.length; item++) {
            liked[item] = items.square(item, items.width()) > 0;
        }
    }

    static IalsModel load(ModelInfo info, IdIndex ids, Tensors in) {
        double[] spectrum = in.doubles("model.spectrum");
        double[] settings = in.doubles("model.weights");
        Checks.sameLength("model.weights", 4, settings.length);
        return new IalsModel(
                info,
                ids,
                new Factors(ids.size(), spectrum.length, in.floats("model.items")),
                spectrum,
                new IalsPull(settings[0], settings[1], settings[2], settings[3]));
    }

    @Override
    public void save(Tensors out) {
        items.save("model.items", out);
        out.put("model.spectrum", spectrum);
        out.put(
                "model.weights",
                new double[] {
                    pull.regularization(), pull.exponent(), pull.unobserved(), pull.alpha()
                });
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    @Override
    public void score(History history, float[] scores) {
        RowProblem problem = problem(history);
        if (problem.size() == 0) {
            Arrays.fill(scores, Float.NaN);
            return;
        }
        float[] user = new float[items.width()];
        new ExactSolver(items.width()).solve(problem, user, 0);
        Kernels.get().dots(items.values(), 0, items.rows(), items.width(), user, 0, scores);
        for (int item = 0; item < scores.length; item++) {
            scores[item] = liked[item] ? scores[item] : Float.NaN;
        }
    }

    /** The least squares problem of a history: what it likes of the items that the model knows. */
    private RowProblem problem(History history) {
        var problem = new RowProblem(items.width());
        double weights = 0;
        for (int k = 0; k < history.size(); k++) {
            if (history.value(k) > 0 && liked[history.item(k)]) {
                double weight = pull.weight(history.value(k));
                weights += weight;
                problem.add(items.values(), items.at(history.item(k)), weight, 1);
            }
        }
        problem.ridge(pull.unobserved(), spectrum, pull.on(weights, items.rows()));
        return problem;
    }

    /** The cosine of the items' factors. */
    @Override
    public void similarItems(int item, float[] scores) {
        items.cosines(item, items.width(), scores);
    }

    /**
     * Splits a score into what each past item adds: {@code w_j y_i.(a G + Y'WY + pull)^-1 y_j}, as
     * Hu, Koren and Volinsky do. The parts add up to the score.
     */
    @Override
    public Explanation explain(History history, int item) {
        RowProblem problem = problem(history);
        if (problem.size() == 0) {
            return Explanation.NONE;
        }
        double[] shares =
                new ExactSolver(items.width()).shares(problem, items.values(), items.at(item));
        int[] causes = new int[shares.length];
        int size = 0;
        for (int k = 0; k < history.size(); k++) {
            if (history.value(k) > 0 && liked[history.item(k)]) {
                causes[size++] = history.item(k);
            }
        }
        return Explanation.of(causes, shares);
    }
}
