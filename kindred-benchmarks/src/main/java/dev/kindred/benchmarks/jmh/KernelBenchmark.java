package dev.kindred.benchmarks.jmh;

import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.Symmetric;
import dev.kindred.internal.kernel.Update;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The kernels in both implementations, at the sizes of factors. */
@State(Scope.Thread)
public class KernelBenchmark {
    @Param({"plain", "vector"})
    public String implementation = "plain";

    @Param({"64", "128"})
    public int factors = 64;

    private Kernels kernels = Kernels.plain();
    private float[] left = {};
    private float[] right = {};
    private float[] matrix = {};
    private float[] work = {};
    private float[] solution = {};
    private Panels leftPanels = Panels.view(left, 0, 0, 0, 0);
    private Panels rightPanels = Panels.view(left, 0, 0, 0, 0);

    /** Random operands, and a positive definite matrix. */
    @Setup
    public void fill() {
        if (implementation.equals("vector")) {
            kernels =
                    Objects.requireNonNull(
                            Kernels.vector(), "start with --add-modules jdk.incubator.vector");
        }
        var random = new SplittableRandom(1);
        left = random(random, factors * 384);
        right = random(random, factors * 512);
        solution = random(random, factors);
        matrix = new float[factors * factors];
        Symmetric.rankUpdate(kernels, left, 0, 384, factors, matrix, 0);
        work = new float[384 * 512];
        leftPanels = Panels.pack(left, 0, 384, factors, 384, kernels.tileRows());
        rightPanels = Panels.pack(right, 0, 512, factors, 512, kernels.tileColumns());
    }

    private static float[] random(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = (float) random.nextDouble();
        }
        return values;
    }

    /** One dot product. */
    @Benchmark
    public float dot() {
        return kernels.dot(left, 0, right, 0, factors);
    }

    /** One scaled addition. */
    @Benchmark
    public float[] axpy() {
        kernels.axpy(1e-6f, left, 0, solution, 0, factors);
        return solution;
    }

    /** A product of 384 x factors and factors x 512. */
    @Benchmark
    public float[] product() {
        kernels.product(leftPanels, rightPanels, Update.SET, work, 0, 512);
        return work;
    }

    /** The Gram matrix of 384 rows. */
    @Benchmark
    public float[] rankUpdate() {
        Arrays.fill(work, 0, factors * factors, 0);
        Symmetric.rankUpdate(kernels, left, 0, 384, factors, work, 0);
        return work;
    }

    /** A least squares problem of one row: Cholesky factor and solution. */
    @Benchmark
    public float[] choleskySolve() {
        System.arraycopy(matrix, 0, work, 0, matrix.length);
        if (!Symmetric.factor(kernels, work, 0, factors)) {
            throw new IllegalStateException("the matrix is not positive definite");
        }
        System.arraycopy(left, 0, solution, 0, factors);
        Symmetric.solve(kernels, work, 0, factors, solution, 0);
        return solution;
    }
}
