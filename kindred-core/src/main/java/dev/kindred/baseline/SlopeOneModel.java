package dev.kindred.baseline;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;

/** What {@link SlopeOne} learns: mean differences between items. Immutable and thread-safe. */
public final class SlopeOneModel implements RatingModel {
    private final ModelInfo info;
    private final IdIndex items;
    private final ItemDifferences differences;

    SlopeOneModel(ModelInfo info, IdIndex items, ItemDifferences differences) {
        Checks.sameLength("differences", items.size(), differences.items());
        this.info = info;
        this.items = items;
        this.differences = differences;
    }

    static SlopeOneModel load(ModelInfo info, IdIndex items, Tensors in) {
        return new SlopeOneModel(info, items, ItemDifferences.load(items.size(), in));
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return items;
    }

    @Override
    public double predict(History history, int item) {
        double sum = 0;
        long weights = 0;
        for (int k = 0; k < history.size() && item != IdIndex.ABSENT; k++) {
            int pair = differences.find(item, history.item(k)); // no item is paired with itself
            if (pair >= 0) {
                int count = differences.count(pair);
                sum += count * (differences.mean(pair) + history.value(k));
                weights += count;
            }
        }
        return weights == 0 ? Double.NaN : sum / weights;
    }

    /** Each past item's own prediction times its share of the weights. */
    @Override
    public Explanation explain(History history, int item) {
        double[] contributions = new double[history.size()];
        long weights = 0;
        for (int k = 0; k < contributions.length; k++) {
            int pair = differences.find(item, history.item(k));
            if (pair >= 0) {
                int count = differences.count(pair);
                contributions[k] = count * (differences.mean(pair) + history.value(k));
                weights += count;
            }
        }
        for (int k = 0; k < contributions.length; k++) {
            contributions[k] /= Math.max(1, weights);
        }
        return Explanation.of(history.items(), contributions);
    }

    @Override
    public void save(Tensors out) {
        differences.save(out);
    }
}
