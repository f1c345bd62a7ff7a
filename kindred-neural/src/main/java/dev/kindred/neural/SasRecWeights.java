package dev.kindred.neural;

import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * What the self-attentive model is made of; see {@link SasRec} for the formulas.
 *
 * @param factors numbers per item
 * @param heads of each block
 * @param items row-major embeddings of the items
 * @param places row-major embeddings of the places of a sequence, the last place first
 * @param blocks in the order in which they are passed
 * @param last normalisation behind the blocks
 */
record SasRecWeights(
        int factors, int heads, float[] items, float[] places, List<Block> blocks, Norm last) {

    /** One block. */
    record Block(
            Norm beforeAttention,
            Dense query,
            Dense key,
            Dense value,
            Dense mix,
            Norm beforeLayers,
            Dense first,
            Dense second) {

        void save(String name, Tensors out) {
            beforeAttention.save(name + ".norm1", out);
            query.save(name + ".query", out);
            key.save(name + ".key", out);
            value.save(name + ".value", out);
            mix.save(name + ".mix", out);
            beforeLayers.save(name + ".norm2", out);
            first.save(name + ".first", out);
            second.save(name + ".second", out);
        }

        static Block load(String name, int d, Tensors in) {
            return new Block(
                    Norm.load(name + ".norm1", in),
                    Dense.load(name + ".query", d, d, in),
                    Dense.load(name + ".key", d, d, in),
                    Dense.load(name + ".value", d, d, in),
                    Dense.load(name + ".mix", d, d, in),
                    Norm.load(name + ".norm2", in),
                    Dense.load(name + ".first", d, d, in),
                    Dense.load(name + ".second", d, d, in));
        }
    }

    /** The most events that are looked at. */
    int maxLength() {
        return places.length / factors;
    }

    void save(Tensors out) {
        out.put("model.widths", new int[] {factors, heads, blocks.size()});
        NcfWeights.putRows(out, "model.items", items, factors);
        NcfWeights.putRows(out, "model.places", places, factors);
        for (int k = 0; k < blocks.size(); k++) {
            blocks.get(k).save("model.block." + k, out);
        }
        last.save("model.last", out);
    }

    static SasRecWeights load(Tensors in) {
        int[] widths = in.ints("model.widths");
        Checks.sameLength("model.widths", 3, widths.length);
        int d = Checks.positive("factors", widths[0]);
        var blocks = new ArrayList<Block>();
        for (int k = 0; k < widths[2]; k++) {
            blocks.add(Block.load("model.block." + k, d, in));
        }
        return new SasRecWeights(
                d,
                Checks.positive("heads", widths[1]),
                in.floats("model.items"),
                in.floats("model.places"),
                blocks,
                Norm.load("model.last", in));
    }
}
