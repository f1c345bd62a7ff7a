package dev.kindred.rerank;

import dev.kindred.internal.Checks;
import dev.kindred.internal.kernel.Kernels;

/** Cosine of vectors, brought to length 1 once. */
final class VectorSimilarity implements ItemSimilarity {
    private final float[] all;
    private final int length;
    private final Kernels kernels = Kernels.get();

    VectorSimilarity(float[][] vectors) {
        length = vectors.length == 0 ? 0 : vectors[0].length;
        all = new float[vectors.length * length];
        for (int row = 0; row < vectors.length; row++) {
            Checks.sameLength("vectors", length, vectors[row].length);
            double norm = 0;
            for (float x : vectors[row]) {
                norm += (double) x * x;
            }
            for (int k = 0; k < length && norm > 0; k++) {
                all[row * length + k] = (float) (vectors[row][k] / Math.sqrt(norm));
            }
        }
    }

    @Override
    public double similarity(int item, int other) {
        double cosine = kernels.dot(all, item * length, all, other * length, length);
        return item == other ? 1 : Math.max(0, Math.min(1, cosine));
    }
}
