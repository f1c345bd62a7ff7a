package dev.kindred.eval;

import static dev.kindred.eval.Lists.data;
import static dev.kindred.eval.Lists.value;
import static dev.kindred.eval.Lists.wants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.History;
import dev.kindred.data.TestSet.TestUser;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Diversity, calibration and popularity by hand. */
class ContentMetricsTest {
    private static final Attributes MOVIES =
            new Attributes.Builder()
                    .put("i0", "title", "Alien")
                    .put("i0", "genres", "horror", "space")
                    .put("i1", "title", "Solaris")
                    .put("i1", "genres", "drama", "space")
                    .put("i2", "title", "Casablanca")
                    .put("i2", "genres", "drama")
                    .put("i3", "title", "Nothing")
                    .build();

    private static final DataMetric.Data DATA =
            data(new int[][] {{0, 1}, {0, 1, 2}, {0}, {3}}, Lists.ids(4), MOVIES);

    @Test
    void titlesAreNoGroundForComparison() {
        // horror, space / drama, space: 1 of 3 shared; pairs with i3 are unknown
        assertThat(value("ild@4", DATA, Outcome.ofList(wants(0), 0, 1)))
                .isCloseTo(2. / 3, within(1e-12));
        assertThat(value("ild@4", DATA, Outcome.ofList(wants(0), 0, 1, 3)))
                .isCloseTo(2. / 3, within(1e-12));
        // named, they count: 1 of 5 shared
        assertThat(value("ild@4:genres+title", DATA, Outcome.ofList(wants(0), 0, 1)))
                .isCloseTo(4. / 5, within(1e-12));
        // 2/3, 1 and 1/2
        assertThat(value("ild@4", DATA, Outcome.ofList(wants(0), 0, 1, 2)))
                .isCloseTo((2. / 3 + 1 + .5) / 3, within(1e-12));
    }

    @Test
    void withoutAttributesItemsAreAsFarApartAsTheirUsers() {
        var plain = data(new int[][] {{0, 1}, {0, 1, 2}, {0}, {3}}, 5);
        // 2 common users of 3 and 2; 1 of 3 and 1; 1 of 2 and 1
        double expected =
                ((1 - 2 / Math.sqrt(6)) + (1 - 1 / Math.sqrt(3)) + (1 - 1 / Math.sqrt(2))) / 3;
        Outcome three = Outcome.ofList(wants(0), 0, 1, 2);
        assertThat(value("ild@4", plain, three)).isCloseTo(expected, within(1e-12));
        assertThat(value("ild-cosine@4", DATA, three)).isCloseTo(expected, within(1e-12));
        // item 4 has no users
        assertThat(value("ild@4", plain, Outcome.ofList(wants(0), 0, 4))).isNaN();
    }

    @Test
    void distancesOfPopularItemsAreTheSameOnBitsAndOnLists() {
        int[][] users = new int[200][];
        for (int user = 0; user < users.length; user++) {
            // 0 and 1 are popular (bits), 2 and 3 are not (lists); item 4 fills up
            users[user] =
                    user % 2 == 0
                            ? (user == 0 ? new int[] {0, 1, 2, 3} : new int[] {0, 1})
                            : (user == 1 ? new int[] {0, 3, 4} : new int[] {1, 4});
        }
        ItemDistance distance = new CoInteractionDistance(data(users, 5).train());
        // 0: 100 even users and user 1; 1: 100 even ones and 99 odd ones; both: 100
        assertThat(distance.between(0, 1)).isCloseTo(1 - 100 / Math.sqrt(101 * 199), within(1e-12));
        assertThat(distance.between(1, 0)).isEqualTo(distance.between(0, 1));
        assertThat(distance.between(0, 3)).isCloseTo(1 - 2 / Math.sqrt(101 * 2), within(1e-12));
        assertThat(distance.between(3, 2)).isCloseTo(1 - 1 / Math.sqrt(2), within(1e-12));
        assertThat(distance.between(0, 0)).isCloseTo(0, within(1e-12));
    }

    @Test
    void distancesOfAListAreThoseOfItsPairs() {
        var random = new SplittableRandom(3);
        int[][] users = new int[900][]; // 15 words: lists of rare items are walked over by user
        for (int user = 0; user < users.length; user++) {
            users[user] =
                    random.ints(1 + random.nextInt(4), 0, 100)
                            .map(item -> item * item / 100)
                            .distinct()
                            .toArray();
        }
        ItemDistance distance = new CoInteractionDistance(data(users, 101).train());
        for (int trial = 0; trial < 100; trial++) {
            int low = random.nextInt(60); // from popular to rare lists
            int[] list = random.ints(low, 101).distinct().limit(1 + random.nextInt(25)).toArray();
            double[][] all = distance.among(Outcome.ofList(wants(0), list), list.length);
            for (int a = 0; a < list.length; a++) {
                for (int b = 0; b < list.length; b++) {
                    double expected = a == b ? 0 : distance.between(list[a], list[b]);
                    assertThat(Double.compare(all[a][b], expected)).isZero();
                }
            }
        }
    }

    @Test
    void expectedDistanceWeighsRanks() {
        // distances 0-1 2/3, 0-2 1, 1-2 1/2; seen from rank 1: the next has weight 1, the one after
        // it 1 / log2 3; seen from below, what is above has weight 1
        double w = 1 / (Math.log(3) / Math.log(2));
        double first = (2. / 3 + w * 1) / (1 + w);
        double second = (2. / 3 + .5) / 2;
        double third = (1 + .5) / 2;
        assertThat(value("eild@3", DATA, Outcome.ofList(wants(0), 0, 1, 2)))
                .isCloseTo((first + w * second + .5 * third) / (1 + w + .5), within(1e-12));
    }

    @Test
    void calibrationIsZeroForTheSameGenresAndWorstForNone() {
        double[] one = {1};
        var user = new TestUser("u", History.of(2), new int[] {0}, one, null);
        assertThat(value("calibration@3", DATA, Outcome.ofList(user, 2))).isZero();
        // p = drama, q~ = .99 x .5 + .01
        assertThat(value("calibration@3", DATA, Outcome.ofList(user, 1)))
                .isCloseTo(-Math.log(.505), within(1e-12));
        assertThat(value("calibration@3", DATA, Outcome.ofList(user, 3)))
                .isCloseTo(Math.log(100), within(1e-12));
        assertThat(value("calibration@3", DATA, Outcome.ofList(user)))
                .isCloseTo(4.605170186, within(1e-9));
        var noGenres = new TestUser("v", History.of(3), new int[] {0}, one, null);
        assertThat(value("calibration@3", DATA, Outcome.ofList(noGenres, 1))).isNaN();
    }

    @Test
    void theAttributeOfCalibrationMustBeClear() {
        var plain = data(new int[][] {{0}}, 1);
        assertThatThrownBy(() -> value("calibration@3", plain, Outcome.ofList(wants(0), 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "metric calibration@3 needs attributes of items, and there are none. Maybe --items FILE");
        Attributes two =
                new Attributes.Builder()
                        .put("i0", "colour", "red")
                        .put("i0", "size", "small")
                        .put("i1", "colour", "red")
                        .put("i1", "size", "small")
                        .build();
        var unclear = data(new int[][] {{0}}, Lists.ids(2), two);
        assertThatThrownBy(() -> value("calibration@3", unclear, Outcome.ofList(wants(0), 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("write calibration@3:ATTRIBUTE; there are colour, size");
    }

    @Test
    void theLongTailIsWhatTheHeadLeaves() {
        // counts 5 3 1 1: 80 % of 10 are 8, which the first two hold
        int[][] users = {{0, 1}, {0, 1}, {0, 1}, {0, 2}, {0, 3}};
        var popular = data(users, 4);
        Outcome list = Outcome.ofList(wants(0), 0, 1, 2, 3);
        assertThat(value("long-tail@4", popular, list)).isEqualTo(.5);
        assertThat(value("long-tail@2", popular, list)).isZero();
        assertThat(value("long-tail@3", popular, list)).isCloseTo(1. / 3, within(1e-12));
    }

    @Test
    void aLongerListThanTheCatalogueIsNoError() {
        assertThat(value("novelty@100", DATA, Outcome.ofList(wants(0), 3))).isEqualTo(2); // 1 of 4
    }
}
