package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.experiment.analysis.Summary;
import dev.kindred.store.Exposures.Assigned;
import dev.kindred.store.Exposures.Measure;
import dev.kindred.store.Outcomes.Arm;
import dev.kindred.store.Outcomes.Keep;
import dev.kindred.store.Outcomes.Outcome;
import dev.kindred.store.Outcomes.Sums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted of experiments with every exposure and every measurement. */
@ParameterizedClass
@EnumSource(Engine.class)
class ExperimentCountsContractTest {
    private static final int NOT_BY_SIZE = Integer.MIN_VALUE;

    @Parameter Engine engine;
    private Project project;
    private Exposures exposures;
    private Outcomes outcomes;
    private int lists;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
        exposures = project.exposures();
        outcomes = project.outcomes();
    }

    private void show(String user, long time, String variant, Measure... measures) {
        show("r" + lists++, user, time, variant, measures);
    }

    private void show(String id, String user, long time, String variant, Measure... measures) {
        var exposure =
                new Exposure(
                        id,
                        user,
                        time,
                        "e",
                        variant,
                        "p1",
                        1,
                        List.of("i"),
                        new int[] {1},
                        new double[] {0.5});
        assertThat(exposures.offer(exposure, List.of(measures))).isTrue();
    }

    private static Measure each(double y, double x) {
        return new Measure("rate", Keep.SUM, y, x, false);
    }

    @Test
    void unitsAreCountedOnceAndWhatIsMeasuredOfAListCountsWithIt() {
        Measure before = new Measure("value", Keep.SUM, 0, 7, true);
        show("u", 1, "A", each(0, 10), before);
        show("u", 2, "A", each(0, 5), before);
        show("v", 3, "B", each(0, 10));
        show("again", "v", 4, "B", each(0, 10));
        show("again", "v", 4, "B", each(0, 10)); // the same list: counted once
        exposures.flush();
        assertThat(outcomes.arms("e"))
                .isEqualTo(Map.of("A", new Arm(1, 0, 2), "B", new Arm(1, 0, 2)));
        // rate: u has x 15, v has x 20; value: u has x 7 from its first list only
        assertThat(outcomes.sums("e", "rate"))
                .isEqualTo(
                        Map.of(
                                "A", new Sums(1, 0, 0, 15, 225, 0),
                                "B", new Sums(1, 0, 0, 20, 400, 0)));
        assertThat(outcomes.sums("e", "value")).isEqualTo(Map.of("A", new Sums(1, 0, 0, 7, 49, 0)));
        assertThat(exposures.assigned("u")).isEqualTo(Map.of("e", new Assigned("A", 1, false)));
        assertThat(exposures.assigned("nobody")).isEmpty();
        assertThat(exposures.wasShown("e", "u", 2, 2)).isTrue();
        assertThat(exposures.wasShown("e", "u", 3, 9)).isFalse();
        assertThat(exposures.wasShown("other", "u", 0, 9)).isFalse();
    }

    @Test
    void aUnitThatCrossesOverLeavesAllSums() {
        show("u", 1, "A", each(0, 10));
        show("v", 1, "A", each(0, 1));
        exposures.flush();
        outcomes.add(List.of(new Outcome("e", "rate", "u", "A", 3, 0)));
        show("u", 2, "B", each(0, 10));
        exposures.flush();
        outcomes.add(List.of(new Outcome("e", "rate", "u", "A", 3, 0)));
        outcomes.add(List.of(new Outcome("e", "later", "u", "A", 3, 0)));
        assertThat(outcomes.arms("e"))
                .isEqualTo(Map.of("A", new Arm(1, 1, 2), "B", new Arm(0, 0, 1)));
        assertThat(outcomes.sums("e", "rate")).isEqualTo(Map.of("A", new Sums(1, 0, 0, 1, 1, 0)));
        assertThat(outcomes.sums("e", "later")).isEmpty();
        assertThat(exposures.assigned("u")).isEqualTo(Map.of("e", new Assigned("A", 1, true)));
        var units = new ArrayList<Outcomes.Total>();
        outcomes.scanExposed("e", "later", units::add);
        assertThat(units)
                .containsExactly(
                        new Outcomes.Total("u", "A", 1, 3, 0, true),
                        new Outcomes.Total("v", "A", 0, 0, 0, false));
    }

    @Test
    void aConversionCountsOnceAndTotalsAreKeptBySize() {
        for (int k = 0; k < 3; k++) {
            outcomes.add(
                    List.of(
                            new Outcome("e", "buys", "u", "A", k, 0, Keep.ONCE),
                            new Outcome("e", "spends", "u", "A", 10, 0, Keep.BY_SIZE),
                            new Outcome("e", "spends", "v", "A", 30, 0, Keep.BY_SIZE)));
        }
        assertThat(outcomes.sums("e", "buys")).isEqualTo(Map.of("A", new Sums(1, 1, 1, 0, 0, 0)));
        // u has 30, v has 90
        assertThat(outcomes.bySize("e", "spends"))
                .isEqualTo(
                        Map.of(
                                "A",
                                Map.of(
                                        Summary.bucket(30), new Sums(1, 30, 900, 0, 0, 0),
                                        Summary.bucket(90), new Sums(1, 90, 8100, 0, 0, 0))));
        assertThat(outcomes.bySize("e", "buys").get("A")).containsOnlyKeys(NOT_BY_SIZE);
    }

    @Test
    void ofARateAtMostAsMuchCountsAsWasOffered() {
        outcomes.add(
                List.of(
                        new Outcome("e", "clicks", "u", "A", 0, 10, Keep.AT_MOST_X),
                        new Outcome("e", "clicks", "u", "A", 2, 0, Keep.AT_MOST_X),
                        new Outcome("e", "clicks", "v", "A", 0, 10, Keep.AT_MOST_X)));
        for (int k = 0; k < 10; k++) {
            outcomes.add(List.of(new Outcome("e", "clicks", "v", "A", 10_000, 0, Keep.AT_MOST_X)));
        }
        // u: 2 of 10; v: 100,000 clicks on 10 items are 10 of 10
        assertThat(outcomes.bySize("e", "clicks"))
                .isEqualTo(
                        Map.of(
                                "A",
                                Map.of(
                                        NOT_BY_SIZE,
                                        new Sums(1, 2, 4, 10, 100, 20),
                                        Outcomes.ABOVE,
                                        new Sums(1, 10, 100, 10, 100, 100))));
        // 100,000 items more: all clicks fit
        outcomes.add(List.of(new Outcome("e", "clicks", "v", "A", 0, 100_000, Keep.AT_MOST_X)));
        assertThat(outcomes.bySize("e", "clicks").get("A")).containsOnlyKeys(NOT_BY_SIZE);
        assertThat(outcomes.sums("e", "clicks").get("A").y()).isEqualTo(100_002);
    }

    /** What the tables say beside what is counted in memory, unit by unit. */
    @Test
    void sumsAreThoseOfTheUnitsThatDidNotCross() {
        var random = new Random(5);
        Map<String, String> arm = new HashMap<>();
        Set<String> crossed = new HashSet<>();
        Map<String, double[]> totals = new HashMap<>();
        for (int step = 0; step < 600; step++) {
            String unit = "u" + random.nextInt(80);
            String variant = random.nextInt(40) == 0 ? "C" : unit.hashCode() % 2 == 0 ? "A" : "B";
            if (!variant.equals(arm.computeIfAbsent(unit, key -> variant))) {
                crossed.add(unit);
            }
            double y = random.nextInt(3);
            show(unit, step, variant, new Measure("m", Keep.BY_SIZE, y, 1, false));
            double[] total = totals.computeIfAbsent(unit, key -> new double[2]);
            total[0] += y;
            total[1] += 1;
            if (random.nextInt(50) == 0) {
                exposures.flush();
            }
        }
        exposures.flush();
        for (String variant : List.of("A", "B", "C")) {
            List<String> units =
                    arm.keySet().stream()
                            .filter(unit -> arm.get(unit).equals(variant))
                            .filter(unit -> !crossed.contains(unit))
                            .toList();
            double yy = units.stream().mapToDouble(u -> totals.get(u)[0] * totals.get(u)[0]).sum();
            double xy = units.stream().mapToDouble(u -> totals.get(u)[0] * totals.get(u)[1]).sum();
            Sums sums = outcomes.sums("e", "m").getOrDefault(variant, new Sums(0, 0, 0, 0, 0, 0));
            assertThat(sums.units()).as(variant).isEqualTo(units.size());
            assertThat(sums.yy()).isCloseTo(yy, within(1e-9));
            assertThat(sums.xy()).isCloseTo(xy, within(1e-9));
            assertThat(outcomes.arms("e").get(variant).units()).isEqualTo(units.size());
        }
        assertThat(crossed).isNotEmpty();
        assertThat(outcomes.arms("e").values().stream().mapToLong(Arm::crossed).sum())
                .isEqualTo(crossed.size());
    }

    @Test
    void aReaderAddsWhatItReadOnce() {
        List<Outcome> read = List.of(new Outcome("e", "m", "u", "A", 2, 0));
        assertThat(outcomes.position("reader")).isZero();
        assertThat(outcomes.advance("reader", 0, 10, read)).isTrue();
        assertThat(outcomes.advance("reader", 0, 10, read)).as("somebody was faster").isFalse();
        assertThat(outcomes.advance("reader", 10, 12, List.of())).isTrue();
        assertThat(outcomes.position("reader")).isEqualTo(12);
        assertThat(outcomes.sums("e", "m")).isEqualTo(Map.of("A", new Sums(1, 2, 4, 0, 0, 0)));
    }

    @Test
    void theSmallestPOfAllLooksIsKeptUntilTheExperimentIsForgotten() {
        outcomes.look("e", Map.of("m / B", 0.2, "sample ratio", 1.0));
        outcomes.look("e", Map.of("m / B", 0.5, "sample ratio", 0.01));
        assertThat(outcomes.looks("e")).isEqualTo(Map.of("m / B", 0.2, "sample ratio", 0.01));
        show("u", 1, "A", each(1, 1));
        exposures.flush();
        exposures.forget("e");
        assertThat(outcomes.looks("e")).isEmpty();
        assertThat(outcomes.arms("e")).isEmpty();
        assertThat(outcomes.sums("e", "rate")).isEmpty();
        var left = new ArrayList<Exposure>();
        exposures.scan("e", 0, 100, left::add);
        assertThat(left).isEmpty();
    }

    @Test
    void anAccountTakesTheVariantAndTotalsOfItsGuest() {
        show("guest", 1, "A", each(2, 10));
        show("other", 1, "A", each(1, 10));
        exposures.flush();
        Map<String, Sums> before = outcomes.sums("e", "rate");
        project.persons().merge("guest", "account");
        assertThat(exposures.assigned("e", "account")).isEqualTo(new Assigned("A", 1, false));
        assertThat(exposures.assigned("e", "guest")).isNull();
        assertThat(exposures.ofUser("account", 0, 9, 9)).hasSize(1);
        show("account", 2, "A", each(1, 5));
        exposures.flush();
        // one person: y 2 + 1, x 10 + 5
        assertThat(before.get("A")).isEqualTo(new Sums(2, 3, 5, 20, 200, 30));
        assertThat(outcomes.sums("e", "rate").get("A"))
                .isEqualTo(new Sums(2, 4, 1 + 9, 25, 100 + 225, 10 + 45));
        assertThat(outcomes.arms("e")).isEqualTo(Map.of("A", new Arm(2, 0, 3)));
    }

    @Test
    void anAccountKeepsItsOwnVariantAndCountsInNeitherWhereTheGuestHadAnother() {
        show("g1", 1, "A", each(2, 10));
        show("a1", 2, "A", each(1, 10));
        show("g2", 1, "B", each(4, 10));
        show("a2", 2, "A", each(8, 10));
        exposures.flush();
        project.persons().merge("g1", "a1");
        project.persons().merge("g2", "a2");
        assertThat(exposures.assigned("e", "a1")).isEqualTo(new Assigned("A", 2, false));
        assertThat(exposures.assigned("e", "a2")).isEqualTo(new Assigned("A", 2, true));
        assertThat(exposures.assigned("e", "g2")).isNull();
        // g1 and a1 stay two units of A; g2 and a2 are in no sums
        assertThat(outcomes.arms("e"))
                .isEqualTo(Map.of("A", new Arm(2, 1, 3), "B", new Arm(0, 1, 1)));
        assertThat(outcomes.sums("e", "rate"))
                .isEqualTo(Map.of("A", new Sums(2, 3, 5, 20, 200, 30)));
    }

    @Test
    void purgingExposuresChangesNoResult() {
        show("u", 1, "A", each(1, 10));
        show("u", 100, "A", each(1, 10));
        show("v", 1, "B", each(0, 10));
        exposures.flush();
        Map<String, Sums> sums = outcomes.sums("e", "rate");
        Map<String, Arm> arms = outcomes.arms("e");
        assertThat(exposures.purge(50)).isEqualTo(2);
        assertThat(outcomes.sums("e", "rate")).isEqualTo(sums);
        assertThat(outcomes.arms("e")).isEqualTo(arms);
        assertThat(exposures.assigned("e", "v").variant()).isEqualTo("B");
    }
}
