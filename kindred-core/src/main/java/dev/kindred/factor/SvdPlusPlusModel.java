package dev.kindred.factor;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.ModelInfo;

/**
 * What {@link SvdPlusPlus} learns: biases and factors of the items, and what it implies that an
 * item was rated. Immutable and thread-safe.
 *
 * <p>Also predicts for {@link IdIndex#ABSENT}, an item that the model does not know.
 */
public final class SvdPlusPlusModel extends RatingFactorModel {
    private final Kernels kernels = Kernels.get();
    private final int factors;
    private final Factors implied; // y

    SvdPlusPlusModel(
            ModelInfo info,
            IdIndex ids,
            RatingScale scale,
            double regularization,
            Factors items,
            Factors implied) {
        super(info, ids, scale, regularization, items);
        this.implied = implied;
        this.factors = implied.width();
    }

    static SvdPlusPlusModel load(ModelInfo info, IdIndex ids, Tensors in) {
        int factors = (int) in.shape("model.implied")[1];
        return new SvdPlusPlusModel(
                info,
                ids,
                RatingScale.load(in),
                in.doubles("model.regularization")[0],
                new Factors(ids.size(), factors + 2, in.floats("model.items")),
                new Factors(ids.size(), factors, in.floats("model.implied")));
    }

    @Override
    public void save(Tensors out) {
        scale.save(out);
        out.put("model.regularization", new double[] {regularization});
        items.save("model.items", out);
        implied.save("model.implied", out);
    }

    /** The user's row (p + base, b, 1). */
    @Override
    float[] user(History history) {
        float[] base = base(history);
        float[] user = solver.solve(history, item -> known(base, item));
        kernels.axpy(1, base, 0, user, 0, factors);
        return user;
    }

    private float[] base(History history) {
        float[] base = new float[factors];
        float share = (float) (1 / Math.sqrt(Math.max(1, history.size())));
        for (int k = 0; k < history.size(); k++) {
            kernels.axpy(share, implied.values(), implied.at(history.item(k)), base, 0, factors);
        }
        return base;
    }

    private double known(float[] base, int item) {
        int at = items.at(item);
        return scale.mean()
                + items.values()[at + factors + 1]
                + kernels.dot(base, 0, items.values(), at, factors);
    }

    @Override
    double ofUnknownItem(float[] user) {
        return user[factors];
    }

    /**
     * What each past rating adds to the prediction, beside the mean and the item's bias: what it
     * implies that it is there, {@code |N|^-1/2 y_j.q_i}, and its share in {@code b_u + p_u.q_i} of
     * the ridge regression that solves the user.
     */
    @Override
    public Explanation explain(History history, int item) {
        History others = history.without(item);
        if (others.isEmpty()) {
            return Explanation.NONE;
        }
        float[] base = base(others);
        double[] shares = solver.shares(others, past -> known(base, past), item);
        double share = 1 / Math.sqrt(others.size());
        for (int k = 0; k < shares.length; k++) {
            int at = implied.at(others.item(k));
            shares[k] +=
                    share
                            * kernels.dot(
                                    implied.values(), at, items.values(), items.at(item), factors);
        }
        return Explanation.of(others.items(), shares);
    }
}
