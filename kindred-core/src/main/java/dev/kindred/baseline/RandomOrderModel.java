package dev.kindred.baseline;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;

/** What {@link RandomOrder} needs: its seed and the items. Immutable and thread-safe. */
public final class RandomOrderModel implements Model {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final ModelInfo info;
    private final IdIndex items;

    RandomOrderModel(ModelInfo info, IdIndex items) {
        this.info = info;
        this.items = items;
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
        long key = mix(info.seed() + GOLDEN_GAMMA);
        for (int k = 0; k < history.size(); k++) {
            key = mix(key + (history.item(k) + 1) * GOLDEN_GAMMA);
        }
        for (int item = 0; item < scores.length; item++) {
            long bits = mix(key + (item + 1) * GOLDEN_GAMMA);
            scores[item] = (bits >>> 40) * 0x1p-24f; // the 24 bits that a float below 1 can hold
        }
    }

    /** The finalizer of SplitMix64 (variant 13 of Stafford). */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public void save(Tensors out) {
        // The seed is part of the model's info, and there is nothing else.
    }
}
