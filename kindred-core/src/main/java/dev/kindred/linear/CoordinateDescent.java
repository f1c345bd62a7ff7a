package dev.kindred.linear;

import dev.kindred.internal.kernel.Kernels;
import java.util.Arrays;

/**
 * Minimises {@code 1/2 w'Gw - g'w + l1 sum(w) + l2/2 |w|^2} over w at least 0, one weight at a
 * time. One per thread.
 *
 * <p>A pass over all weights finds those above 0; then these alone are solved, on their own small
 * matrix; and so on until a pass changes nothing.
 */
final class CoordinateDescent {
    private static final int INNER_PASSES = 100;
    private static final int MOST_ACTIVE = 4096; // 64 MB

    private final Kernels kernels = Kernels.get();
    private final double l1;
    private final double l2;
    private final int passes;
    private final float[] left; // g - Gw
    private final float[] weights;
    private final int[] candidates;
    private final int[] active;
    private final float[] activeLeft;
    private final float[] activeWeights;
    private float[] activeGram = new float[0];

    CoordinateDescent(int most, double l1, double l2, int passes) {
        this.l1 = l1;
        this.l2 = l2;
        this.passes = passes;
        left = new float[most];
        weights = new float[most];
        candidates = new int[most];
        active = new int[most];
        activeLeft = new float[most];
        activeWeights = new float[most];
    }

    /**
     * Solves one problem. Where g is 0 so is the weight: nothing in G is negative.
     *
     * @param gram G, of which the first {@code size} rows and columns count
     * @param linear g
     * @return the weights, until the next call
     */
    float[] solve(Gram gram, float[] linear, int size) {
        System.arraycopy(linear, 0, left, 0, size);
        Arrays.fill(weights, 0, size, 0);
        int count = 0;
        for (int position = 0; position < size; position++) {
            if (linear[position] > l1) {
                candidates[count++] = position;
            }
        }
        for (int pass = 0; pass < passes; pass++) {
            if (!pass(gram, size, count)) {
                break;
            }
            solveActive(gram, size, count);
        }
        return weights;
    }

    /** Returns whether weights have still changed. */
    private boolean pass(Gram gram, int size, int count) {
        double largest = 0;
        double largestChange = 0;
        for (int k = 0; k < count; k++) {
            int position = candidates[k];
            float old = weights[position];
            if (old == 0 && left[position] <= l1) {
                continue;
            }
            float[] row = gram.row(position);
            int start = gram.start(position);
            float now = minimum(left[position], row[start + position], old);
            if (now != old) {
                weights[position] = now;
                kernels.axpy(old - now, row, start, left, 0, size);
                largestChange = Math.max(largestChange, Math.abs(now - old));
            }
            largest = Math.max(largest, now);
        }
        return largestChange > Slim.TOLERANCE * largest;
    }

    private float minimum(float gradient, float diagonal, float old) {
        double free = gradient + (double) diagonal * old - l1;
        return free > 0 ? (float) (free / (diagonal + l2)) : 0;
    }

    /** Solves for the weights above 0, as if the others stayed 0. */
    private void solveActive(Gram gram, int size, int count) {
        int n = 0;
        for (int k = 0; k < count; k++) {
            if (weights[candidates[k]] > 0) {
                active[n++] = candidates[k];
            }
        }
        if (n > MOST_ACTIVE) {
            return;
        }
        gather(gram, n);
        for (int pass = 0; pass < INNER_PASSES; pass++) {
            if (!activePass(n)) {
                break;
            }
        }
        for (int a = 0; a < n; a++) {
            int position = active[a];
            float change = activeWeights[a] - weights[position];
            if (change != 0) {
                weights[position] = activeWeights[a];
                kernels.axpy(-change, gram.row(position), gram.start(position), left, 0, size);
            }
        }
    }

    private void gather(Gram gram, int n) {
        if (activeGram.length < n * n) {
            activeGram = new float[n * n];
        }
        for (int a = 0; a < n; a++) {
            float[] row = gram.row(active[a]);
            int start = gram.start(active[a]);
            for (int b = 0; b < n; b++) {
                activeGram[a * n + b] = row[start + active[b]];
            }
            activeLeft[a] = left[active[a]];
            activeWeights[a] = weights[active[a]];
        }
    }

    private boolean activePass(int n) {
        double largest = 0;
        double largestChange = 0;
        for (int a = 0; a < n; a++) {
            float old = activeWeights[a];
            float now = minimum(activeLeft[a], activeGram[a * n + a], old);
            if (now != old) {
                activeWeights[a] = now;
                kernels.axpy(old - now, activeGram, a * n, activeLeft, 0, n);
                largestChange = Math.max(largestChange, Math.abs(now - old));
            }
            largest = Math.max(largest, now);
        }
        return largestChange > Slim.TOLERANCE * largest;
    }
}
