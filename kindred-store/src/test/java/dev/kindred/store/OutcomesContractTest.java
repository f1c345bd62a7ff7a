package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.store.Outcomes.Outcome;
import dev.kindred.store.Outcomes.Sums;
import dev.kindred.store.Outcomes.Total;
import dev.kindred.store.Series.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What experiments measure, and counters over time. */
@ParameterizedClass
@EnumSource(Engine.class)
class OutcomesContractTest {
    @Parameter Engine engine;
    private Project project;
    private Outcomes outcomes;
    private Series series;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
        outcomes = project.outcomes();
        series = project.series();
    }

    private List<Total> totals(String experiment, String metric) {
        var all = new ArrayList<Total>();
        outcomes.scan(experiment, metric, all::add);
        return all;
    }

    @Test
    void sumsAreOverTheTotalsOfUnits() {
        outcomes.add(
                List.of(
                        new Outcome("e", "clicks", "u1", "A", 1, 10),
                        new Outcome("e", "clicks", "u2", "A", 5, 0)));
        outcomes.add(
                List.of(
                        new Outcome("e", "clicks", "u1", "A", 2, 10),
                        new Outcome("e", "clicks", "v", "B", 4, 1)));
        // A: u1 has y 3 and x 20, u2 has y 5 and x 0: y 8, yy 9 + 25, x 20, xx 400, xy 60
        assertThat(outcomes.sums("e", "clicks"))
                .containsOnlyKeys("A", "B")
                .containsEntry("A", new Sums(2, 8, 34, 20, 400, 60))
                .containsEntry("B", new Sums(1, 4, 16, 1, 1, 4));
        assertThat(totals("e", "clicks"))
                .containsExactly(
                        new Total("u1", "A", 2, 3, 20, false),
                        new Total("u2", "A", 1, 5, 0, false),
                        new Total("v", "B", 1, 4, 1, false));
        assertThat(outcomes.metrics("e")).containsExactly("clicks");
        assertThat(outcomes.sums("e", "other")).isEmpty();
    }

    @Test
    void aUnitThatChangesItsVariantCountsForNoneAndIsMarked() {
        outcomes.add(List.of(new Outcome("e", "m", "u", "A", 1, 0)));
        outcomes.add(List.of(new Outcome("e", "m", "u", "B", 2, 0)));
        assertThat(outcomes.sums("e", "m")).isEmpty();
        outcomes.add(List.of(new Outcome("e", "m", "v", "A", 4, 0)));
        assertThat(outcomes.sums("e", "m"))
                .containsExactly(entry("A", new Sums(1, 4, 16, 0, 0, 0)));
        assertThat(totals("e", "m"))
                .containsExactly(
                        new Total("u", "A", 2, 3, 0, true), new Total("v", "A", 1, 4, 0, false));
    }

    private static java.util.Map.Entry<String, Sums> entry(String variant, Sums sums) {
        return java.util.Map.entry(variant, sums);
    }

    @Test
    void theSumsAreWhatIsSummedOverAllUnits() {
        var random = new Random(11);
        for (int round = 0; round < 20; round++) {
            var batch = new ArrayList<Outcome>();
            for (int k = 0; k < 50; k++) {
                int unit = random.nextInt(60);
                String variant = unit % 2 == 0 ? "A" : "B";
                batch.add(
                        new Outcome(
                                "e", "m", "u" + unit, variant, random.nextGaussian(), round * 0.1));
            }
            outcomes.add(batch);
        }
        double y = 0;
        double yy = 0;
        double xy = 0;
        for (Total total : totals("e", "m")) {
            if (total.variant().equals("A")) {
                y += total.y();
                yy += total.y() * total.y();
                xy += total.x() * total.y();
            }
        }
        Sums sums = outcomes.sums("e", "m").get("A");
        assertThat(sums.units()).isEqualTo(30);
        assertThat(sums.y()).isCloseTo(y, within(1e-9));
        assertThat(sums.yy()).isCloseTo(yy, within(1e-9));
        assertThat(sums.xy()).isCloseTo(xy, within(1e-9));
    }

    @Test
    void aMeasurementThatIsNotFiniteIsRefused() {
        assertThatThrownBy(() -> new Outcome("e", "m", "u", "A", Double.NaN, 0))
                .hasMessageContaining("finite");
    }

    @Test
    void pointsOfAMinuteAddUpAndAreReadInSpans() {
        long hour = 1000 * Series.HOUR;
        series.add(List.of(new Point("requests", hour + 5, 2, 0.5)));
        series.add(
                List.of(
                        new Point("requests", hour + 59_999, 1, 0.25),
                        new Point("requests", hour + 60_000, 4, 1),
                        new Point("requests", hour + 10 * 60_000, 8, 2),
                        new Point("clicks", hour, 1, 1)));
        assertThat(series.read("requests", hour, hour + Series.HOUR, Series.MINUTE))
                .containsExactly(
                        new Point("requests", hour, 3, 0.75),
                        new Point("requests", hour + 60_000, 4, 1),
                        new Point("requests", hour + 10 * 60_000, 8, 2));
        assertThat(series.read("requests", hour + 1, hour + 11 * 60_000, 5 * Series.MINUTE))
                .as("the span that holds the start counts whole")
                .containsExactly(
                        new Point("requests", hour, 7, 1.75),
                        new Point("requests", hour + 10 * 60_000, 8, 2));
        assertThat(series.names()).containsExactly("clicks", "requests");
        assertThatThrownBy(() -> series.read("requests", 0, 1, 1000))
                .hasMessageContaining("multiple of 60000");
    }

    @Test
    void oldMinutesBecomeHoursAndOldHoursGo() {
        long hour = 1000 * Series.HOUR;
        for (int minute = 0; minute < 180; minute++) {
            series.add(List.of(new Point("r", hour + minute * Series.MINUTE, 1, minute)));
        }
        assertThat(series.rollUp(hour + 150 * Series.MINUTE)).as("two whole hours").isEqualTo(120);
        assertThat(series.rollUp(hour + 150 * Series.MINUTE)).isZero();
        // 0 + 1 + ... + 59 = 1770; 60 + ... + 119 = 5370; 120 + ... + 179 = 8970
        List<Point> hours =
                List.of(
                        new Point("r", hour, 60, 1770),
                        new Point("r", hour + Series.HOUR, 60, 5370),
                        new Point("r", hour + 2 * Series.HOUR, 60, 8970));
        assertThat(series.read("r", hour, Long.MAX_VALUE, Series.HOUR)).isEqualTo(hours);
        assertThat(series.purge(hour + Series.HOUR)).isEqualTo(1);
        assertThat(series.read("r", 0, Long.MAX_VALUE, Series.HOUR)).isEqualTo(hours.subList(1, 3));
    }
}
