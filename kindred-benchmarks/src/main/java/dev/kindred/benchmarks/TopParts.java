package dev.kindred.benchmarks;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FactorModel;
import dev.kindred.model.FitContext;
import dev.kindred.model.ItemVectors;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.rank.Query;
import dev.kindred.rank.Recommender;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Measures the choice of the best items for all users. */
final class TopParts {
    private static final int FACTORS = 64;
    private static final int N = 100;
    private static final int MANY_ITEMS = 1_000_000;
    private static final int FEW_USERS = 2_000;

    private TopParts() {}

    static List<Row> top(Bench bench) {
        Dataset data = bench.dataset(Bench.GOWALLA);
        int users = data.users().size();
        int items = data.items().size();
        String size = "%,d users x %,d items".formatted(users, items);
        Recommender given = Recommender.of(new GivenFactors(data, 1));
        Timing product = bench.watch().time(() -> lists(given, data, bench.context()));
        double flops = 2.0 * users * items * FACTORS;
        Timing answers = answers(bench, data);
        return List.of(
                Row.of("top-100 of given factors, d 64, seen items removed, " + size, product)
                        .rate(
                                Bench.perSecond(users, product.median(), "users")
                                        + ", "
                                        + bench.calibration().share(flops, product.median()))
                        .elsewhere("implicit 15,120 users/s, Spark 1,440 users/s"),
                Row.of("top-100 answers of ials, d 64, histories solved anew, " + size, answers)
                        .rate(Bench.perSecond(users, answers.median(), "users")),
                manyItems(bench));
    }

    private static Row manyItems(Bench bench) {
        var ids = IdIndex.of(IntStream.range(0, MANY_ITEMS).mapToObj(Integer::toString).toList());
        Recommender given = Recommender.of(new GivenFactors(ids, FEW_USERS, 2));
        IntFunction<Query> queries =
                user -> Query.of(History.of(user, new int[0], new double[0], new long[0]), N);
        Timing timing =
                bench.watch()
                        .time(
                                () ->
                                        given.recommendAll(
                                                FEW_USERS,
                                                queries,
                                                bench.context(),
                                                (list, user) -> {}));
        double flops = 2.0 * FEW_USERS * MANY_ITEMS * FACTORS;
        String size = "%,d users x %,d items".formatted(FEW_USERS, MANY_ITEMS);
        return Row.of("top-100 of given factors, d 64, " + size, timing)
                .rate(
                        Bench.perSecond(FEW_USERS, timing.median(), "users")
                                + ", "
                                + bench.calibration().share(flops, timing.median()))
                .elsewhere("implicit 723 users/s");
    }

    private static Timing answers(Bench bench, Dataset data) {
        var settings = Map.of("factors", String.valueOf(FACTORS), "epochs", "2");
        Model model = Algorithms.create("ials", "gowalla", settings).fit(data, bench.context());
        Recommender recommender = Recommender.of(model);
        return bench.watch().time(() -> lists(recommender, data, bench.context()));
    }

    /** The best rows of every user, best first. */
    static int[][] lists(Recommender recommender, Dataset data, FitContext context) {
        int[][] best = new int[data.users().size()][];
        recommender.recommendAll(
                best.length,
                user -> Query.of(data.history(user), N),
                context,
                (list, user) -> {
                    best[user] = new int[list.size()];
                    for (int at = 0; at < list.size(); at++) {
                        best[user][at] = list.row(at);
                    }
                });
        return best;
    }

    /** Random factors of users and items: a model that needs not be asked for a user's vector. */
    static final class GivenFactors implements FactorModel {
        private final IdIndex ids;
        private final ItemVectors items;
        private final float[] users;

        GivenFactors(Dataset data, long seed) {
            this(data.items(), data.users().size(), seed);
        }

        GivenFactors(IdIndex ids, int users, long seed) {
            var random = new SplittableRandom(seed);
            this.ids = ids;
            this.users = random(random, users);
            boolean[] known = new boolean[ids.size()];
            Arrays.fill(known, true);
            items = ItemVectors.of(random(random, ids.size()), FACTORS, null, known);
        }

        private static float[] random(SplittableRandom random, int rows) {
            float[] values = new float[rows * FACTORS];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) (random.nextDouble() + random.nextDouble() - 1);
            }
            return values;
        }

        @Override
        public ModelInfo info() {
            return new ModelInfo("given", Map.of(), "", 0, "benchmark");
        }

        @Override
        public IdIndex items() {
            return ids;
        }

        @Override
        public ItemVectors itemVectors() {
            return items;
        }

        @Override
        public boolean userVector(History history, float[] vector) {
            System.arraycopy(users, history.user() * FACTORS, vector, 0, FACTORS);
            return true;
        }

        @Override
        public void save(Tensors out) {
            throw new UnsupportedOperationException("made for measuring");
        }
    }
}
