package dev.kindred.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Attributes;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final IdIndex ITEMS = IdIndex.of("a", "b", "c", "d", "e");
    private static final Attributes ATTRIBUTES =
            new Attributes.Builder()
                    .put("a", "year", "1990")
                    .put("b", "year", "2000")
                    .put("c", "year", "2010")
                    .put("d", "adult", "true")
                    .build()
                    .align(ITEMS);
    private static final Attributes USERS =
            new Attributes.Builder().put("child", "age", "9").put("old", "age", "90").build();
    private static final Rules RULES = new Rules(ATTRIBUTES, USERS, 0);

    /** Scores of a to e: 4, 3, 2, 1, none. */
    private record Falling(String name, float... scores) implements Model {
        @Override
        public ModelInfo info() {
            return new ModelInfo(name, Map.of(), "", 0, "");
        }

        @Override
        public IdIndex items() {
            return ITEMS;
        }

        @Override
        public void score(History history, float[] out) {
            System.arraycopy(scores, 0, out, 0, scores.length);
        }

        @Override
        public void save(Tensors out) {}
    }

    private static ModelRecommender.Builder builder() {
        return ModelRecommender.builder(new Falling("m", 4, 3, 2, 1, Float.NaN));
    }

    private static Query ask(String user, int n) {
        return new Query(user, History.EMPTY, Set.of(), n);
    }

    @Test
    void filtersKeepWhatTheirExpressionIsTrueFor() {
        Recommender recommender =
                builder()
                        .filter(RULES.filter("year > 1995 || adult"))
                        .filter(RULES.filter("!adult || user.age >= 18"))
                        .build();
        assertThat(recommender.recommend(ask("child", 5)).ids()).containsExactly("b", "c");
        assertThat(recommender.recommend(ask("old", 5)).ids()).containsExactly("b", "c", "d");
        assertThat(recommender.recommend(ask(null, 5)).ids()).containsExactly("b", "c");
        assertThat(recommender.whyNot(ask("child", 5), 0).text())
                .isEqualTo("the filter year > 1995 || adult takes it out");
        WhyNot adult = recommender.whyNot(ask("child", 5), 3);
        assertThat(adult.stage()).isEqualTo(WhyNot.Stage.FILTERED);
        assertThat(adult.rule()).isEqualTo("!adult || user.age >= 18");
    }

    @Test
    void boostsMultiplyScoresAndSaySo() {
        Recommender recommender =
                builder()
                        .boost(RULES.boost("year == 2010 ? 3 : 1")) // c: 6
                        .boost(RULES.boost("adult ? boost * 20 : boost")) // d: 20
                        .boost(RULES.boost("year * 0 + 1")) // missing for d: left as it is
                        .build();
        RankedItems list = recommender.recommend(ask(null, 5));
        assertThat(list.ids()).containsExactly("d", "c", "a", "b");
        assertThat(list.entries()).extracting("score").containsExactly(20.0, 6.0, 4.0, 3.0);
        assertThat(list.entries().get(0).notes())
                .containsExactly(new Note.Boost("adult ? boost * 20 : boost", 20));
        assertThat(list.entries().get(2).notes()).isEmpty();
        assertThat(recommender.whyNot(ask(null, 1), 2).text())
                .isEqualTo("it has rank 2 with score 6.0000; rank 1 has 20.0000");
    }

    @Test
    void boostsMayUseTheModelsScore() {
        Recommender recommender = builder().boost(RULES.boost("score < 2.5 ? 3 : 1")).build();
        RankedItems list = recommender.recommend(ask(null, 4)); // 4, 3, 2 * 3, 1 * 3
        assertThat(list.ids()).containsExactly("c", "a", "b", "d");
        assertThat(list.entries().get(0).notes())
                .containsExactly(new Note.Boost("score < 2.5 ? 3 : 1", 3));
    }

    @Test
    void moreThanOneMovesUpEvenBelow0() {
        Recommender recommender =
                ModelRecommender.builder(new Falling("m", -4, -3, -2, 0, 5))
                        .boost(RULES.boost("year == 1990 ? 8 : has(year) ? 1 : -7"))
                        .build();
        // a: -4 / 8; e: 5 times the least factor, d: 0
        assertThat(recommender.recommend(ask(null, 5)).ids())
                .containsExactly("e", "d", "a", "c", "b");
    }

    @Test
    void whyNotNamesTheStage() {
        Step reversed =
                new Step() {
                    @Override
                    public int candidates(int n) {
                        return 3;
                    }

                    @Override
                    public RankedItems apply(Query query, RankedItems candidates) {
                        return candidates.reordered(new int[] {2, 1, 0}, "reverse", to -> "test");
                    }
                };
        Recommender recommender = builder().step(reversed).build();
        Query query =
                new Query("u", History.of(1), Set.of("d"), 1).withAllow(Set.of("b", "d", "c"));
        assertThat(List.of(0, 1, 3))
                .extracting(item -> recommender.whyNot(query, item).stage())
                .containsExactly(
                        WhyNot.Stage.NOT_ALLOWED, WhyNot.Stage.SEEN, WhyNot.Stage.EXCLUDED);
        assertThat(List.of(0, 1, 2, 3, 4))
                .extracting(item -> recommender.whyNot(ask("u", 1), item).stage())
                .containsExactly(
                        WhyNot.Stage.RERANKED,
                        WhyNot.Stage.OUTRANKED,
                        WhyNot.Stage.LISTED,
                        WhyNot.Stage.OUTRANKED,
                        WhyNot.Stage.NOT_A_CANDIDATE);
        assertThat(recommender.whyNot(ask("u", 1), 0).text())
                .isEqualTo(
                        "by its score it has rank 1, but reverse put it at 3 to make room for others");
        assertThat(recommender.whyNot(ask("u", 1), 0).rule()).isEqualTo("reverse");
        assertThat(recommender.whyNot(ask("u", 1), 3).text())
                .isEqualTo("it has rank 4 with score 1.0000; rank 3 has 2.0000");
    }

    @Test
    void mistakesShowTheColumn() {
        assertThatThrownBy(() -> RULES.filter("yeer > 3"))
                .hasMessageContaining("did you mean \"year\"?")
                .hasMessageEndingWith("\n  yeer > 3\n  ^");
        assertThatThrownBy(() -> RULES.boost("adult")).hasMessageContaining("needs a number");
    }
}
