package dev.kindred.neural;

import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.Update;
import java.util.Arrays;

/**
 * Computes {@link SasRecWeights} for one sequence: the vector that the next item should be near to.
 * Immutable and thread-safe.
 *
 * <p>Activations are kept by columns: number p of place j is at {@code p * n + j}. In the last
 * block only the last place is computed.
 *
 * <p>Cost for n places of d numbers: O(n d^2 + n^2 d) per block, O(n d^2) for the last one.
 */
final class SasRecNetwork {
    private final Kernels kernels = Kernels.get();
    private final SasRecWeights weights;
    private final int d;

    SasRecNetwork(SasRecWeights weights) {
        this.weights = weights;
        this.d = weights.factors();
    }

    /**
     * The vector behind a sequence.
     *
     * @param items at least one; of more than {@code maxLength}, the last ones are taken
     */
    float[] encode(int[] items) {
        int from = Math.max(0, items.length - weights.maxLength());
        int n = items.length - from;
        float[] x = start(Arrays.copyOfRange(items, from, items.length));
        for (int k = 0; k < weights.blocks().size(); k++) {
            boolean last = k == weights.blocks().size() - 1;
            x = block(weights.blocks().get(k), x, n, last);
        }
        return weights.last().apply(x, 1);
    }

    private float[] start(int[] items) {
        float[] x = Columns.gather(weights.items(), d, items);
        float scale = (float) Math.sqrt(d);
        int n = items.length;
        for (int p = 0; p < d; p++) {
            for (int j = 0; j < n; j++) {
                x[p * n + j] = x[p * n + j] * scale + weights.places()[(n - 1 - j) * d + p];
            }
        }
        return x;
    }

    /** One block: of n columns, or only the last of them. */
    private float[] block(SasRecWeights.Block block, float[] x, int n, boolean lastOnly) {
        float[] normal = block.beforeAttention().apply(x, n);
        float[] keys = dense(block.key(), normal, n);
        float[] values = dense(block.value(), normal, n);
        int asked = lastOnly ? 1 : n;
        float[] queries = dense(block.query(), lastOnly ? lastColumn(normal, n) : normal, asked);
        float[] y = lastOnly ? lastColumn(x, n) : x;
        float[] attended = attend(queries, asked, keys, values, n);
        kernels.axpy(1, dense(block.mix(), attended, asked), 0, y, 0, y.length);
        float[] inner = dense(block.first(), block.beforeLayers().apply(y, asked), asked);
        Columns.relu(inner, inner.length);
        kernels.axpy(1, dense(block.second(), inner, asked), 0, y, 0, y.length);
        return y;
    }

    private float[] dense(Dense layer, float[] x, int n) {
        float[] y = new float[layer.out() * n];
        layer.apply(kernels, x, n, y);
        return y;
    }

    private float[] lastColumn(float[] x, int n) {
        float[] column = new float[d];
        for (int p = 0; p < d; p++) {
            column[p] = x[p * n + n - 1];
        }
        return column;
    }

    /**
     * Means of the values, weighted by how keys fit the queries; a place sees those up to itself.
     *
     * @param asked number of queries: the last ones of the n places
     */
    private float[] attend(float[] queries, int asked, float[] keys, float[] values, int n) {
        int size = d / weights.heads();
        float[] result = new float[d * asked];
        float[] fits = new float[n * asked]; // key i, query j at i * asked + j
        for (int head = 0; head < weights.heads(); head++) {
            int from = head * size;
            Panels left = Panels.view(keys, from * n, n, size, n);
            Panels right = Panels.view(queries, from * asked, asked, size, asked);
            kernels.product(left, right, Update.SET, fits, 0, asked);
            softmax(fits, n, asked, (float) (1 / Math.sqrt(size)));
            Panels means = Panels.packTransposed(values, from * n, n, size, n, kernels.tileRows());
            Panels shares = Panels.view(fits, 0, asked, n, asked);
            kernels.product(means, shares, Update.SET, result, from * asked, asked);
        }
        return result;
    }

    private static void softmax(float[] fits, int n, int asked, float scale) {
        for (int query = 0; query < asked; query++) {
            int visible = n - asked + query + 1;
            float highest = Float.NEGATIVE_INFINITY;
            for (int key = 0; key < visible; key++) {
                highest = Math.max(highest, fits[key * asked + query]);
            }
            float sum = 0;
            for (int key = 0; key < visible; key++) {
                float share = Exp.of((fits[key * asked + query] - highest) * scale);
                fits[key * asked + query] = share;
                sum += share;
            }
            for (int key = 0; key < n; key++) {
                int at = key * asked + query;
                fits[at] = key < visible ? fits[at] / sum : 0;
            }
        }
    }
}
