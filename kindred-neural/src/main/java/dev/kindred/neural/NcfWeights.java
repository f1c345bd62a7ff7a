package dev.kindred.neural;

import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the items' side of a network of the NCF family is made of:
 *
 * <pre>
 * z(u, i) = sum over k of output_k p_uk q_ik                        (gmf)
 *         + output . (relu of each layer of relu(user(p_u) + item(q_i)))  (mlp)
 *         + bias
 * </pre>
 *
 * <p>A part that is not there is null. The first hidden layer is kept as two, that of the user's
 * half of its input (with the bias) and that of the item's.
 *
 * @param gmf the product of both embeddings, or null
 * @param mlp the hidden layers, or null
 * @param bias added to every output
 */
record NcfWeights(@Nullable Gmf gmf, @Nullable Mlp mlp, float bias) {
    NcfWeights {
        if (gmf == null && mlp == null) {
            throw new IllegalArgumentException("a network needs gmf or mlp");
        }
    }

    /**
     * The product part.
     *
     * @param factors numbers per item
     * @param items row-major embeddings
     * @param output weight of each product
     */
    record Gmf(int factors, float[] items, float[] output) {
        Gmf {
            Checks.sameLength("output", factors, output.length);
        }
    }

    /**
     * The hidden layers.
     *
     * @param factors numbers per item
     * @param items row-major embeddings
     * @param user first layer, of the user's embedding
     * @param item first layer, of the item's embedding; its bias is 0
     * @param layers the layers behind the first
     * @param output weight of each number of the last layer
     */
    record Mlp(
            int factors,
            float[] items,
            Dense user,
            Dense item,
            List<Dense> layers,
            float[] output) {
        Mlp {
            layers = List.copyOf(layers);
            int last = layers.isEmpty() ? user.out() : layers.get(layers.size() - 1).out();
            Checks.sameLength("output", last, output.length);
        }
    }

    /** Numbers of a user: one embedding per part, that of gmf first. */
    int userWidth() {
        return (gmf == null ? 0 : gmf.factors()) + (mlp == null ? 0 : mlp.factors());
    }

    /** The embeddings of the items, in all parts. */
    Embeddings embeddings(int items) {
        if (gmf == null || mlp == null) {
            return new Embeddings(items, gmf == null ? mlp.items() : gmf.items());
        }
        return new Embeddings(items, gmf.items(), mlp.items());
    }

    void save(Tensors out) {
        int[] widths = new int[mlp == null ? 2 : mlp.layers().size() + 3];
        if (gmf != null) {
            widths[0] = gmf.factors();
            putRows(out, "model.gmf.items", gmf.items(), gmf.factors());
            out.put("model.gmf.output", gmf.output());
        }
        if (mlp != null) {
            saveLayers(mlp, widths, out);
        }
        out.put("model.widths", widths);
        out.put("model.bias", new float[] {bias});
    }

    private static void saveLayers(Mlp mlp, int[] widths, Tensors out) {
        widths[1] = mlp.factors();
        widths[2] = mlp.user().out();
        putRows(out, "model.mlp.items", mlp.items(), mlp.factors());
        mlp.user().save("model.layer.0.user", out);
        mlp.item().save("model.layer.0.item", out);
        for (int k = 0; k < mlp.layers().size(); k++) {
            widths[3 + k] = mlp.layers().get(k).out();
            mlp.layers().get(k).save("model.layer." + (k + 1), out);
        }
        out.put("model.mlp.output", mlp.output());
    }

    static void putRows(Tensors out, String name, float[] rows, int width) {
        out.put(name, new Tensors.Tensor(rows, width == 0 ? 0 : rows.length / width, width));
    }

    static NcfWeights load(Tensors in) {
        int[] widths = in.ints("model.widths");
        for (int width : widths) {
            Checks.notNegative("model.widths", width);
        }
        Gmf gmf =
                widths[0] == 0
                        ? null
                        : new Gmf(
                                widths[0],
                                in.floats("model.gmf.items"),
                                in.floats("model.gmf.output"));
        return new NcfWeights(
                gmf, widths[1] == 0 ? null : loadLayers(widths, in), in.floats("model.bias")[0]);
    }

    private static Mlp loadLayers(int[] widths, Tensors in) {
        var layers = new ArrayList<Dense>();
        for (int k = 3; k < widths.length; k++) {
            layers.add(Dense.load("model.layer." + (k - 2), widths[k - 1], widths[k], in));
        }
        return new Mlp(
                widths[1],
                in.floats("model.mlp.items"),
                Dense.load("model.layer.0.user", widths[1], widths[2], in),
                Dense.load("model.layer.0.item", widths[1], widths[2], in),
                layers,
                in.floats("model.mlp.output"));
    }
}
