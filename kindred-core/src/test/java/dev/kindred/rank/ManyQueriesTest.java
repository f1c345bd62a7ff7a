package dev.kindred.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.factor.Ials;
import dev.kindred.factor.IalsConfig;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.FactorModel;
import dev.kindred.model.FitContext;
import dev.kindred.model.ItemVectors;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManyQueriesTest {
    private static final int FACTORS = 5;
    private static final FitContext TWO_THREADS = new FitContext(1, 2);

    /** Small whole numbers, so that there are many ties; every 11th item has no vector. */
    private static final class Whole implements FactorModel {
        private final IdIndex items;
        private final ItemVectors vectors;

        Whole(int items, long seed) {
            this.items = IdIndex.of(IntStream.range(0, items).mapToObj(row -> "i" + row).toList());
            var random = new SplittableRandom(seed);
            float[] values = new float[items * FACTORS];
            float[] biases = new float[items];
            boolean[] known = new boolean[items];
            for (int k = 0; k < values.length; k++) {
                values[k] = random.nextInt(-2, 3);
            }
            for (int item = 0; item < items; item++) {
                biases[item] = random.nextInt(2);
                known[item] = item % 11 != 7;
            }
            vectors = ItemVectors.of(values, FACTORS, biases, known);
        }

        @Override
        public ModelInfo info() {
            return new ModelInfo("whole", Map.of(), "", 1, "test");
        }

        @Override
        public IdIndex items() {
            return items;
        }

        @Override
        public ItemVectors itemVectors() {
            return vectors;
        }

        @Override
        public boolean userVector(History history, float[] vector) {
            for (int k = 0; k < FACTORS; k++) {
                vector[k] = history.size() % (k + 2);
            }
            vector[FACTORS] = 1;
            return !history.isEmpty();
        }

        @Override
        public void save(Tensors out) {}
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 512, 513, 1400})
    void theListsAreThoseOfOneByOneWithTiesFiltersAndFallback(int items) {
        var model = new Whole(items, items);
        Recommender recommender =
                ModelRecommender.builder(model)
                        .fallback(new Whole(items, 99))
                        .hide(Set.of("i0", "i12"))
                        .filter((query, item) -> item % 5 != query.history().size() % 5)
                        .step(new Backwards())
                        .build();
        check(recommender, queries(items, 131, new SplittableRandom(items)));
        check(Recommender.of(model), queries(items, 50, new SplittableRandom(items)));
    }

    private static void check(Recommender recommender, List<Query> queries) {
        List<RankedItems> all = recommender.recommendAll(queries, TWO_THREADS);
        assertThat(all).hasSameSizeAs(queries);
        for (int at = 0; at < queries.size(); at++) {
            assertThat(all.get(at).entries())
                    .as("list %d", at)
                    .isEqualTo(recommender.recommend(queries.get(at)).entries());
        }
    }

    private static List<Query> queries(int items, int count, SplittableRandom random) {
        var queries = new ArrayList<Query>();
        for (int k = 0; k < count; k++) {
            int[] history = random.ints(k % 20, 0, items).distinct().toArray();
            var exclude = new HashSet<String>();
            random.ints(random.nextInt(4), 0, items + 5).forEach(row -> exclude.add("i" + row));
            var query = new Query("u" + k, History.of(history), exclude, 1 + random.nextInt(30));
            boolean allowed = random.nextInt(9) == 0;
            boolean repeat = random.nextInt(4) == 0;
            queries.add(
                    new Query(
                            query.user(),
                            query.history(),
                            exclude,
                            allowed ? Set.of("i1", "i5", "i9", "nobody knows it") : null,
                            repeat,
                            query.n()));
        }
        return queries;
    }

    /** Wants twice as many, and turns them round. */
    private static final class Backwards implements Step {
        @Override
        public int candidates(int n) {
            return 2 * n;
        }

        @Override
        public RankedItems apply(Query query, RankedItems candidates) {
            var entries = new ArrayList<>(candidates.entries());
            java.util.Collections.reverse(entries);
            return new RankedItems(candidates.items(), entries);
        }
    }

    @Test
    void trainedFactorsGiveTheSameBitsOneByOneAndTogether() {
        Dataset data = Datasets.random(5, 200, 700, 6000);
        Model model =
                new Ials(IalsConfig.builder().factors(19).epochs(2).build()).fit(data, TWO_THREADS);
        List<Query> queries =
                IntStream.range(0, data.users().size())
                        .mapToObj(user -> Query.of(data.history(user), 25))
                        .toList();
        check(Recommender.of(model), queries);
    }

    @Test
    void everyQueryIsAskedForOnceAndAnsweredOnce() {
        var asked = new AtomicIntegerArray(100);
        var answered = new AtomicIntegerArray(100);
        Recommender.of(new Whole(30, 1))
                .recommendAll(
                        100,
                        at -> {
                            asked.incrementAndGet(at);
                            return Query.of(History.of(at % 30), 3);
                        },
                        TWO_THREADS,
                        (list, at) -> answered.incrementAndGet(at));
        for (int at = 0; at < 100; at++) {
            assertThat(asked.get(at)).isEqualTo(1);
            assertThat(answered.get(at)).isEqualTo(1);
        }
        assertThat(Recommender.of(new Whole(30, 1)).recommendAll(List.of(), TWO_THREADS)).isEmpty();
    }

    @Test
    void whatASingleQueryThrowsEndsTheRun() {
        Recommender recommender = Recommender.of(new Whole(30, 1));
        assertThatThrownBy(
                        () ->
                                recommender.recommendAll(
                                        200,
                                        at -> {
                                            throw new IllegalStateException("query " + at);
                                        },
                                        TWO_THREADS,
                                        (list, at) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("query ");
    }

    @Test
    void aRecommenderThatKnowsNoBlocksAnswersOneByOne() {
        Recommender inner = Recommender.of(new Whole(40, 3));
        Recommender plain =
                new Recommender() {
                    @Override
                    public IdIndex items() {
                        return inner.items();
                    }

                    @Override
                    public RankedItems recommend(Query query) {
                        return inner.recommend(query);
                    }

                    @Override
                    public Explanation explain(Query query, int item) {
                        return Explanation.NONE;
                    }
                };
        check(plain, queries(40, 60, new SplittableRandom(4)));
    }
}
