package dev.kindred.factor;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;

/**
 * What {@link BiasedMf} learns: biases and factors of the items, and those of the users where they
 * are not solved from the history. Immutable and thread-safe.
 *
 * <p>Also predicts for {@link IdIndex#ABSENT}, an item that the model does not know.
 */
public final class BiasedMfModel implements RatingModel {
    private final ModelInfo info;
    private final IdIndex ids;
    private final RatingScale scale;
    private final double regularization;
    private final Factors items; // (q, 1, b) per row
    private final boolean foldIn;
    private final Factors users; // (p, b, 1) per row; none with foldIn
    private final RatingFoldIn solver;

    BiasedMfModel(
            ModelInfo info,
            IdIndex ids,
            RatingScale scale,
            double regularization,
            Factors items,
            boolean foldIn,
            Factors users) {
        Checks.sameLength("item factors", ids.size(), items.rows());
        this.info = info;
        this.ids = ids;
        this.scale = scale;
        this.regularization = regularization;
        this.items = items;
        this.foldIn = foldIn;
        this.users = users;
        this.solver = new RatingFoldIn(items, regularization, scale.deviation());
    }

    static BiasedMfModel load(ModelInfo info, IdIndex ids, Tensors in) {
        double[] settings = in.doubles("model.settings");
        Checks.sameLength("model.settings", 3, settings.length);
        int width = Checks.positive("factors", (int) settings[1]);
        float[] users = in.floats("model.users");
        return new BiasedMfModel(
                info,
                ids,
                RatingScale.load(in),
                settings[0],
                new Factors(ids.size(), width, in.floats("model.items")),
                settings[2] == 1,
                new Factors(users.length / width, width, users));
    }

    @Override
    public void save(Tensors out) {
        scale.save(out);
        out.put("model.settings", new double[] {regularization, items.width(), foldIn ? 1 : 0});
        items.save("model.items", out);
        users.save("model.users", out);
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
    public double predict(History history, int item) {
        return predict(user(history.without(item)), item);
    }

    @Override
    public void predict(History history, int[] rows, double[] predictions) {
        float[] user = user(history);
        for (int k = 0; k < rows.length; k++) {
            predictions[k] =
                    foldIn && history.find(rows[k]) >= 0
                            ? predict(history, rows[k])
                            : predict(user, rows[k]);
        }
    }

    /** Items of the history are scored as well, with their own rating as evidence. */
    @Override
    public void score(History history, float[] scores) {
        float[] user = user(history);
        for (int item = 0; item < scores.length; item++) {
            scores[item] = (float) predict(user, item);
        }
    }

    /** The user's row (p, b, 1); empty for one that is unknown and must not be solved. */
    private float[] user(History history) {
        if (foldIn) {
            return solver.solve(history, this::known);
        }
        int row = history.user();
        return row < 0 || row >= users.rows() ? new float[0] : users.row(row);
    }

    private double known(int item) {
        return scale.mean() + items.values()[items.at(item) + items.width() - 1];
    }

    private double predict(float[] user, int item) {
        if (user.length == 0 || item == IdIndex.ABSENT) {
            double bias = foldIn ? user[items.width() - 2] : 0;
            return scale.clipped(scale.mean() + bias);
        }
        return scale.clipped(scale.mean() + items.product(user, item));
    }

    /** The cosine of the items' factors, biases left out. */
    @Override
    public void similarItems(int item, float[] scores) {
        items.cosines(item, items.width() - 2, scores);
    }

    /**
     * What each past rating adds to the prediction, beside the mean and the item's bias: the shares
     * in {@code b_u + p_u.q_i} of the ridge regression that solves the user.
     */
    @Override
    public Explanation explain(History history, int item) {
        History others = history.without(item);
        if (others.isEmpty()) {
            return Explanation.NONE;
        }
        return Explanation.of(others.items(), solver.shares(others, this::known, item));
    }
}
