package dev.kindred.benchmarks.jmh;

import dev.kindred.benchmarks.synthetic.SyntheticData;
import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Transposition and all-pairs similarity on synthetic sets. */
@State(Scope.Benchmark)
public class DataBenchmark {
    @Param({"1000000"})
    public int interactions = 1_000_000;

    private Dataset data = new SyntheticData(1, 2, 1, 1, 1).likes();
    private Algorithm<?> itemKnn = Algorithms.create("item-knn", null, Map.of());

    /** The data set. */
    @Setup
    public void fill() {
        data = SyntheticData.ofSize(interactions, 1).likes();
        itemKnn = Algorithms.create("item-knn", null, Map.of("neighbours", "50", "shrinkage", "0"));
    }

    /** Users as rows to items as rows. */
    @Benchmark
    public SparseRows transpose() {
        return data.byUser().transpose();
    }

    /** The 50 nearest items of every item, on all processors. */
    @Benchmark
    public Model itemKnn() {
        return itemKnn.fit(data, FitContext.seeded(1));
    }
}
