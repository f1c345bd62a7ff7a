package dev.kindred.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import org.junit.jupiter.api.Test;

class DataProfileTest {
    private static final long DAY = 86_400_000;

    private static DataProfile profile(InteractionLog log) {
        return DataProfile.of(log, new DatasetBuilder().build(log), 1000 * DAY);
    }

    @Test
    void countsUsersItemsRepeatsAndDensity() {
        InteractionLog log =
                InteractionLog.of(
                        Interaction.of("a", "x", 1),
                        Interaction.of("a", "x", 2),
                        Interaction.of("a", "y", 5),
                        Interaction.of("b", "x", 3));
        DataProfile profile = profile(log);
        assertThat(profile.users()).isEqualTo(2);
        assertThat(profile.items()).isEqualTo(2);
        assertThat(profile.events()).isEqualTo(4);
        assertThat(profile.pairs()).isEqualTo(3);
        assertThat(profile.density()).isEqualTo(0.75); // 3 of 2 x 2
        assertThat(profile.values().mean()).isEqualTo(2.75); // (1 + 2 + 5 + 3) / 4
        assertThat(profile.types()).containsExactly(java.util.Map.entry("rating", 4L));
    }

    @Test
    void quantilesAreValuesThatOccurAndGiniIsTheTextbooks() {
        Distribution spread = Distribution.of(new double[] {4, 1, 3, 2});
        assertThat(spread.median()).isEqualTo(2); // half of all are at most 2
        assertThat(spread.p90()).isEqualTo(4);
        assertThat(spread.min()).isEqualTo(1);
        // sum of (2k - n - 1) x_k = -3*1 - 1*2 + 1*3 + 3*4 = 10; / (4 * 10) = 0.25
        assertThat(spread.gini()).isCloseTo(0.25, within(1e-12));
        assertThat(Distribution.of(new double[] {7, 7, 7}).gini()).isZero();
        assertThat(Distribution.of(new double[0]).median()).isNaN();
    }

    @Test
    void ratingsCountsAndLikesAreToldApart() {
        assertThat(DataProfile.kindOf(new double[] {1, 1, 1})).isEqualTo(FeedbackKind.UNARY);
        assertThat(DataProfile.kindOf(new double[] {4, 5, 3, 1, 2}))
                .isEqualTo(FeedbackKind.EXPLICIT);
        assertThat(DataProfile.kindOf(new double[] {0.5, 5})).isEqualTo(FeedbackKind.EXPLICIT);
        assertThat(DataProfile.kindOf(new double[] {-9.3, 2.1})).isEqualTo(FeedbackKind.EXPLICIT);
        assertThat(DataProfile.kindOf(new double[] {1, 1, 7, 2})).isEqualTo(FeedbackKind.COUNTS);
        assertThat(DataProfile.kindOf(new double[] {13883, 11690, 20}))
                .isEqualTo(FeedbackKind.COUNTS);
        assertThat(DataProfile.kindOf(new double[0])).isEqualTo(FeedbackKind.UNARY);
    }

    @Test
    void timesAreSummedUp() {
        InteractionLog log =
                InteractionLog.of(
                        new Interaction("a", "x", "view", 1, 10 * DAY),
                        new Interaction("a", "y", "view", 1, 12 * DAY),
                        new Interaction("a", "z", "view", 1, 18 * DAY),
                        new Interaction("b", "x", "view", 1, 2000 * DAY),
                        Interaction.of("b", "y", 1));
        DataProfile.Times times = profile(log).times();
        assertThat(times.share()).isEqualTo(0.8);
        assertThat(times.first()).isEqualTo(10 * DAY);
        assertThat(times.future()).isEqualTo(1); // day 2000 is after day 1000
        assertThat(times.days()).isEqualTo(1990);
        assertThat(times.medianGap()).isEqualTo(2 * DAY); // gaps of 2 and 6 days; b's has no start
    }

    @Test
    void attributesAreCounted() {
        InteractionLog log = InteractionLog.of(Interaction.of("a", "x", 1));
        Attributes items =
                new Attributes.Builder()
                        .put("x", "genre", "drama", "war")
                        .put("y", "genre", "drama")
                        .put("z", "title", "Z")
                        .build();
        var data = new DatasetBuilder().itemAttributes(items).build(log);
        DataProfile profile = DataProfile.of(log, data, 0);
        assertThat(profile.items()).isEqualTo(3);
        assertThat(profile.itemFields())
                .containsExactly(
                        new DataProfile.Field("genre", 2 / 3.0, 2, 1),
                        new DataProfile.Field("title", 1 / 3.0, 1, 1));
        assertThat(profile.perItem().count()).isEqualTo(1); // only x has users
    }

    @Test
    void histogramsHaveOneBinPerValueOrTenRangesOrPowersOfTwo() {
        assertThat(Histogram.ofValues(new double[] {3, 1, 3}).bins())
                .containsExactly(new Histogram.Bin("1", 1), new Histogram.Bin("3", 2));
        assertThat(Histogram.ofValues(new double[] {0.5, -2.25}).bins())
                .containsExactly(new Histogram.Bin("-2.25", 1), new Histogram.Bin("0.5", 1));
        double[] many = new double[101];
        for (int k = 0; k < many.length; k++) {
            many[k] = k;
        }
        assertThat(Histogram.ofValues(many).bins()).hasSize(10);
        assertThat(Histogram.ofValues(many).bins().get(9))
                .isEqualTo(new Histogram.Bin("90 to 100", 11));
        assertThat(Histogram.ofCounts(new double[] {1, 2, 3, 4, 5, 8, 9}).bins())
                .containsExactly(
                        new Histogram.Bin("1", 1),
                        new Histogram.Bin("2", 1),
                        new Histogram.Bin("3-4", 2),
                        new Histogram.Bin("5-8", 2),
                        new Histogram.Bin("9-16", 1));
    }
}
