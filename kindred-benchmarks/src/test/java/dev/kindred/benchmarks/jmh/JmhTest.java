package dev.kindred.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

class JmhTest {
    @Test
    void everyBenchmarkRuns(@TempDir Path folder) throws Exception {
        var options =
                new OptionsBuilder()
                        .include("dev.kindred.benchmarks.jmh")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(2))
                        .param("interactions", "2000")
                        .param("items", "500")
                        .output(folder.resolve("jmh.txt").toString())
                        .shouldFailOnError(true)
                        .build();

        var results = new Runner(options).run();

        // 5 kernels in 2 implementations and 2 sizes, 2 selections of 2 lengths, 2 on data sets,
        // 3 on assignments, 1 on results of experiments
        assertThat(results).hasSize(5 * 4 + 2 * 2 + 2 + 3 + 1);
        assertThat(results)
                .allSatisfy(r -> assertThat(r.getPrimaryResult().getScore()).isPositive());
    }
}
