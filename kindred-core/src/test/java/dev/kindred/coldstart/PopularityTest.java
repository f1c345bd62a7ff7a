package dev.kindred.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.InteractionLog;
import dev.kindred.rank.Query;
import dev.kindred.testkit.Datasets;
import java.util.BitSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cautious popularity, and something of every category. */
class PopularityTest {
    private static final long DAY = 86_400_000;

    @ParameterizedTest
    @CsvSource({
        "1, 1, .206549",
        "9, 10, .595850",
        "90, 100, .825634",
        "900, 1000, .879848",
        "0, 10, 0",
        "50, 100, .403832",
        "0, 0, 0"
    })
    void wilsonsBoundIsAsElsewhere(double liked, double all, double expected) {
        assertThat(Wilson.lower(liked, all)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void itemsThatManyRateBadlyAreBelowThoseThatFewerLike() {
        var triples = new StringBuilder();
        for (int user = 0; user < 20; user++) {
            triples.append("u%d bad 1 ".formatted(user));
            triples.append(user < 10 ? "u%d good 5 ".formatted(user) : "");
        }
        // mean 70 / 30 = 2.33: good 10 of 10 are likes, bad 0 of 20
        double[] scores =
                CautiousPopularity.scores(
                        Datasets.of(triples.toString()), Double.POSITIVE_INFINITY);
        assertThat(scores[0]).isZero();
        assertThat(scores[1]).isCloseTo(10 * Wilson.lower(10, 10), within(1e-12));
    }

    @Test
    void oldInteractionsCountLess() {
        var log = new InteractionLog();
        log.add("a", "old", "view", 1, 0);
        log.add("b", "old", "view", 1, 0);
        log.add("c", "new", "view", 1, 10 * DAY);
        Dataset data = new DatasetBuilder().build(log);
        // half-life 5 days: 2 / 4 against 1
        double[] scores = CautiousPopularity.scores(data, 5);
        assertThat(scores[0]).isCloseTo(.5 * Wilson.lower(.5, .5), within(1e-12));
        assertThat(scores[1]).isCloseTo(Wilson.lower(1, 1), within(1e-12));
        // the median age is 10 days
        assertThat(CautiousPopularity.scores(data, 0)[0])
                .isCloseTo(Wilson.lower(1, 1), within(1e-12));
    }

    @Test
    void manyDifferentValuesAreCountsAndNoRatings() {
        var triples = new StringBuilder();
        for (int user = 0; user < 30; user++) {
            triples.append("u%d x %d ".formatted(user, 1 + user * user));
        }
        Taste taste = Taste.of(Datasets.of(triples.toString()).byUser());
        assertThat(taste.isRated()).isFalse();
        assertThat(taste.likes(1)).isTrue();
        assertThat(taste.likes(-1)).isFalse();
        Taste rated = Taste.of(Datasets.of("a x 1 a y 5 b x 4").byUser());
        assertThat(rated.levels()).containsExactly(1, 4, 5);
        assertThat(rated.likes(3.4)).isTrue();
        assertThat(rated.likes(3.3)).isFalse();
        assertThat(rated.level(4.4)).isEqualTo(1);
    }

    private static DiverseCategories categories() {
        Dataset data = Datasets.of("u a 1 u b 1 u c 1 u d 1 u e 1 u f 1");
        var genres =
                new Attributes.Builder()
                        .put("a", "Genres", "Drama")
                        .put("b", "Genres", "Drama")
                        .put("c", "Genres", "Comedy", "Drama")
                        .put("d", "Genres", "Comedy")
                        .put("e", "Genres", "Western")
                        .build();
        return DiverseCategories.of(
                data.withAttributes(Attributes.NONE, genres), new double[] {9, 8, 7, 2, 1, 5});
    }

    @Test
    void theBestOfEachCategoryComesInTurns() {
        // sums: Drama 24, Comedy 9, Western 1, f has none. a is Drama's; c is Comedy's, and a
        // second one of Drama; Western: e; none: f; then Comedy has one, Drama two: d, b
        DiverseCategories all = categories();
        assertThat(all.recommend(Query.of(History.EMPTY, 9)).ids())
                .containsExactly("a", "c", "e", "f", "d", "b");
        assertThat(all.categories(2)).containsExactly("Drama", "Comedy");
        var query = new Query(null, History.of(0), Set.of("c"), 2);
        assertThat(all.recommend(query).ids()).containsExactly("b", "d");
    }

    @Test
    void categoriesThatTheListLacksComeFirst() {
        var allowed = new BitSet();
        allowed.set(1, 6);
        assertThat(categories().pick(allowed, new int[] {0}, 2)).containsExactly(2, 4);
        assertThat(allowed.get(4)).isFalse();
    }
}
