package dev.kindred.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelRecommenderTest {
    private static final float NAN = Float.NaN;
    private static final IdIndex ITEMS = IdIndex.of("a", "b", "c", "d", "e");

    /** A model that gives everybody the same scores. */
    private record Fixed(String name, IdIndex items, float... scores) implements Model {
        @Override
        public ModelInfo info() {
            return new ModelInfo(name, Map.of(), "", 0, "");
        }

        @Override
        public void score(History history, float[] out) {
            System.arraycopy(scores, 0, out, 0, scores.length);
        }

        @Override
        public Explanation explain(History history, int item) {
            return Explanation.of(history.items(), new double[] {item});
        }

        @Override
        public void save(Tensors out) {
            out.put("model.scores", scores);
        }
    }

    /** A rating model that predicts the same for everybody. */
    private record FixedRatings(IdIndex items, double... ratings) implements RatingModel {
        @Override
        public ModelInfo info() {
            return new ModelInfo("ratings", Map.of(), "", 0, "");
        }

        @Override
        public double predict(History history, int item) {
            return ratings[item];
        }

        @Override
        public void save(Tensors out) {
            out.put("model.ratings", ratings);
        }
    }

    private static Model model(float... scores) {
        return new Fixed("first", ITEMS, scores);
    }

    private static Query ask(int n) {
        return Query.of(History.EMPTY, n);
    }

    @Test
    void theBestComeFirstAndTiesInTheOrderOfRows() {
        RankedItems list = Recommender.of(model(1, 3, 2, 3, NAN)).recommend(ask(9));
        assertThat(list.ids()).containsExactly("b", "d", "c", "a");
        assertThat(list.entries().get(0)).isEqualTo(new RankedItems.Entry(1, 3, "first", false));
        assertThat(list.id(2)).isEqualTo("c");
        assertThat(list.row(2)).isEqualTo(2);
        assertThat(Recommender.of(model(1, 3, 2, 3, NAN)).recommend(ask(2)).ids())
                .containsExactly("b", "d");
    }

    @Test
    void seenItemsAreLeftOutUnlessAskedFor() {
        Recommender recommender = Recommender.of(model(5, 4, 3, 2, 1));
        History seen = History.of(0, 2);
        assertThat(recommender.recommend(Query.of(seen, 2)).ids()).containsExactly("b", "d");
        Query repeat = new Query("u", seen, Set.of(), null, true, 2);
        assertThat(recommender.recommend(repeat).ids()).containsExactly("a", "b");
    }

    @Test
    void excludedItemsAreLeftOutAndUnknownOnesAreNoError() {
        Recommender recommender = Recommender.of(model(5, 4, 3, 2, 1));
        Query query = new Query(null, History.EMPTY, Set.of("a", "d", "no such item"), 5);
        assertThat(recommender.recommend(query).ids()).containsExactly("b", "c", "e");
    }

    @Test
    void onlyAllowedItemsComeAndExclusionWins() {
        Recommender recommender = Recommender.of(model(5, 4, 3, 2, 1));
        Query query = new Query(null, History.of(4), Set.of("b"), 5);
        assertThat(recommender.recommend(query.withAllow(Set.of("e", "d", "b", "?"))).ids())
                .containsExactly("d");
        assertThat(recommender.recommend(query.withAllow(Set.of())).ids()).isEmpty();
        assertThat(recommender.recommend(query.withN(1)).ids()).containsExactly("a");
    }

    @Test
    void hiddenAndFilteredItemsAreLeftOutOfModelAndFallback() {
        Recommender recommender =
                ModelRecommender.builder(model(5, NAN, 3, NAN, NAN))
                        .fallback(new Fixed("second", ITEMS, 1, 2, 3, 4, 5))
                        .hide(Set.of("a", "unknown"))
                        .filter((query, item) -> item != 4)
                        .build();
        RankedItems list = recommender.recommend(ask(5));
        assertThat(list.ids()).containsExactly("c", "d", "b");
        assertThat(list.entries().get(1)).isEqualTo(new RankedItems.Entry(3, 4, "second", true));
    }

    @Test
    void theFallbackOnlyFillsWhatTheModelLeavesOpen() {
        Recommender recommender =
                ModelRecommender.builder(model(NAN, 1, NAN, 2, NAN))
                        .fallback(new Fixed("second", ITEMS, 1, 100, 3, 99, NAN))
                        .build();
        assertThat(recommender.recommend(ask(2)).ids()).containsExactly("d", "b");
        RankedItems list = recommender.recommend(ask(3));
        assertThat(list.ids()).containsExactly("d", "b", "c");
        assertThat(list.entries()).extracting("fallback").containsExactly(false, false, true);
        assertThat(recommender.recommend(ask(9)).ids()).containsExactly("d", "b", "c", "a");
    }

    @Test
    void aFallbackWithOtherItemsIsRefused() {
        Model other = new Fixed("other", IdIndex.of("a", "c", "b", "d", "e"), 1, 2, 3, 4, 5);
        assertThatThrownBy(() -> ModelRecommender.builder(model(1, 2, 3, 4, 5)).fallback(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the fallback must be trained on the same items as the model");
    }

    /** Turns the list round and notes how many candidates it got. */
    private record Reverse(int wanted, List<Integer> sizes) implements Step {
        @Override
        public int candidates(int n) {
            return wanted;
        }

        @Override
        public RankedItems apply(Query query, RankedItems candidates) {
            sizes.add(candidates.size());
            var entries = new ArrayList<>(candidates.entries());
            java.util.Collections.reverse(entries);
            return new RankedItems(candidates.items(), entries);
        }
    }

    @Test
    void stepsGetAsManyCandidatesAsTheyWantAndRunInOrder() {
        var sizes = new ArrayList<Integer>();
        Step head = (query, list) -> new RankedItems(list.items(), list.entries().subList(0, 3));
        Recommender recommender =
                ModelRecommender.builder(model(5, 4, 3, 2, 1))
                        .step(new Reverse(4, sizes))
                        .step(head)
                        .step(new Reverse(1, sizes))
                        .build();
        // a b c d -> d c b a -> d c b -> b c d -> cut to two
        assertThat(recommender.recommend(ask(2)).ids()).containsExactly("b", "c");
        assertThat(sizes).containsExactly(4, 3);
        assertThat(recommender.recommend(ask(5)).ids()).containsExactly("c", "d", "e");
    }

    @Test
    void ratingModelsAreRankedByTheirDoubles() {
        // 3 + 1e-12 and 3 + 2e-12 are one float
        double[] ratings = {3, 3 + 1e-12, Double.NaN, 3 + 2e-12, 2.5};
        Recommender recommender = Recommender.of(new FixedRatings(ITEMS, ratings));
        RankedItems list = recommender.recommend(ask(3));
        assertThat(list.ids()).containsExactly("d", "b", "a");
        assertThat(list.entries().get(0).score()).isEqualTo(3 + 2e-12);
        assertThat(recommender.recommend(ask(1)).ids()).containsExactly("d");
        assertThat(recommender.recommend(Query.of(History.of(3), 1)).ids()).containsExactly("b");
        assertThat(recommender.recommend(ask(9)).ids()).containsExactly("d", "b", "a", "e");
    }

    @Test
    void ratingModelsMatchAFullSort() {
        var random = new SplittableRandom(1);
        for (int round = 0; round < 500; round++) {
            int size = 1 + random.nextInt(30);
            var ids = new ArrayList<String>();
            var ratings = new double[size];
            for (int item = 0; item < size; item++) {
                ids.add("i" + item);
                ratings[item] =
                        random.nextInt(6) == 0
                                ? Double.NaN
                                : random.nextInt(2) + random.nextInt(3) * 1e-12;
            }
            List<String> expected =
                    ids.stream()
                            .filter(id -> !Double.isNaN(ratings[ids.indexOf(id)]))
                            .sorted(
                                    (a, b) ->
                                            Double.compare(
                                                    ratings[ids.indexOf(b)],
                                                    ratings[ids.indexOf(a)]))
                            .limit(4)
                            .toList();
            Model model = new FixedRatings(IdIndex.of(ids), ratings);
            assertThat(Recommender.of(model).recommend(ask(4)).ids()).isEqualTo(expected);
        }
    }

    @Test
    void aModelWithoutItemsHasNoList() {
        assertThat(Recommender.of(new Fixed("none", IdIndex.of())).recommend(ask(3)).size())
                .isZero();
        assertThat(Recommender.of(new FixedRatings(IdIndex.of())).recommend(ask(3)).size())
                .isZero();
    }

    @Test
    void aListHasAtLeastOnePlace() {
        assertThatThrownBy(() -> ask(0)).hasMessage("n must be at least 1, but is 0");
    }

    @Test
    void theModelExplains() {
        Explanation why =
                Recommender.of(model(5, 4, 3, 2, 1)).explain(Query.of(History.of(1), 1), 3);
        assertThat(why.items()).containsExactly(1);
        assertThat(why.contributions()).containsExactly(3);
    }

    @Test
    void recommendersThatShareMemoryAnswerAlike() {
        ModelRecommender lender = ModelRecommender.builder(model(1, 5, 3, NAN, 2)).build();
        ModelRecommender borrower =
                ModelRecommender.builder(model(4, NAN, 1, 2, 3)).memoryOf(lender).build();
        for (int k = 0; k < 3; k++) {
            assertThat(lender.recommend(ask(3)).ids()).containsExactly("b", "c", "e");
            assertThat(borrower.recommend(ask(3)).ids()).containsExactly("a", "e", "d");
        }
    }
}
