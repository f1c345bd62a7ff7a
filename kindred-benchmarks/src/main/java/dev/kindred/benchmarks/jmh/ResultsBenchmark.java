package dev.kindred.benchmarks.jmh;

import dev.kindred.experiment.Experiment;
import dev.kindred.experiment.analysis.Analysis;
import dev.kindred.experiment.analysis.AnalysisConfig;
import dev.kindred.experiment.analysis.MetricSpec;
import dev.kindred.experiment.analysis.Results;
import dev.kindred.experiment.analysis.Summary;
import dev.kindred.experiment.analysis.SummaryJson;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The results of an experiment with many units, from its stored statistics. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ResultsBenchmark {
    @Param({"10000000"})
    public int interactions = 10_000_000;

    private String stored = "";

    /** Units with a rate, a conversion and a value each. */
    @Setup
    public void fill() {
        var random = new SplittableRandom(1);
        var summary =
                new Summary(
                        Experiment.builder("e").variants("A", "B").build(),
                        List.of(
                                MetricSpec.clickRate(),
                                MetricSpec.conversion(),
                                MetricSpec.value()));
        for (int unit = 0; unit < interactions; unit++) {
            int arm = unit & 1;
            summary.enter(arm);
            summary.change(arm, 0, 0, 0, random.nextInt(3), 3);
            summary.change(arm, 1, 0, 0, random.nextInt(50) == 0 ? 1 : 0, 0);
            summary.change(arm, 2, 0, 0, Math.exp(random.nextGaussian()), 0);
        }
        stored = SummaryJson.write(summary);
    }

    /** Reads the statistics and computes all that is shown. */
    @Benchmark
    public Results readAndAnalyse() {
        return Analysis.of(SummaryJson.read(stored), AnalysisConfig.defaults());
    }
}
