package dev.kindred.benchmarks.jmh;

import dev.kindred.internal.kernel.BestN;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.rank.TopN;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The n best of many scores. */
@State(Scope.Thread)
public class ListBenchmark {
    @Param({"40981"})
    public int items = 40_981;

    @Param({"10", "100"})
    public int n = 100;

    private float[] scores = {};
    private TopN top = new TopN(1);
    private BestN best = new BestN(Kernels.get(), 1);

    /** Random scores. */
    @Setup
    public void fill() {
        var random = new SplittableRandom(1);
        scores = new float[items];
        for (int item = 0; item < items; item++) {
            scores[item] = (float) random.nextDouble();
        }
        top = new TopN(n);
        best = new BestN(Kernels.get(), n);
    }

    /** Score by score. */
    @Benchmark
    public int topN() {
        top.clear();
        top.offerAll(scores);
        return top.sort().row(0);
    }

    /** Block by block. */
    @Benchmark
    public int bestN() {
        best.clear();
        best.offerAll(scores, 0, items, 0);
        best.sort();
        return best.row(0);
    }
}
