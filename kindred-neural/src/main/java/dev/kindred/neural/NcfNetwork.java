package dev.kindred.neural;

import dev.kindred.internal.Checks;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.Update;
import java.util.Arrays;

/**
 * Computes {@link NcfWeights} for one user and many items, and the gradient by the user. Immutable
 * and thread-safe.
 *
 * <p>What the first hidden layer makes of each item is computed once; the products of the layers
 * behind it run over blocks of items, so that everything stays in the caches.
 *
 * <p>Cost per item: the multiplications of the layers behind the first, and one per factor.
 */
final class NcfNetwork {
    private static final int BLOCK = 512;

    private final Kernels kernels = Kernels.get();
    private final NcfWeights weights;
    private final int count;
    private final float[] products; // of gmf: embeddings times the output's weights
    private final Items[] blocks;
    private final float[] userTransposed; // of the first layer: out rows of in numbers

    NcfNetwork(NcfWeights weights, int items) {
        this.weights = weights;
        this.count = items;
        this.products = products(weights.gmf(), items);
        this.userTransposed = transposed(weights.mlp());
        this.blocks = new Items[(items + BLOCK - 1) / BLOCK];
        for (int b = 0; b < blocks.length; b++) {
            int from = b * BLOCK;
            int n = Math.min(BLOCK, items - from);
            blocks[b] = new Items(n, products, from, firstLayer(range(from, n)));
        }
    }

    private static float[] products(NcfWeights.Gmf gmf, int items) {
        if (gmf == null) {
            return new float[0];
        }
        Checks.sameLength("items of gmf", items * gmf.factors(), gmf.items().length);
        float[] products = new float[gmf.items().length];
        for (int k = 0; k < products.length; k++) {
            products[k] = gmf.items()[k] * gmf.output()[k % gmf.factors()];
        }
        return products;
    }

    private static float[] transposed(NcfWeights.Mlp mlp) {
        return mlp == null
                ? new float[0]
                : Columns.gather(mlp.user().weights(), mlp.user().out(), range(0, mlp.factors()));
    }

    private static int[] range(int from, int n) {
        int[] rows = new int[n];
        Arrays.setAll(rows, k -> from + k);
        return rows;
    }

    private float[] firstLayer(int[] items) {
        NcfWeights.Mlp mlp = weights.mlp();
        if (mlp == null) {
            return new float[0];
        }
        float[] embeddings = Columns.gather(mlp.items(), mlp.factors(), items);
        float[] first = new float[mlp.item().out() * items.length];
        mlp.item().apply(kernels, embeddings, items.length, first);
        return first;
    }

    /**
     * Some items, ready to be scored.
     *
     * @param products rows of the gmf part, from row {@code from} on
     * @param first of the first hidden layer: number q of item j at {@code q * n + j}
     */
    record Items(int n, float[] products, int from, float[] first) {}

    /** Makes some items ready. */
    Items items(int[] rows) {
        int d = weights.gmf() == null ? 0 : weights.gmf().factors();
        float[] some = new float[rows.length * d];
        for (int j = 0; j < rows.length; j++) {
            System.arraycopy(products, rows[j] * d, some, j * d, d);
        }
        return new Items(rows.length, some, 0, firstLayer(rows));
    }

    /** Both, one behind the other; both must be made by {@link #items(int[])}. */
    Items join(Items left, Items right) {
        int n = left.n() + right.n();
        float[] both =
                Arrays.copyOf(left.products(), left.products().length + right.products().length);
        System.arraycopy(
                right.products(), 0, both, left.products().length, right.products().length);
        float[] first = new float[left.first().length + right.first().length];
        for (int q = 0; q * n < first.length; q++) {
            System.arraycopy(left.first(), q * left.n(), first, q * n, left.n());
            System.arraycopy(right.first(), q * right.n(), first, q * n + left.n(), right.n());
        }
        return new Items(n, both, 0, first);
    }

    int userWidth() {
        return weights.userWidth();
    }

    /** The outputs of all items. */
    void outputs(float[] user, float[] outputs) {
        var pass = new Pass(Math.min(BLOCK, count));
        for (int b = 0; b < blocks.length; b++) {
            pass.outputs(user, blocks[b]);
            System.arraycopy(pass.outputs, 0, outputs, b * BLOCK, blocks[b].n());
        }
    }

    /** Working memory for some items; not thread-safe. */
    final class Pass {
        private final float[][] activations;
        private final float[] gradients;
        private final float[] next;
        private final float[] outputs;

        /**
         * @param most number of items at most
         */
        Pass(int most) {
            NcfWeights.Mlp mlp = weights.mlp();
            outputs = new float[most];
            activations = new float[mlp == null ? 0 : mlp.layers().size() + 1][];
            int widest = 0;
            for (int k = 0; k < activations.length; k++) {
                int width = k == 0 ? mlp.user().out() : mlp.layers().get(k - 1).out();
                widest = Math.max(widest, width);
                activations[k] = new float[width * most];
            }
            gradients = new float[widest * most];
            next = new float[widest * most];
        }

        /** The outputs of the items for a user; valid until the next call. */
        float[] outputs(float[] user, Items items) {
            Arrays.fill(outputs, 0, items.n(), weights.bias());
            if (weights.gmf() != null) {
                int d = weights.gmf().factors();
                float[] dots = new float[items.n()];
                kernels.dots(items.products(), items.from() * d, items.n(), d, user, 0, dots);
                kernels.axpy(1, dots, 0, outputs, 0, items.n());
            }
            if (weights.mlp() != null) {
                layers(user, items, weights.mlp());
            }
            return outputs;
        }

        private void layers(float[] user, Items items, NcfWeights.Mlp mlp) {
            int n = items.n();
            float[] shift = new float[mlp.user().out()];
            mlp.user().apply(kernels, user, userWidth() - mlp.factors(), shift, 0);
            for (int q = 0; q < shift.length; q++) {
                Columns.shiftedRelu(shift[q], items.first(), q * n, activations[0], n);
            }
            for (int k = 1; k < activations.length; k++) {
                Dense layer = mlp.layers().get(k - 1);
                layer.apply(kernels, activations[k - 1], n, activations[k]);
                Columns.relu(activations[k], layer.out() * n);
            }
            float[] last = activations[activations.length - 1];
            kernels.addRows(mlp.output(), last, 0, mlp.output().length, n, outputs, 0);
        }

        /**
         * The gradients of the outputs of the last call by the user.
         *
         * @param rows out: one row of {@code userWidth()} numbers per item
         */
        void gradients(Items items, float[] rows) {
            int width = userWidth();
            if (weights.gmf() != null) {
                int d = weights.gmf().factors();
                for (int j = 0; j < items.n(); j++) {
                    System.arraycopy(items.products(), (items.from() + j) * d, rows, j * width, d);
                }
            }
            if (weights.mlp() != null) {
                back(items.n(), weights.mlp(), rows, width);
            }
        }

        private void back(int n, NcfWeights.Mlp mlp, float[] rows, int width) {
            float[] at = gradients;
            float[] before = next;
            for (int q = 0; q < mlp.output().length; q++) {
                Arrays.fill(at, q * n, (q + 1) * n, mlp.output()[q]);
            }
            for (int k = activations.length - 1; k > 0; k--) {
                Dense layer = mlp.layers().get(k - 1);
                Columns.mask(at, activations[k], layer.out() * n);
                layer.back(kernels, at, n, before);
                float[] swap = at;
                at = before;
                before = swap;
            }
            int out = mlp.user().out();
            Columns.mask(at, activations[0], out * n);
            Panels right = Panels.view(userTransposed, 0, mlp.factors(), out, mlp.factors());
            Panels left = Panels.view(at, 0, n, out, n);
            kernels.product(left, right, Update.SET, rows, width - mlp.factors(), width);
        }
    }
}
