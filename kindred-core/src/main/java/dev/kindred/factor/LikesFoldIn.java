package dev.kindred.factor;

import dev.kindred.data.History;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.ItemVectors;

/**
 * Solves a user from what a history likes, the items held, and scores items by {@code x.y_i + b_i}:
 *
 * <pre>
 * x minimises  sum over liked i of w_i (t - b_i - x.y_i)^2  +  a sum over all i of (x.y_i)^2
 *              + pull |x|^2
 * </pre>
 *
 * <p>with the weights w, a and the pull of {@link IalsPull}. The items' factors are on the main
 * axes of their Gram matrix, so the sum over all items is a diagonal. Immutable and thread-safe.
 *
 * <p>Cost: with n liked items of d factors O(min(n^2 d, n d^2 + d^3)), then O(items d) to score.
 */
final class LikesFoldIn {
    private final Factors items;
    private final float[] biases;
    private final double[] spectrum;
    private final double target;
    private final IalsPull pull;
    private final float[] unobserved;
    private final boolean[] known;
    private final ItemVectors vectors;

    /**
     * @param biases one per item, or empty where there are none
     * @param spectrum the diagonal of the items' Gram matrix
     * @param target what a liked item should score
     */
    LikesFoldIn(Factors items, float[] biases, double[] spectrum, double target, IalsPull pull) {
        Checks.sameLength("spectrum", items.width(), spectrum.length);
        Checks.sameLength("biases", biases.length == 0 ? 0 : items.rows(), biases.length);
        this.items = items;
        this.biases = biases;
        this.spectrum = spectrum;
        this.target = target;
        this.pull = pull;
        this.unobserved = pull.onAll(spectrum);
        this.known = new boolean[items.rows()];
        for (int item = 0; item < known.length; item++) {
            known[item] = items.square(item, items.width()) > 0;
        }
        this.vectors =
                ItemVectors.of(
                        items.values(), items.width(), biases.length == 0 ? null : biases, known);
    }

    static LikesFoldIn load(int items, Tensors in) {
        double[] spectrum = in.doubles("model.spectrum");
        double[] settings = in.doubles("model.weights");
        Checks.sameLength("model.weights", 5, settings.length);
        return new LikesFoldIn(
                new Factors(items, spectrum.length, in.floats("model.items")),
                in.floats("model.biases"),
                spectrum,
                settings[4],
                new IalsPull(settings[0], settings[1], settings[2], settings[3]));
    }

    void save(Tensors out) {
        items.save("model.items", out);
        out.put("model.biases", biases);
        out.put("model.spectrum", spectrum);
        out.put(
                "model.weights",
                new double[] {
                    pull.regularization(), pull.exponent(), pull.unobserved(), pull.alpha(), target
                });
    }

    ItemVectors itemVectors() {
        return vectors;
    }

    /** See {@link dev.kindred.model.FactorModel#userVector}. */
    boolean userVector(History history, float[] vector) {
        RowProblem problem = problem(history);
        if (problem.size() == 0) {
            return false;
        }
        new ExactSolver(items.width()).solve(problem, vector, 0);
        if (vector.length > items.width()) {
            vector[items.width()] = 1; // times the bias
        }
        return true;
    }

    private float bias(int item) {
        return biases.length == 0 ? 0 : biases[item];
    }

    private boolean counts(History history, int k) {
        return history.value(k) > 0 && known[history.item(k)];
    }

    private RowProblem problem(History history) {
        var problem = new RowProblem(items.width());
        problem.reserve(history.size());
        double weights = 0;
        for (int k = 0; k < history.size(); k++) {
            if (counts(history, k)) {
                int item = history.item(k);
                double weight = pull.weight(history.value(k));
                weights += weight;
                problem.add(items.values(), items.at(item), weight, target - bias(item));
            }
        }
        problem.ridge(unobserved, pull.on(weights, items.rows()));
        return problem;
    }

    /** Splits {@code x.y_i} of an item into what each liked item adds; the parts add up to it. */
    Explanation explain(History history, int item) {
        RowProblem problem = problem(history);
        if (problem.size() == 0) {
            return Explanation.NONE;
        }
        double[] shares =
                new ExactSolver(items.width()).shares(problem, items.values(), items.at(item));
        int[] causes = new int[shares.length];
        int size = 0;
        for (int k = 0; k < history.size(); k++) {
            if (counts(history, k)) {
                causes[size++] = history.item(k);
            }
        }
        return Explanation.of(causes, shares);
    }

    /** The cosine of the items' factors. */
    void similarItems(int item, float[] scores) {
        items.cosines(item, items.width(), scores);
    }
}
