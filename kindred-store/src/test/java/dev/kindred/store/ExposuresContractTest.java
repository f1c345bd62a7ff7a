package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.Exposures.Assigned;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class ExposuresContractTest {
    @Parameter Engine engine;
    private Project project;
    private Exposures exposures;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
        exposures = project.exposures();
    }

    private static Exposure shown(
            String recommendation, String user, long time, String experiment, String variant) {
        return new Exposure(
                recommendation,
                user,
                time,
                experiment,
                variant,
                "home@3",
                7,
                List.of("i\"1", "日本"),
                new int[] {1, 4},
                new double[] {1, 0.25});
    }

    private void store(Exposure... all) {
        for (Exposure one : all) {
            assertThat(exposures.offer(one)).isTrue();
        }
        exposures.flush();
    }

    @Test
    void anExposureComesBackWholeByItsRecommendation() {
        Exposure whole = shown("r1", "u", 5, "e", "A");
        Exposure bare = Exposure.of("r2", "u", 6, "p", 0, List.of("x", "y"));
        store(whole, bare);
        assertThat(exposures.of("r1")).containsExactly(whole);
        assertThat(exposures.of("r2")).containsExactly(bare);
        assertThat(exposures.of("r2").get(0).positions()).containsExactly(1, 2);
        assertThat(exposures.of("r3")).isEmpty();
    }

    @Test
    void anAnswerIsLoggedOnceForEachOfItsExperiments() {
        Exposure first = shown("r", "u", 5, "e1", "A");
        Exposure second = shown("r", "u", 5, "e2", "B");
        store(first, second, first, shown("r", "u", 9, "e1", "B"));
        assertThat(exposures.of("r")).containsExactly(first, second);
    }

    @Test
    void whatAUserSawWithinAWindowIsNewestFirst() {
        for (int k = 0; k < 6; k++) {
            store(shown("r" + k, k % 2 == 0 ? "u" : "other", k * 10, "", ""));
        }
        // u saw r0 at 0, r2 at 20, r4 at 40
        assertThat(exposures.ofUser("u", 0, 100, 10))
                .extracting("recommendation")
                .containsExactly("r4", "r2", "r0");
        assertThat(exposures.ofUser("u", 20, 40, 10))
                .as("from inclusive, until exclusive")
                .extracting("recommendation")
                .containsExactly("r2");
        assertThat(exposures.ofUser("u", 0, 100, 1)).hasSize(1);
    }

    @Test
    void manyAreScannedInTheOrderOfTimeAndPurgedUpToATime() {
        int count = 12_000; // more than two pages, four of each time
        for (int k = 0; k < count; k++) {
            String experiment = k % 3 == 0 ? "e" : "";
            assertThat(exposures.offer(shown("r" + k, "u" + k, k / 4, experiment, ""))).isTrue();
        }
        exposures.flush();
        var all = new ArrayList<Exposure>();
        exposures.scan(null, 0, Long.MAX_VALUE, all::add);
        assertThat(all).hasSize(count).doesNotHaveDuplicates();
        assertThat(all).isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
        var some = new ArrayList<Exposure>();
        exposures.scan("e", 300, 600, some::add);
        // 300 times x 4 = 1,200 of which every third
        assertThat(some).hasSize(400).allMatch(one -> one.experiment().equals("e"));

        assertThat(exposures.purge(2000)).isEqualTo(8000);
        assertThat(exposures.of("r7999")).isEmpty();
        assertThat(exposures.of("r8000")).hasSize(1);
        assertThat(exposures.assigned("e", "u0")).as("the variants stay").isNotNull();
    }

    @Test
    void theFirstVariantOfAUnitStaysAndAnotherOneIsNoted() {
        store(shown("r1", "u", 5, "e", "A"), shown("r2", "u", 6, "e", "A"));
        assertThat(exposures.assigned("e", "u")).isEqualTo(new Assigned("A", 5, false));
        store(shown("r3", "u", 7, "e", "B"));
        assertThat(exposures.assigned("e", "u")).isEqualTo(new Assigned("A", 5, true));
        assertThat(exposures.assigned("e", "v")).isNull();
        exposures.forget("e");
        assertThat(exposures.assigned("e", "u")).isNull();
        assertThat(exposures.of("r1")).isEmpty();
    }

    @Test
    void whatCannotBeStoredIsDroppedAndCounted() {
        Project doomed = engine.newProject();
        engine.store().projects().delete(doomed.id());
        long before = exposures.dropped();
        doomed.exposures().offer(shown("r", "u", 1, "", ""));
        store(shown("r", "u", 1, "", ""));
        assertThat(exposures.dropped()).isEqualTo(before + 1);
        assertThat(exposures.of("r")).as("its neighbours are stored").hasSize(1);
        assertThat(exposures.waiting()).isZero();
    }

    @Test
    void badExposuresAreRefused() {
        List<String> items = List.of("a", "b");
        assertThatThrownBy(() -> bad(items, new int[] {1}, new double[0]))
                .hasMessageContaining("positions");
        assertThatThrownBy(() -> bad(items, new int[] {2, 2}, new double[0]))
                .hasMessageContaining("must rise");
        assertThatThrownBy(() -> bad(items, new int[] {0, 2}, new double[0]))
                .hasMessageContaining("from 1");
        assertThatThrownBy(() -> bad(items, new int[] {1, 2}, new double[] {1, 0}))
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> bad(items, new int[] {1, 2}, new double[] {1, Double.NaN}))
                .hasMessageContaining("above 0");
    }

    private static Exposure bad(List<String> items, int[] positions, double[] propensities) {
        return new Exposure("r", "u", 1, "", "", "p", 0, items, positions, propensities);
    }
}
