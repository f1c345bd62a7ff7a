package dev.kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingTest {
    @Test
    void medianIsTheMiddleAndTheFirstRunIsApart() {
        var odd = Timing.of(9, new double[] {3, 1, 2}, 0);
        assertThat(odd.median()).isEqualTo(2);
        assertThat(odd.min()).isEqualTo(1);
        assertThat(odd.max()).isEqualTo(3);
        assertThat(odd.first()).isEqualTo(9);
        assertThat(Timing.of(9, new double[] {4, 1, 2, 3}, 0).median()).isEqualTo(2.5);
    }

    @Test
    void disturbedRunsAreMarked() {
        assertThat(Timing.of(1, new double[] {1.234}, 0.05).medianText()).isEqualTo("1.23");
        assertThat(Timing.of(1, new double[] {1.234}, 0.5).medianText()).isEqualTo("~1.23");
        assertThat(Timing.of(1, new double[] {1.234}, Double.NaN).loadText()).isEqualTo("?");
    }

    @Test
    void secondsKeepThreeDigits() {
        assertThat(Timing.seconds(123.4)).isEqualTo("123");
        assertThat(Timing.seconds(12.34)).isEqualTo("12.3");
        assertThat(Timing.seconds(0.1234)).isEqualTo("0.123");
        assertThat(Timing.seconds(0.01234)).isEqualTo("0.0123");
    }

    @Test
    void stopwatchRepeatsAtLeastAndAtMostAsOftenAsAsked() {
        var runs = new AtomicInteger();
        Timing none = new Stopwatch(3, 9, 0).timeInside(runs::incrementAndGet);
        assertThat(runs).hasValue(2); // longer than the time to spend: once more only
        assertThat(none.first()).isEqualTo(1);
        assertThat(none.median()).isEqualTo(2);

        runs.set(0);
        assertThat(new Stopwatch(3, 5, 100).timeInside(runs::incrementAndGet).runs()).isEqualTo(5);
        assertThat(runs).hasValue(6);
    }

    @Test
    void loadOfOthersIsAllBusyTimeLessOurs(@TempDir Path proc) throws Exception {
        Files.createDirectory(proc.resolve("self"));
        String own = "1 (a name) S 1 1 1 0 -1 0 0 0 0 0 %d 0 0 0 20 0 1 0";
        Files.writeString(proc.resolve("stat"), "cpu 100 0 0 999 0 0 0 0\n");
        Files.writeString(proc.resolve("self/stat"), own.formatted(100));
        var load = new OtherLoad(proc);
        long start = System.nanoTime();
        // 1,000,000 ticks pass on all processors, 600,000 of them ours: 4000 s of others.
        Files.writeString(proc.resolve("stat"), "cpu 1000100 0 0 999 0 0 0 0\n");
        Files.writeString(proc.resolve("self/stat"), own.formatted(600_100));

        double others = load.processors();

        double wall = (System.nanoTime() - start) / 1e9;
        assertThat(others).isGreaterThan(4000 / (wall + 1)).isFinite();
        assertThat(new OtherLoad(proc.resolve("nowhere")).processors()).isNaN();
    }

    @Test
    void stagesAreToldApart() {
        var stages = new Stages();
        long start = System.nanoTime();
        stages.update("a", 1, 2, "");
        stages.update("a", 2, 2, "");
        stages.update("b", 1, 1, "");
        double all = (System.nanoTime() - start) / 1e9;

        assertThat(stages.seconds("a") + stages.seconds("b")).isCloseTo(all, within(0.1));
        assertThat(stages.secondsPerReport("a")).isBetween(0.0, stages.seconds("a"));
    }

    @Test
    void calibrationGivesSharesOfThePeak() {
        var calibration = new Calibration(200, 30);
        // 5e10 flops in half a second: 100 GFLOP/s of 200
        assertThat(calibration.share(5e10, 0.5)).isEqualTo("100.0 GFLOP/s, 50 % of peak");
        Calibration measured = Calibration.measure(new Stopwatch(1, 1, 0), 2, 1, 1000);
        assertThat(measured.gigaflops()).isPositive().isFinite();
        assertThat(measured.gigabytes()).isPositive().isFinite();
    }
}
