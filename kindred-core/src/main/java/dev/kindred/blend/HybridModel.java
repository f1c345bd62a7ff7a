package dev.kindred.blend;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.internal.ConfigBinder;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link Hybrid} learns: the models of its parts, and their weights. Immutable and
 * thread-safe.
 */
public final class HybridModel implements Model {
    private static final String WEIGHTS = "model.weights";

    private final ModelInfo info;
    private final IdIndex items;
    private final HybridConfig config;
    private final List<Model> parts;
    private final double[] weights;

    HybridModel(
            ModelInfo info,
            IdIndex items,
            HybridConfig config,
            List<Model> parts,
            double[] weights) {
        Checks.sameLength(WEIGHTS, parts.size(), weights.length);
        this.info = info;
        this.items = items;
        this.config = config;
        this.parts = List.copyOf(parts);
        this.weights = weights;
    }

    static HybridModel load(ModelInfo info, IdIndex items, Tensors in) {
        Record defaults = HybridConfig.builder().build();
        var config = (HybridConfig) ConfigBinder.bind(defaults, info.config(), Hybrid.NAME);
        double[] weights = in.doubles(WEIGHTS);
        List<Model> parts = PartTensors.load(weights.length, info, items, in);
        return new HybridModel(info, items, config, parts, weights);
    }

    @Override
    public void save(Tensors out) {
        out.put(WEIGHTS, weights);
        PartTensors.save(parts, out);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return items;
    }

    /** The models; with method weighted those whose weight is above 0. */
    public List<Model> parts() {
        return parts;
    }

    /** The weight of each of {@link #parts}; they sum up to 1. */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public void score(History history, float[] scores) {
        new Blender(config, weights)
                .blend(lists(history), history.size(), Seen.of(history), scores);
    }

    /** Parts score for all histories at once. */
    @Override
    public void scoreAll(List<History> histories, float[][] scores) {
        float[][][] lists = new float[parts.size()][histories.size()][items.size()];
        for (int part = 0; part < lists.length; part++) {
            parts.get(part).scoreAll(histories, lists[part]);
        }
        var blender = new Blender(config, weights);
        for (int at = 0; at < scores.length; at++) {
            int row = at;
            float[][] each = Arrays.stream(lists).map(list -> list[row]).toArray(float[][]::new);
            History history = histories.get(at);
            blender.blend(each, history.size(), Seen.of(history), scores[at]);
        }
    }

    @Override
    public int historiesAtOnce() {
        return parts.stream().mapToInt(Model::historiesAtOnce).max().orElse(1);
    }

    private float[][] lists(History history) {
        float[][] lists = new float[parts.size()][items.size()];
        for (int part = 0; part < lists.length; part++) {
            parts.get(part).score(history, lists[part]);
        }
        return lists;
    }

    /**
     * The parts' similar items, put together as scores are; with method switching those of the last
     * part that knows any.
     */
    @Override
    public void similarItems(int item, float[] scores) {
        float[][] lists = new float[parts.size()][items.size()];
        for (int part = 0; part < lists.length; part++) {
            parts.get(part).similarItems(item, lists[part]);
        }
        new Blender(config, weights).blend(lists, Integer.MAX_VALUE, Seen.item(item), scores);
        scores[item] = Float.NaN;
    }

    /**
     * What each part says, with its rank, and what each past item contributed through all parts.
     * With method weighted contributions of parts add up to the score, those of items follow the
     * parts' own explanations; cascade and mixed give each part the same say.
     */
    @Override
    public Explanation explain(History history, int item) {
        float[][] lists = lists(history);
        Seen seen = Seen.of(history);
        return new HybridExplanation(config, weights, parts, lists, seen).of(history, item);
    }
}
