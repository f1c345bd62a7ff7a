package dev.kindred.baseline;

import dev.kindred.data.Biases;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;

/** What {@link Bias} learns: the mean and an effect per item. Immutable and thread-safe. */
public final class BiasModel implements RatingModel {
    private final ModelInfo info;
    private final IdIndex items;
    private final Biases biases;
    private final double low;
    private final double high;

    BiasModel(ModelInfo info, IdIndex items, Biases biases, double[] range) {
        Checks.sameLength("item effects", items.size(), biases.itemEffects().length);
        Checks.sameLength("range", 2, range.length);
        this.info = info;
        this.items = items;
        this.biases = biases;
        this.low = range[0];
        this.high = range[1];
    }

    static BiasModel load(ModelInfo info, IdIndex items, Tensors in) {
        double[] numbers = in.limits("model.mean");
        Checks.sameLength("model.mean", 4, numbers.length);
        Biases biases =
                Biases.of(
                        Checks.finite("mean", numbers[0]),
                        in.doubles("model.itemEffects"),
                        numbers[1]);
        return new BiasModel(info, items, biases, new double[] {numbers[2], numbers[3]});
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return items;
    }

    /** The mean and the effects. */
    public Biases biases() {
        return biases;
    }

    @Override
    public double predict(History history, int item) {
        double[] prediction = new double[1];
        predict(history, new int[] {item}, prediction);
        return prediction[0];
    }

    @Override
    public void predict(History history, int[] wanted, double[] predictions) {
        double sum = biases.residualSum(history);
        for (int k = 0; k < wanted.length; k++) {
            int item = wanted[k];
            int at = history.find(item);
            double effect =
                    at < 0
                            ? biases.userEffect(sum, history.size())
                            : biases.userEffect(
                                    sum - biases.residual(item, history.value(at)),
                                    history.size() - 1);
            double prediction = biases.mean() + biases.itemEffect(item) + effect;
            predictions[k] = Math.max(low, Math.min(high, prediction));
        }
    }

    /** Each past rating's share of the user's effect. */
    @Override
    public Explanation explain(History history, int item) {
        History others = history.without(item);
        double[] contributions = new double[others.size()];
        for (int k = 0; k < contributions.length; k++) {
            double residual = biases.residual(others.item(k), others.value(k));
            contributions[k] = biases.userEffect(residual, others.size());
        }
        return Explanation.of(others.items(), contributions);
    }

    @Override
    public void save(Tensors out) {
        out.put("model.mean", new double[] {biases.mean(), biases.userDamping(), low, high});
        out.put("model.itemEffects", biases.itemEffects());
    }
}
