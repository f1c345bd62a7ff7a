package dev.kindred.experiment.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.experiment.Experiment;
import dev.kindred.experiment.Variant;
import dev.kindred.experiment.analysis.Advice.Action;
import dev.kindred.experiment.analysis.AnalysisConfig.Method;
import dev.kindred.experiment.analysis.Contrast.Verdict;
import dev.kindred.experiment.analysis.MetricSpec.Kind;
import dev.kindred.experiment.analysis.MetricSpec.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnalysisTest {
    private static final AnalysisConfig CONFIG = AnalysisConfig.defaults();
    private static final MetricSpec GOAL = MetricSpec.conversion();
    private static final MetricSpec LATENCY =
            MetricSpec.builder("latency")
                    .role(Role.GUARDRAIL)
                    .lowerIsBetter(true)
                    .kind(Kind.RATIO)
                    .build();

    /** Arms with so many units, of which so many convert; latencies around a mean. */
    private static Comparison arms(long[] units, long[] converted, double... latencies) {
        var experiment = Experiment.builder("e").variants(names(units.length)).build();
        var comparison = new Comparison(experiment, List.of(GOAL, LATENCY));
        for (int arm = 0; arm < units.length; arm++) {
            String variant = experiment.names().get(arm);
            for (int unit = 0; unit < units[arm]; unit++) {
                String id = variant + unit;
                comparison.record(variant, id, "conversion", unit < converted[arm] ? 1 : 0);
                comparison.record(variant, id, "latency", latencies[arm] + unit % 3 - 1);
            }
        }
        return comparison;
    }

    private static String[] names(int arms) {
        return List.of("A", "B", "C").subList(0, arms).toArray(String[]::new);
    }

    private static Results of(Comparison comparison) {
        return Analysis.of(comparison.summary(), CONFIG, 14, Map.of());
    }

    @Test
    void aBetterArmIsShipped() {
        Results found = of(arms(new long[] {3_000, 3_000}, new long[] {300, 450}, 20, 20));
        Contrast contrast = found.metric("conversion").contrasts().get(0);
        assertThat(contrast.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(contrast.absolute().value()).isCloseTo(.05, within(1e-12));
        assertThat(contrast.relative().value()).isCloseTo(.5, within(1e-12));
        assertThat(contrast.fixedRelative().margin()).isLessThan(contrast.relative().margin());
        assertThat(contrast.chance().above()).isGreaterThan(.999);
        assertThat(contrast.conversions().aboveControl()).isGreaterThan(.999);
        assertThat(found.advice().action()).isEqualTo(Action.SHIP);
        assertThat(found.advice().variant()).isEqualTo("B");
        assertThat(found.advice().early()).isFalse();
        assertThat(found.advice().words())
                .isEqualTo("Ship arm B: it is better in conversion and harms no guardrail.");
        assertThat(found.advice().reasons().get(0)).startsWith("conversion, arm B: +50.00 % (");
        MetricResult.ArmMean control = found.metric("conversion").arms().get(0);
        assertThat(control.mean()).isCloseTo(.1, within(1e-12));
        assertThat(control.deviation()).isCloseTo(.3, within(1e-12)); // sqrt(.1 * .9)
        assertThat(found.units()).containsExactly(3_000L, 3_000L);
        assertThatThrownBy(() -> found.metric("x")).hasMessageContaining("unknown metric");
    }

    @Test
    void aHarmedGuardrailStopsEvenABetterArm() {
        Results found = of(arms(new long[] {3_000, 3_000}, new long[] {300, 450}, 20, 21));
        assertThat(found.metric("latency").contrasts().get(0).verdict()).isEqualTo(Verdict.WORSE);
        assertThat(found.advice().action()).isEqualTo(Action.STOP);
        assertThat(found.advice().words()).isEqualTo("Stop arm B: it harms the guardrail latency.");
        // a guardrail is one-sided: an improvement is nothing
        Results faster = of(arms(new long[] {3_000, 3_000}, new long[] {300, 300}, 20, 19));
        assertThat(faster.metric("latency").contrasts().get(0).p()).isEqualTo(1);
        assertThat(faster.metric("latency").contrasts().get(0).verdict())
                .isEqualTo(Verdict.UNCLEAR);
    }

    @Test
    void aWorseArmIsStopped() {
        Results found = of(arms(new long[] {3_000, 3_000}, new long[] {450, 300}, 20, 20));
        assertThat(found.advice().action()).isEqualTo(Action.STOP);
        assertThat(found.advice().words()).isEqualTo("Stop arm B: it is worse in conversion.");
    }

    @Test
    void armsOfOtherSizesThanPlannedPauseEverything() {
        Results found = of(arms(new long[] {4_600, 5_400}, new long[] {460, 900}, 20, 20));
        assertThat(found.ratio().alarm()).isTrue();
        assertThat(found.advice().action()).isEqualTo(Action.PAUSE);
        assertThat(found.advice().reasons().get(0)).contains("[4600, 5400]", "1.6e-07");
    }

    @Test
    void unitsInAnArmOfWeight0AreAnAlarm() {
        var experiment =
                Experiment.builder("e")
                        .variants(List.of(new Variant("A", 1), new Variant("B", 0)))
                        .build();
        var comparison = new Comparison(experiment, List.of(GOAL));
        comparison.expose("B", "u");
        Results found = of(comparison);
        assertThat(found.advice().action()).isEqualTo(Action.PAUSE);
        assertThat(found.advice().reasons()).contains("an arm of weight 0 has units");
    }

    @Test
    void fewUnitsSayNothing() {
        Results found = of(arms(new long[] {149, 149}, new long[] {0, 149}, 20, 20));
        assertThat(found.metric("conversion").contrasts().get(0).verdict())
                .isIn(Verdict.TOO_FEW, Verdict.NOT_COMPUTABLE);
        assertThat(found.advice().action()).isEqualTo(Action.CONTINUE);
        assertThat(found.advice().words()).contains("too few units");
        Results none =
                of(
                        new Comparison(
                                Experiment.builder("e").variants("A", "B").build(), List.of(GOAL)));
        assertThat(none.metric("conversion").arms().get(0).mean()).isNull();
        assertThat(none.advice().action()).isEqualTo(Action.CONTINUE);
    }

    @Test
    void withoutVarianceOrBaselineNothingIsComputed() {
        Results same = of(arms(new long[] {500, 500}, new long[] {0, 0}, 20, 20));
        Contrast contrast = same.metric("conversion").contrasts().get(0);
        assertThat(contrast.verdict()).isEqualTo(Verdict.NOT_COMPUTABLE);
        assertThat(contrast.absolute()).isNull();
        assertThat(contrast.relative()).isNull();
        Results none = of(arms(new long[] {500, 500}, new long[] {0, 50}, 20, 20));
        Contrast fromZero = none.metric("conversion").contrasts().get(0);
        assertThat(fromZero.relative()).as("nothing to divide by").isNull();
        assertThat(fromZero.absolute().value()).isCloseTo(.1, within(1e-12));
        assertThat(fromZero.verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void preciseEnoughIsNoEffect() {
        MetricSpec rough = MetricSpec.builder("m").minimumEffect(.05).build();
        var comparison =
                new Comparison(Experiment.builder("e").variants("A", "B").build(), List.of(rough));
        for (int unit = 0; unit < 4_000; unit++) {
            comparison.record(unit % 2 == 0 ? "A" : "B", "u" + unit, "m", 10 + unit / 2 % 5);
        }
        Results found = of(comparison);
        assertThat(found.metric("m").contrasts().get(0).verdict()).isEqualTo(Verdict.SAME);
        assertThat(found.advice().action()).isEqualTo(Action.NO_EFFECT);
        Results early = Analysis.of(comparison.summary(), CONFIG, 6.9, Map.of());
        assertThat(early.advice().early()).isTrue();
        assertThat(Analysis.of(comparison.summary(), CONFIG).advice().early())
                .as("of unknown age")
                .isTrue();
    }

    @Test
    void severalArmsAndGoalsAreCorrectedTogether() {
        Results found =
                of(arms(new long[] {3_000, 3_000, 3_000}, new long[] {300, 395, 420}, 20, 20, 20));
        List<Contrast> contrasts = found.metric("conversion").contrasts();
        assertThat(contrasts).hasSize(2);
        double[] p = {contrasts.get(0).p(), contrasts.get(1).p()};
        double[] holm = Corrections.HOLM.apply(p);
        assertThat(contrasts.get(0).corrected()).isEqualTo(holm[0]);
        assertThat(contrasts.get(1).corrected()).isEqualTo(holm[1]);
        assertThat(found.advice().variant()).isEqualTo("C");
    }

    @Test
    void theSmallestPValueOfAllLooksCounts() {
        Results first = of(arms(new long[] {3_000, 3_000}, new long[] {300, 450}, 20, 20));
        Comparison later = arms(new long[] {4_000, 4_000}, new long[] {500, 520}, 20, 20);
        Results alone = of(later);
        assertThat(alone.metric("conversion").contrasts().get(0).verdict())
                .isEqualTo(Verdict.UNCLEAR);
        Results second = Analysis.of(later.summary(), CONFIG, 14, first.smallest());
        assertThat(second.metric("conversion").contrasts().get(0).p())
                .isEqualTo(first.metric("conversion").contrasts().get(0).p());
        assertThat(second.smallest()).containsKeys("sample ratio", "conversion / B");
    }

    @Test
    void aFixedHorizonIsAnOption() {
        AnalysisConfig fixed = AnalysisConfig.builder().method(Method.FIXED).build();
        Comparison comparison = arms(new long[] {3_000, 3_000}, new long[] {300, 350}, 20, 20);
        Results found = Analysis.of(comparison.summary(), fixed, 14, Map.of());
        Contrast contrast = found.metric("conversion").contrasts().get(0);
        assertThat(contrast.p()).isEqualTo(contrast.fixedAbsolute().p());
        assertThat(contrast.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(of(comparison).metric("conversion").contrasts().get(0).verdict())
                .isEqualTo(Verdict.UNCLEAR);
    }

    @Test
    void unitsInTwoArmsAreTold() {
        Comparison comparison = arms(new long[] {500, 500}, new long[] {50, 50}, 20, 20);
        comparison.expose("B", "A0");
        comparison.expose("B", "A1");
        assertThat(of(comparison).crossovers()).isEqualTo(2);
        assertThat(of(comparison).advice().reasons().get(0))
                .isEqualTo("warning: 2 units (0.2 %) were seen in two arms and are left out");
    }

    @Test
    void configurationsAreChecked() {
        assertThatThrownBy(() -> AnalysisConfig.builder().alpha(.5).build())
                .hasMessage("alpha must be above 0 and below 0.5, but is 0.5");
        assertThatThrownBy(() -> AnalysisConfig.builder().tuning(0).build())
                .hasMessageContaining("tuning");
        assertThatThrownBy(() -> AnalysisConfig.builder().minimumUnits(1).build())
                .hasMessageContaining("minimumUnits");
        assertThatThrownBy(() -> MetricSpec.builder("m").winsorize(.2).build())
                .hasMessageContaining("winsorize of metric \"m\"");
    }
}
