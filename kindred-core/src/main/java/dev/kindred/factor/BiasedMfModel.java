package dev.kindred.factor;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.ModelInfo;

/**
 * What {@link BiasedMf} learns: biases and factors of the items, and those of the users where they
 * are not solved from the history. Immutable and thread-safe.
 *
 * <p>Also predicts for {@link IdIndex#ABSENT}, an item that the model does not know.
 */
public final class BiasedMfModel extends RatingFactorModel {
    private final boolean foldIn;
    private final Factors users; // (p, b, 1) per row; none with foldIn

    BiasedMfModel(
            ModelInfo info,
            IdIndex ids,
            RatingScale scale,
            double regularization,
            Factors items,
            boolean foldIn,
            Factors users) {
        super(info, ids, scale, regularization, items);
        this.foldIn = foldIn;
        this.users = users;
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

    /** Empty for a user who is unknown and must not be solved. */
    @Override
    float[] user(History history) {
        if (foldIn) {
            return solver.solve(history, this::known);
        }
        int row = history.user();
        return row < 0 || row >= users.rows() ? new float[0] : users.row(row);
    }

    private double known(int item) {
        return scale.mean() + items.values()[items.at(item) + items.width() - 1];
    }

    @Override
    double ofUnknownItem(float[] user) {
        return foldIn ? user[items.width() - 2] : 0;
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
