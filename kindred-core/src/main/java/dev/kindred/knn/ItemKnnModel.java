package dev.kindred.knn;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.internal.ConfigBinder;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ItemKnn} learns in its ranking form: for each item the candidates that it speaks for,
 * with weights. Immutable and thread-safe.
 */
public final class ItemKnnModel implements Model {
    private final ModelInfo info;
    private final IdIndex items;
    private final SparseRows weights; // row: item of a history, column: candidate
    private final double[] means; // share of users who like the item; empty without itemMean
    private final double[] base; // score of a candidate without liked neighbours; empty likewise
    private final boolean inverted;
    private final ScoreSums.Pool pool;
    private volatile @Nullable SparseRows byCandidate; // weights transposed, when first needed

    ItemKnnModel(
            ModelInfo info, IdIndex items, SparseRows weights, double[] means, boolean inverted) {
        Checks.sameLength("weights", items.size(), weights.rows());
        Checks.sameLength("means", means.length == 0 ? 0 : items.size(), means.length);
        this.info = info;
        this.items = items;
        this.weights = weights;
        this.means = means;
        this.base = base(weights, means);
        this.inverted = inverted;
        this.pool = new ScoreSums.Pool(items.size());
    }

    private static double[] base(SparseRows weights, double[] means) {
        double[] base = new double[means.length];
        Arrays.fill(base, Double.NaN);
        for (int item = 0; item < means.length; item++) {
            for (int k = weights.start(item); k < weights.end(item); k++) {
                int candidate = weights.column(k);
                double before = Double.isNaN(base[candidate]) ? means[candidate] : base[candidate];
                base[candidate] = before - weights.value(k) * means[item];
            }
        }
        return base;
    }

    static ItemKnnModel load(ModelInfo info, IdIndex items, Tensors in) {
        Record defaults = ItemKnnConfig.builder().build();
        var config = (ItemKnnConfig) ConfigBinder.bind(defaults, info.config(), info.algorithm());
        SparseRows weights =
                SparseRows.ofFloats(
                        items.size(),
                        in.ints("model.starts"),
                        in.ints("model.candidates"),
                        in.floats("model.weights"));
        return new ItemKnnModel(info, items, weights, in.doubles("model.means"), config.inverted());
    }

    @Override
    public void save(Tensors out) {
        float[] values = new float[weights.entries()];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) weights.value(k);
        }
        out.put("model.starts", weights.startArray());
        out.put("model.candidates", weights.columnArray());
        out.put("model.weights", values);
        out.put("model.means", means);
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
    public void score(History history, float[] scores) {
        ScoreSums sums = pool.borrow();
        boolean likes = false;
        for (int event = 0; event < history.size(); event++) {
            if (history.value(event) > 0) {
                likes = true;
                sums.add(weights, history.item(event), 1);
            }
        }
        if (likes && base.length > 0) {
            sums.moveTo(scores, base, pool);
        } else {
            sums.moveTo(scores, pool);
        }
    }

    @Override
    public Explanation explain(History history, int item) {
        int[] causes = history.items();
        double[] contributions = new double[causes.length];
        for (int event = 0; event < causes.length; event++) {
            int k = history.value(event) > 0 ? weights.find(causes[event], item) : -1;
            contributions[event] = k < 0 ? 0 : weights.value(k);
        }
        return Explanation.of(causes, contributions);
    }

    /** The neighbours that the item kept, and their weights. */
    @Override
    public void similarItems(int item, float[] scores) {
        Arrays.fill(scores, Float.NaN);
        SparseRows kept = inverted ? weights : byCandidate();
        for (int k = kept.start(item); k < kept.end(item); k++) {
            scores[kept.column(k)] = (float) kept.value(k);
        }
    }

    private SparseRows byCandidate() {
        SparseRows known = byCandidate;
        if (known == null) {
            known = weights.transpose();
            byCandidate = known;
        }
        return known;
    }
}
