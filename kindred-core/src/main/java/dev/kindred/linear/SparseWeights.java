package dev.kindred.linear;

import dev.kindred.data.History;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import java.util.Arrays;

/**
 * Sparse weights from the items of a history (rows) to the items that they speak for (columns):
 * {@code score(j) = sum of w_ij over the liked items i of the history}. Immutable.
 */
final class SparseWeights implements Weights {
    private final SparseRows weights;

    SparseWeights(SparseRows weights) {
        Checks.sameLength("columns of the weights", weights.rows(), weights.columns());
        this.weights = weights;
    }

    static SparseWeights load(Tensors in, int items) {
        int[] starts = in.ints("model.starts");
        Checks.sameLength("model.starts", items + 1, starts.length);
        return new SparseWeights(
                SparseRows.ofFloats(
                        items, starts, in.ints("model.columns"), in.floats("model.weights")));
    }

    @Override
    public void save(Tensors out) {
        float[] values = new float[weights.entries()];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) weights.value(k);
        }
        out.put("model.starts", weights.startArray());
        out.put("model.columns", weights.columnArray());
        out.put("model.weights", values);
    }

    /** NaN where no item of the history speaks for an item. */
    @Override
    public void score(History history, float[] scores) {
        Arrays.fill(scores, 0);
        for (int event = 0; event < history.size(); event++) {
            if (history.value(event) > 0) {
                int item = history.item(event);
                for (int k = weights.start(item); k < weights.end(item); k++) {
                    scores[weights.column(k)] += (float) weights.value(k);
                }
            }
        }
        for (int item = 0; item < scores.length; item++) {
            if (scores[item] == 0) {
                scores[item] = Float.NaN;
            }
        }
    }

    @Override
    public void similarItems(int item, float[] scores) {
        Arrays.fill(scores, Float.NaN);
        for (int k = weights.start(item); k < weights.end(item); k++) {
            float weight = (float) weights.value(k);
            scores[weights.column(k)] = weight > 0 ? weight : Float.NaN;
        }
        scores[item] = Float.NaN;
    }

    @Override
    public Explanation explain(History history, int item) {
        History liked = history.positive();
        double[] contributions = new double[liked.size()];
        for (int event = 0; event < contributions.length; event++) {
            int k = weights.find(liked.item(event), item);
            contributions[event] = k < 0 ? 0 : weights.value(k);
        }
        return Explanation.of(liked.items(), contributions);
    }
}
