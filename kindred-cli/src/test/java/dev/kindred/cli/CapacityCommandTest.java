package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CapacityCommandTest {
    /** What training 100 million synthetic events took when it was measured (RESULTS.md). */
    @Test
    void predictsWhatWasMeasuredWithin100Percent() {
        var measured = new Capacity(1_369_863, 63_600, 100_000_000, 64);
        // item-knn took 43.7 s, ials 32.5 s for 2 of the 8 epochs
        assertThat(measured.trainingSeconds())
                .isBetween((43.7 + 4 * 32.5) / 2, (43.7 + 4 * 32.5) * 2);
        // the process took 9,405 MB at most
        assertThat(measured.trainingBytes()).isBetween(9.4e9 / 2, 9.4e9 * 2);
        // top-100 for all users of gowalla: 24,092 a second
        assertThat(new Capacity(29_858, 40_981, 800_000, 64).batchListsPerSecond())
                .isCloseTo(24_092, within(500.0));
    }

    @Test
    void moreOfAnythingNeedsMore() {
        var small = new Capacity(1000, 1000, 100_000, 64);
        for (Capacity more :
                new Capacity[] {
                    new Capacity(100_000, 1000, 100_000, 64),
                    new Capacity(1000, 100_000, 100_000, 64),
                    new Capacity(1000, 1000, 10_000_000, 64),
                    new Capacity(1000, 1000, 100_000, 512)
                }) {
            assertThat(more.servingBytes()).isGreaterThan(small.servingBytes());
            assertThat(more.trainingBytes()).isGreaterThan(more.servingBytes());
            assertThat(more.diskBytes()).isGreaterThan(small.diskBytes());
            assertThat(more.trainingSeconds()).isGreaterThanOrEqualTo(small.trainingSeconds());
            assertThat(more.listSeconds()).isGreaterThanOrEqualTo(small.listSeconds());
        }
    }

    @Test
    void printsATableForPeopleAndJsonForPrograms() {
        Object[] size = {"capacity", "--users", 1000, "--items", 500, "--events", 50_000};
        assertThat(((Map<?, ?>) CommandRun.good(size).json()).get("diskBytes"))
                .isInstanceOf(Number.class);
        CommandRun table =
                CommandRun.good(
                        "capacity",
                        "--users",
                        1000,
                        "--items",
                        500,
                        "--events",
                        50_000,
                        "--format",
                        "table");
        assertThat(table.out()).contains("-Xmx").contains("MiB").contains(" ms");
    }

    @Test
    void impossibleSizesAreWrongUsage() {
        CommandRun.bad(2, "capacity", "--users", 0, "--items", 1, "--events", 1);
        CommandRun.bad(2, "capacity", "--users", 1, "--items", -1, "--events", 1);
        CommandRun.bad(2, "capacity", "--users", "many", "--items", 1, "--events", 1);
        CommandRun.bad(2, "capacity", "--users", 1);
    }
}
