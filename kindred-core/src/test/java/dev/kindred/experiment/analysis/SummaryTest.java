package dev.kindred.experiment.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.experiment.Experiment;
import dev.kindred.experiment.analysis.MetricSpec.Kind;
import dev.kindred.io.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Experiment EXPERIMENT = Experiment.builder("e").variants("A", "B").build();
    private static final MetricSpec CLICKS = MetricSpec.clickRate();
    private static final MetricSpec SPENT =
            MetricSpec.builder("spent").winsorize(.99).covariate(true).build();
    private static final MetricSpec BOUGHT = MetricSpec.conversion();
    private static final List<MetricSpec> METRICS = List.of(CLICKS, SPENT, BOUGHT);

    @Test
    void momentsAreThoseOfTwoPasses() {
        var random = new SplittableRandom(3);
        double[] y = random.doubles(500).map(v -> 1e6 + v).toArray();
        double[] x = new double[500];
        Arrays.setAll(x, k -> 3 * y[k] + random.nextDouble());
        var moments = new Moments();
        var other = new Moments();
        for (int k = 0; k < 500; k++) {
            (k < 200 ? moments : other).add(y[k], x[k]);
        }
        moments.add(7, 8);
        moments.merge(other);
        moments.remove(7, 8);
        double meanY = Arrays.stream(y).average().orElseThrow();
        double meanX = Arrays.stream(x).average().orElseThrow();
        double yy = 0;
        double xy = 0;
        for (int k = 0; k < 500; k++) {
            yy += (y[k] - meanY) * (y[k] - meanY);
            xy += (y[k] - meanY) * (x[k] - meanX);
        }
        assertThat(moments.n()).isEqualTo(500);
        assertThat(moments.meanY()).isCloseTo(meanY, within(1e-8));
        // a stray value a million away was in between: 1e12 of squares came and went
        assertThat(moments.varianceY()).isCloseTo(yy / 499, within(1e-5));
        assertThat(moments.covariance()).isCloseTo(xy / 499, within(1e-4));
    }

    @Test
    void aUnitCountsOnceWithAllItDid() {
        var comparison = new Comparison(EXPERIMENT, METRICS);
        comparison.record("A", "u1", "click-rate", 0);
        comparison.record("A", "u1", "click-rate", 1);
        comparison.record("A", "u1", "click-rate", 3, 4);
        comparison.record("A", "u1", "conversion", 1);
        comparison.record("A", "u1", "conversion", 5);
        comparison.record("A", "u1", "conversion", 0);
        comparison.expose("A", "u2");
        comparison.expose("A", "u2");
        assertThat(comparison.record("u2", "spent", 10)).isTrue();
        assertThat(comparison.record("u2", "spent", 5)).isTrue();
        assertThat(comparison.record("u3", "spent", 5)).as("never exposed").isFalse();
        Summary summary = comparison.summary();
        assertThat(summary.units()).containsExactly(2, 0);
        Moments clicks = summary.moments(0, 0);
        // u1: 4 of 6, u2: 0 of 0
        assertThat(clicks.meanY()).isCloseTo(2, within(1e-12));
        assertThat(clicks.meanX()).isCloseTo(3, within(1e-12));
        assertThat(summary.moments(0, 2).meanY()).isCloseTo(.5, within(1e-12));
        // u1: 0, u2: 15 -> mean 7.5, variance 112.5
        assertThat(summary.moments(0, 1).meanY()).isCloseTo(7.5, within(1e-12));
        assertThat(summary.moments(0, 1).varianceY()).isCloseTo(112.5, within(1e-9));
    }

    @Test
    void aUnitInTwoArmsCountsInNone() {
        var comparison = new Comparison(EXPERIMENT, METRICS);
        comparison.record("A", "u1", "spent", 10);
        comparison.record("A", "u2", "spent", 30);
        assertThat(comparison.record("B", "u1", "spent", 5)).isFalse();
        assertThat(comparison.record("A", "u1", "spent", 5)).isFalse();
        assertThat(comparison.record("u1", "spent", 5)).isFalse();
        assertThat(comparison.covariate("u1", "spent", 5)).isFalse();
        Summary summary = comparison.summary();
        assertThat(summary.units()).containsExactly(1, 0);
        assertThat(summary.crossovers()).isEqualTo(1);
        assertThat(summary.moments(0, 1).meanY()).isCloseTo(30, within(1e-12));
    }

    @Test
    void wrongWordsAndNumbersAreTold() {
        var comparison = new Comparison(EXPERIMENT, METRICS);
        assertThatThrownBy(() -> comparison.record("C", "u", "spent", 1))
                .hasMessageContaining("unknown variant \"C\"; there are [A, B]");
        assertThatThrownBy(() -> comparison.record("A", "u", "spend", 1))
                .hasMessageContaining("unknown metric \"spend\" (did you mean \"spent\"?)");
        assertThatThrownBy(() -> comparison.record("A", "u", "spent", Double.NaN))
                .hasMessageContaining("spent must be a finite number, but is NaN");
        assertThatThrownBy(() -> comparison.expose("A", "")).hasMessageContaining("empty");
        assertThatThrownBy(() -> comparison.covariate("u", "conversion", 1))
                .hasMessageContaining("has no covariate");
        assertThat(comparison.summary().units()).containsExactly(0, 0);
        assertThatThrownBy(() -> new Summary(EXPERIMENT, List.of(BOUGHT, BOUGHT)))
                .hasMessageContaining("two metrics \"conversion\"");
        assertThatThrownBy(() -> MetricSpec.builder("r").kind(Kind.RATIO).covariate(true).build())
                .hasMessageContaining("ratio");
        comparison.expose("A", "u");
        assertThatThrownBy(() -> new Comparison(comparison.summary()))
                .hasMessageContaining("must be empty");
    }

    @Test
    void partsMergeToTheWholeAndJsonKeepsEveryDigit() {
        var whole = new Comparison(EXPERIMENT, METRICS);
        var parts =
                List.of(new Comparison(EXPERIMENT, METRICS), new Comparison(EXPERIMENT, METRICS));
        var random = new SplittableRandom(5);
        for (int n = 0; n < 5_000; n++) {
            int user = random.nextInt(1_000);
            String variant = user % 3 == 0 ? "A" : "B";
            String metric = METRICS.get(random.nextInt(3)).name();
            double value = Math.exp(random.nextGaussian());
            for (Comparison to : List.of(whole, parts.get(user % 2))) {
                to.record(variant, "u" + user, metric, value);
                if (n % 7 == 0) {
                    to.covariate("u" + user, "spent", value / 2);
                }
            }
        }
        Summary merged = SummaryJson.read(SummaryJson.write(parts.get(0).summary()));
        merged.merge(SummaryJson.read(SummaryJson.write(parts.get(1).summary())));
        Summary all = whole.summary();
        assertThat(merged.units()).containsExactly(all.units());
        for (int metric = 0; metric < 3; metric++) {
            for (int arm = 0; arm < 2; arm++) {
                double[] expected = all.capped(metric).get(arm).toArray();
                double[] found = merged.capped(metric).get(arm).toArray();
                for (int part = 0; part < 6; part++) {
                    assertThat(found[part])
                            .isCloseTo(
                                    expected[part], within(1e-9 * (1 + Math.abs(expected[part]))));
                }
            }
        }
        String text = SummaryJson.write(all);
        assertThat(SummaryJson.write(SummaryJson.read(text))).isEqualTo(text);
    }

    @Test
    void whatIsNoSummaryIsRefused() {
        for (String text :
                List.of(
                        "",
                        "[]",
                        "{}",
                        "{\"format\":2}",
                        "{\"format\":1,\"variants\":[],\"metrics\":[]}",
                        "{\"format\":1,\"variants\":[{\"name\":\"A\",\"weight\":1,\"units\":1},"
                                + "{\"name\":\"B\",\"weight\":1,\"units\":1}],"
                                + "\"metrics\":[{\"name\":\"m\",\"arms\":[]}]}",
                        "{\"format\":1,\"metrics\":[{\"name\":\"m\",\"arms\":[{\"moments\":"
                                + "[1,2,3,4,5,6,7]}]}]}")) {
            assertThatThrownBy(() -> SummaryJson.read(text))
                    .as(text)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("summary of an experiment");
        }
    }

    @Test
    void summariesOfOtherExperimentsDoNotMerge() {
        var summary = new Summary(EXPERIMENT, METRICS);
        assertThatThrownBy(() -> summary.merge(new Summary(EXPERIMENT, List.of(CLICKS))))
                .hasMessageContaining("cannot be merged");
    }

    @Test
    void heavyHittersAreCappedAtTheQuantile() {
        var comparison = new Comparison(EXPERIMENT, List.of(SPENT));
        var values = new ArrayList<Double>();
        var random = new SplittableRandom(8);
        for (int user = 0; user < 2_000; user++) {
            double value = user % 500 == 0 ? 1e6 : Math.exp(random.nextGaussian());
            comparison.record("A", "u" + user, "spent", value);
            comparison.covariate("u" + user, "spent", user % 10);
            values.add(value);
        }
        Summary summary = comparison.summary();
        double cap = Tally.end(summary.capOf(0));
        List<Double> sorted = values.stream().sorted().toList();
        double quantile = sorted.get(1_979); // 99 % of 2,000
        assertThat(cap).isBetween(quantile, quantile * 1.0101);
        var naive = new Moments();
        for (int user = 0; user < 2_000; user++) {
            naive.add(Math.min(cap, values.get(user)), user % 10);
        }
        Moments capped = summary.capped(0).get(0);
        assertThat(capped.n()).isEqualTo(2_000);
        assertThat(capped.meanY()).isCloseTo(naive.meanY(), within(1e-9));
        assertThat(capped.varianceY()).isCloseTo(naive.varianceY(), within(1e-9));
        assertThat(capped.covariance()).isCloseTo(naive.covariance(), within(1e-9));
        assertThat(summary.moments(0, 0).meanY()).as("as it was").isGreaterThan(1_900);
    }

    @Test
    void aQuantileAtZeroCapsNothing() {
        var comparison = new Comparison(EXPERIMENT, List.of(SPENT));
        for (int user = 0; user < 1_000; user++) {
            comparison.record("A", "u" + user, "spent", user == 0 ? 100 : 0);
        }
        assertThat(comparison.summary().capOf(0)).isEqualTo(Tally.NOT_POSITIVE);
        assertThat(comparison.summary().capped(0).get(0).meanY()).isCloseTo(.1, within(1e-12));
    }

    @Test
    void sumsKeptElsewhereGiveTheSameSummary() {
        var comparison = new Comparison(EXPERIMENT, List.of(SPENT));
        var random = new SplittableRandom(12);
        var bySize = new java.util.HashMap<Integer, Moments>();
        for (int user = 0; user < 500; user++) {
            comparison.expose("A", "u" + user);
            comparison.expose("B", "v" + user);
            double y = user % 5 == 0 ? 0 : random.nextInt(1, 90);
            double x = user % 5 == 0 ? 0 : user % 7; // who has neither is not kept elsewhere
            if (y > 0) {
                comparison.record("u" + user, "spent", y);
                comparison.covariate("u" + user, "spent", x);
                bySize.computeIfAbsent(Summary.bucket(y), key -> new Moments()).add(y, x);
            }
        }
        Summary same = comparison.summary();
        Summary kept =
                Summary.of(
                        same.variants(),
                        same.weights(),
                        same.metrics(),
                        new long[] {500, 500},
                        3,
                        (arm, metric) -> arm == 0 ? bySize : java.util.Map.of());
        assertThat(kept.units()).containsExactly(500, 500);
        assertThat(kept.crossovers()).isEqualTo(3);
        assertThat(kept.capOf(0)).isEqualTo(same.capOf(0));
        for (int arm = 0; arm < 2; arm++) {
            double[] of = kept.capped(0).get(arm).toArray();
            assertThat(of).containsExactly(same.capped(0).get(arm).toArray(), within(1e-6));
            assertThat(kept.moments(arm, 0).toArray())
                    .containsExactly(same.moments(arm, 0).toArray(), within(1e-6));
        }
        assertThat(Summary.bucket(0)).isEqualTo(Summary.bucket(-3)).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void theSizeDoesNotDependOnTheUnits() {
        var comparison = new Comparison(EXPERIMENT, List.of(SPENT));
        var random = new SplittableRandom(2);
        for (int user = 0; user < 20_000; user++) {
            comparison.record(user % 2 == 0 ? "A" : "B", "u" + user, "spent", random.nextDouble());
        }
        assertThat(SummaryJson.write(comparison.summary()).length()).isLessThan(300_000);
    }
}
