package dev.kindred.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.model.Explanation;
import dev.kindred.testkit.Datasets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static Dataset movies() {
        var items =
                new Attributes.Builder()
                        .put("w1", "genres", "Western", "Drama")
                        .put("w2", "genres", "western")
                        .put("d1", "genres", "Drama")
                        .put("c1", "genres", "Comedy")
                        .put("c2", "genres", "Comedy")
                        .build();
        return Datasets.of("ann w1 1 ann w2 1 bob d1 1 bob w1 -1 cid c1 1 cid c2 1 dot w2 1")
                .withAttributes(Attributes.NONE, items);
    }

    private static AttributeRow genres(String... genres) {
        return AttributeRow.of(Map.of("genres", List.of(genres)));
    }

    @Test
    void usersAreRankedByWhatTheyHaveThatIsLikeTheItem() {
        // 5 items, each genre has 2: weight ln(6/3) + 1 for all. Western: w1 1/sqrt(2), w2 1.
        // ann: w1 .5 / sqrt(1 + 10), w2 1 / sqrt(2 + 10); dot: w2; bob dislikes w1
        Audience audience = Audience.learn(movies());
        Audience.Ranking ranking = audience.of(genres("WESTERN", "Opera"));
        double w1 = .5 / Math.sqrt(11);
        double w2 = 1 / Math.sqrt(12);
        assertThat(ranking.score(0)).isCloseTo(w1 + w2, within(1e-12));
        assertThat(ranking.score(1)).isZero();
        List<Audience.Member> best = ranking.best(10, new BitSet());
        assertThat(best).extracting(Audience.Member::user).containsExactly(0, 3);
        assertThat(ranking.best(1, new BitSet())).hasSize(1);
        var without = new BitSet();
        without.set(0);
        assertThat(ranking.best(10, without)).extracting(Audience.Member::user).containsExactly(3);
        Explanation why = ranking.explain(0);
        assertThat(why.items()).containsExactly(1, 0);
        assertThat(why.contributions()[0]).isCloseTo(w2, within(1e-12));
    }

    @Test
    void anItemLikeNoOtherHasNoAudience() {
        assertThat(Audience.learn(movies()).of(genres("Opera")).best(5, new BitSet())).isEmpty();
        assertThat(Audience.learn(movies()).of(AttributeRow.NONE).best(5, new BitSet())).isEmpty();
    }

    @Test
    void nearNumbersAreAlike() {
        var years = new Attributes.Builder();
        years.put("x", "year", "1950").put("y", "year", "1990").put("z", "year", "2000");
        Dataset data =
                Datasets.of("a x 1 b y 1 c z 1").withAttributes(Attributes.NONE, years.build());
        double[] like = new ItemLikeness(data).to(AttributeRow.of(Map.of("year", List.of("1990"))));
        // mean 1980, variance (900 + 100 + 400) / 3; scale .3 of the root
        double scale = .3 * Math.sqrt(1400 / 3.0);
        assertThat(like[1]).isCloseTo(1, within(1e-12));
        assertThat(like[2]).isCloseTo(Math.exp(-10 / scale), within(1e-12));
        assertThat(like[0]).isLessThan(.01);
    }

    @Test
    void aKnownItemDoesNotVouchForItself() {
        Audience.Ranking ranking = Audience.learn(movies()).ofKnown(2); // d1
        assertThat(ranking.score(1)).as("bob has d1 alone").isZero();
        assertThat(ranking.score(0)).as("ann has w1").isPositive();
    }
}
