package dev.kindred.neural;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Masks that leave numbers out, from a generator of the training: the same seed, the same masks.
 */
final class Dropout {
    private static final int BITS = 16;
    private static final int STEPS = 1 << BITS;

    private Dropout() {}

    /** A mask of 0 where a number is left out, and of what keeps the mean elsewhere. */
    static NDArray mask(Step step, Shape shape, double chance, SplittableRandom random) {
        return step.constant(buffer -> fill(buffer, chance, random), shape.getShape());
    }

    private static void fill(FloatBuffer buffer, double chance, SplittableRandom random) {
        int border = (int) Math.round(chance * STEPS);
        float kept = (float) STEPS / (STEPS - border);
        int n = buffer.remaining();
        for (int k = 0; k < n; ) {
            long bits = random.nextLong();
            for (int end = Math.min(n, k + Long.SIZE / BITS); k < end; k++, bits >>>= BITS) {
                buffer.put(k, (bits & (STEPS - 1)) < border ? 0 : kept);
            }
        }
    }
}
