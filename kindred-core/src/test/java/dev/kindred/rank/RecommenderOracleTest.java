package dev.kindred.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecommenderOracleTest {
    private static final int ITEMS = 40;

    /** Scores that depend on the history's length, with ties and gaps. */
    private static final class Scores implements Model {
        private final String name;
        private final long seed;

        Scores(String name, long seed) {
            this.name = name;
            this.seed = seed;
        }

        @Override
        public ModelInfo info() {
            return new ModelInfo(name, Map.of(), "", seed, "test");
        }

        @Override
        public IdIndex items() {
            return IdIndex.of(IntStream.range(0, ITEMS).mapToObj(row -> "i" + row).toList());
        }

        @Override
        public void score(History history, float[] scores) {
            var random = new SplittableRandom(seed + history.size());
            for (int item = 0; item < scores.length; item++) {
                int score = random.nextInt(12);
                scores[item] = score < 4 ? Float.NaN : score;
            }
        }

        @Override
        public void save(Tensors out) {}
    }

    /** Predictions that are one float and yet differ; the last item is the best. */
    private record CloseRatings(Model names) implements RatingModel {
        @Override
        public ModelInfo info() {
            return names.info();
        }

        @Override
        public IdIndex items() {
            return names.items();
        }

        @Override
        public double predict(History history, int item) {
            return 3 + item * 1e-12;
        }

        @Override
        public void save(Tensors out) {}
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void answersAsANaiveOneDoes(long seed) {
        var model = new Scores("first", seed);
        var filler = new Scores("second", seed + 1000);
        var recommender =
                ModelRecommender.builder(model)
                        .fallback(filler)
                        .hide(Set.of("i3", "i4", "nobody knows it"))
                        .filter((query, item) -> item % 7 != query.history().size() % 7)
                        .build();
        var random = new SplittableRandom(seed);
        for (int trial = 0; trial < 200; trial++) {
            Query query = query(random);
            assertThat(recommender.recommend(query).entries())
                    .isEqualTo(naive(model, filler, query));
        }
    }

    private static Query query(SplittableRandom random) {
        int[] history = random.ints(random.nextInt(5), 0, ITEMS).distinct().toArray();
        var exclude = new HashSet<String>();
        random.ints(random.nextInt(4), 0, ITEMS + 5).forEach(row -> exclude.add("i" + row));
        var allow = new HashSet<String>();
        random.ints(1 + random.nextInt(30), 0, ITEMS + 5).forEach(row -> allow.add("i" + row));
        return new Query(
                null,
                History.of(history),
                exclude,
                random.nextInt(2) == 0 ? null : allow,
                random.nextInt(4) == 0,
                1 + random.nextInt(50));
    }

    private static List<RankedItems.Entry> naive(Scores model, Scores filler, Query query) {
        var entries = new ArrayList<RankedItems.Entry>();
        for (Scores by : List.of(model, filler)) {
            float[] scores = new float[ITEMS];
            by.score(query.history(), scores);
            IntStream.range(0, ITEMS)
                    .filter(item -> !Float.isNaN(scores[item]))
                    .filter(item -> item != 3 && item != 4)
                    .filter(item -> item % 7 != query.history().size() % 7)
                    .filter(item -> query.repeatSeen() || query.history().find(item) < 0)
                    .filter(item -> !query.exclude().contains("i" + item))
                    .filter(item -> query.allow() == null || query.allow().contains("i" + item))
                    .filter(item -> entries.stream().noneMatch(entry -> entry.row() == item))
                    .boxed()
                    .sorted(Comparator.comparing((Integer item) -> -scores[item]))
                    .limit(query.n() - entries.size())
                    .toList()
                    .forEach(
                            item ->
                                    entries.add(
                                            new RankedItems.Entry(
                                                    item, scores[item], by.name, by == filler)));
        }
        return entries;
    }

    @Test
    void ratingsAreRankedInDouble() {
        var recommender = Recommender.of(new CloseRatings(new Scores("ratings", 1)));
        Query query = Query.of(History.of(39), 2);
        assertThat(recommender.recommend(query).ids()).containsExactly("i38", "i37");
        assertThat(recommender.recommend(query.withAllow(Set.of("i3", "i1", "i2"))).ids())
                .containsExactly("i3", "i2");
        assertThat(recommender.recommend(query).entries().get(0).score()).isEqualTo(3 + 38e-12);
        var filtered =
                ModelRecommender.builder(new CloseRatings(new Scores("ratings", 1)))
                        .filter((any, item) -> item < 10)
                        .build();
        assertThat(filtered.recommend(query).ids()).containsExactly("i9", "i8");
    }

    @Test
    void manyThreadsShareOneRecommender() {
        var recommender = Recommender.of(new Scores("first", 3));
        List<RankedItems> expected =
                IntStream.range(0, 8).mapToObj(n -> recommender.recommend(sized(n))).toList();
        var wrong = new AtomicInteger();
        IntStream.range(0, 2000)
                .parallel()
                .forEach(
                        k -> {
                            RankedItems answer = recommender.recommend(sized(k % 8));
                            if (!answer.entries().equals(expected.get(k % 8).entries())) {
                                wrong.incrementAndGet();
                            }
                        });
        assertThat(wrong).hasValue(0);
    }

    private static Query sized(int n) {
        return Query.of(History.of(IntStream.range(0, n).toArray()), 3 + n);
    }

    @Test
    void aFailureLeavesNothingBehind() {
        var recommender =
                ModelRecommender.builder(new Scores("first", 3))
                        .filter(
                                (query, item) -> {
                                    if (query.history().isEmpty()) {
                                        throw new IllegalStateException("no history");
                                    }
                                    return true;
                                })
                        .build();
        RankedItems before = recommender.recommend(sized(2));
        assertThatThrownBy(() -> recommender.recommend(sized(0))).hasMessage("no history");
        assertThat(recommender.recommend(sized(2))).isEqualTo(before);
    }
}
