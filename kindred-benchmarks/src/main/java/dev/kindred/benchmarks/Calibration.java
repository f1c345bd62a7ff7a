package dev.kindred.benchmarks;

import dev.kindred.internal.Parallel;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.Update;
import java.util.Arrays;
import java.util.Locale;

/**
 * What the machine can do at most, as measured in this very run.
 *
 * @param gigaflops of our matrix product with both operands in the caches, all threads
 * @param gigabytes per second of STREAM's triad ({@code a = b + s c}), all threads
 */
record Calibration(double gigaflops, double gigabytes) {
    private static final int ROWS = 384;
    private static final int COLUMNS = 512;
    private static final int LENGTH = 256;
    private static final double FLOPS_OF_PRODUCT = 2.0 * ROWS * COLUMNS * LENGTH;

    /**
     * Measures.
     *
     * @param products matrix products per thread and run
     * @param floats length of each of the triad's three arrays, per thread
     */
    static Calibration measure(Stopwatch watch, int threads, int products, int floats) {
        double product = watch.time(() -> products(threads, products)).min();
        float[][][] arrays = new float[threads][3][floats];
        for (float[][] own : arrays) {
            Arrays.fill(own[1], 1);
            Arrays.fill(own[2], 2);
        }
        double triad =
                watch.time(() -> Parallel.forEach(threads, threads, t -> triad(arrays[t]))).min();
        return new Calibration(
                FLOPS_OF_PRODUCT * products * threads / product / 1e9,
                12.0 * floats * threads / triad / 1e9);
    }

    private static void products(int threads, int count) {
        Kernels kernels = Kernels.get();
        float[] source = new float[LENGTH * Math.max(ROWS, COLUMNS)];
        Arrays.fill(source, 0.5f);
        Panels left = Panels.pack(source, 0, ROWS, LENGTH, ROWS, kernels.tileRows());
        Panels right = Panels.pack(source, 0, COLUMNS, LENGTH, COLUMNS, kernels.tileColumns());
        Parallel.forEach(
                threads,
                threads,
                thread -> {
                    float[] c = new float[ROWS * COLUMNS];
                    for (int n = 0; n < count; n++) {
                        kernels.product(left, right, Update.SET, c, 0, COLUMNS);
                    }
                });
    }

    private static void triad(float[][] arrays) {
        float[] a = arrays[0];
        float[] b = arrays[1];
        float[] c = arrays[2];
        for (int k = 0; k < a.length; k++) {
            a[k] = b[k] + 3f * c[k];
        }
    }

    /** A rate with its share of the measured peak. */
    String share(double flops, double seconds) {
        double rate = flops / seconds / 1e9;
        return String.format(
                Locale.ROOT, "%.1f GFLOP/s, %.0f %% of peak", rate, 100 * rate / gigaflops);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "calibration of this run: matrix product %.0f GFLOP/s, triad %.1f GB/s",
                gigaflops,
                gigabytes);
    }
}
