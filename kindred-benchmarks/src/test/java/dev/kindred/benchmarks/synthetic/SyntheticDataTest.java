package dev.kindred.benchmarks.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticDataTest {
    private static final SyntheticData SMALL = new SyntheticData(300, 400, 12_000, 8, 7);

    @Test
    void hasExactlyTheAskedNumberOfInteractionsAndNobodyHasAnItemTwice() {
        Dataset data = SMALL.dataset(); // SparseRows refuses a column that is there twice

        assertThat(data.size()).isEqualTo(12_000);
        assertThat(data.users().size()).isEqualTo(300);
        assertThat(data.items().size()).isEqualTo(400);
        for (int user = 0; user < 300; user++) {
            assertThat(data.byUser().size(user)).isBetween(1, 200);
        }
    }

    @Test
    void fullSetsAndSetsOfOneEachAreMadeToo() {
        assertThat(new SyntheticData(10, 20, 100, 3, 1).dataset().size()).isEqualTo(100);
        Dataset least = new SyntheticData(10, 20, 10, 3, 1).dataset();
        for (int user = 0; user < 10; user++) {
            assertThat(least.byUser().size(user)).isEqualTo(1);
        }
        assertThatThrownBy(() -> new SyntheticData(10, 20, 101, 3, 1))
                .hasMessageContaining("at most half of all pairs, but is 101");
    }

    @Test
    void sameShapeGivesTheSameSetAndAnotherSeedAnotherOne() {
        String first = SMALL.dataset().fingerprint();

        assertThat(SMALL.dataset().fingerprint()).isEqualTo(first).startsWith("61f5d7d3615c3b91");
        assertThat(new SyntheticData(300, 400, 12_000, 8, 8).dataset().fingerprint())
                .isNotEqualTo(first);
    }

    @Test
    void popularityFollowsZipfAndMandelbrot() {
        int[] counts = new int[400];
        new SyntheticData(20_000, 400, 200_000, 8, 3)
                .forEach((user, item, value, time) -> counts[item]++);
        int head = Arrays.stream(counts, 0, 40).sum();
        int tail = Arrays.stream(counts, 360, 400).sum();

        // Sum of 1 / (r + 20): for r < 40 ln(60/20) = 1.10, for 360 to 399 ln(420/380) = 0.10.
        // Genres and "no item twice" take some from the head.
        assertThat((double) head / tail).isBetween(5.0, 12.0);
    }

    @Test
    void activityIsSkewed() {
        int[] counts = SyntheticActivity.counts(new SyntheticData(5_000, 2_000, 200_000, 8, 3));
        Arrays.sort(counts);

        // Lognormal with deviation 1.1: mean / median = exp(1.1^2 / 2) = 1.83.
        assertThat(40.0 / counts[2_500]).isBetween(1.6, 2.0);
        assertThat(Arrays.stream(counts).sum()).isEqualTo(200_000);
    }

    @Test
    void usersHaveATasteThatDrifts() {
        double[] sameGenre = new double[2]; // of pairs of neighbouring events, of first and last
        int[] last = {-1, -1, -1, 0};
        int[] pairs = new int[2];
        var data = new SyntheticData(4_000, 2_000, 80_000, 16, 3);
        data.forEach(
                (user, item, value, time) -> {
                    int genre = data.genre(item);
                    boolean late = time > SyntheticData.START + SyntheticData.SPAN * 3 / 4;
                    boolean early = time < SyntheticData.START + SyntheticData.SPAN / 4;
                    if (last[0] == user) {
                        pairs[0]++;
                        sameGenre[0] += genre == last[1] ? 1 : 0;
                    } else {
                        last[2] = early ? genre : -1;
                    }
                    if (last[2] >= 0 && late) {
                        pairs[1]++;
                        sameGenre[1] += genre == last[2] ? 1 : 0;
                    }
                    last[0] = user;
                    last[1] = genre;
                });
        double near = sameGenre[0] / pairs[0];
        double far = sameGenre[1] / pairs[1];

        assertThat(near).isGreaterThan(3.0 / 16); // 1 / 16 without a taste
        assertThat(far).isLessThan(0.8 * near);
    }

    @Test
    void likedGenresAreRatedHigherAndTimesAreInside() {
        long[] sums = new long[6];
        SMALL.forEach(
                (user, item, value, time) -> {
                    sums[value]++;
                    assertThat(time - SyntheticData.START).isBetween(0L, SyntheticData.SPAN - 1);
                });
        assertThat(sums[0]).isZero();
        assertThat(sums[4]).isGreaterThan(sums[2]);
        assertThat(sums[1]).isPositive();
    }

    @Test
    void logFileAndDataSetHoldTheSame(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("synthetic.csv");
        try (var out = Files.newBufferedWriter(file)) {
            SMALL.writeCsv(out);
        }
        Dataset direct = SMALL.dataset();
        Dataset read =
                new DatasetBuilder()
                        .build(
                                InteractionFiles.read(file.toString(), ReadOptions.defaults())
                                        .log());
        Dataset logged = new DatasetBuilder().build(SMALL.log());

        assertThat(read.fingerprint()).isEqualTo(logged.fingerprint());
        assertThat(read.size()).isEqualTo(direct.size());
        for (int user = 0; user < 300; user++) {
            var a = direct.history(user);
            var b = read.history(read.users().row("u" + user));
            for (int k = 0; k < a.size(); k++) {
                assertThat(direct.items().id(a.item(k))).isEqualTo(read.items().id(b.item(k)));
                assertThat(a.value(k)).isEqualTo(b.value(k));
                assertThat(a.time(k)).isEqualTo(b.time(k));
            }
        }
        assertThat(SMALL.likes().byUser().isBinary()).isTrue();
    }

    @Test
    void proportionsHoldForAnySize() {
        SyntheticData million = SyntheticData.ofSize(1_000_000, 1);
        assertThat(million.users()).isEqualTo(13_698); // 1,000,000 / 73
        assertThat(million.items()).isEqualTo(6_360); // 6.36 x 1,000
        assertThat(SyntheticData.ofSize(10_000_000, 1).items()).isEqualTo(20_112);
        assertThat(SyntheticData.SYN20M.interactions()).isEqualTo(10_000_000);
    }
}
