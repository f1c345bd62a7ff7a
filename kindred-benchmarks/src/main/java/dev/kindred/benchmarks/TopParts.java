package dev.kindred.benchmarks;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Parallel;
import dev.kindred.internal.kernel.BestN;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.Update;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.rank.Query;
import dev.kindred.rank.Recommender;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** Measures the choice of the best items for all users. */
final class TopParts {
    private static final int FACTORS = 64;
    private static final int N = 100;
    private static final int EVERY = 10;

    private TopParts() {}

    static List<Row> top(Bench bench) {
        Dataset data = bench.dataset(Bench.GOWALLA);
        int users = data.users().size();
        int items = data.items().size();
        String size = "%,d users x %,d items".formatted(users, items);
        var factors = new Factors(data.byUser(), 1);
        Timing product = bench.watch().time(() -> factors.best(bench.options().threads()));
        double flops = 2.0 * users * items * FACTORS;
        Timing answers = answers(bench, data);
        return List.of(
                Row.of("top-100 of given factors, d 64, seen items removed, " + size, product)
                        .rate(
                                Bench.perSecond(users, product.median(), "users")
                                        + ", "
                                        + bench.calibration().share(flops, product.median()))
                        .elsewhere("implicit 15,120 users/s, Spark 1,440 users/s"),
                Row.of(
                                "top-100 answers of ials, d 64, histories solved anew, every 10th user of "
                                        + size,
                                answers)
                        .rate(Bench.perSecond(users / (double) EVERY, answers.median(), "users")));
    }

    /** The whole path of a request for every tenth user. */
    private static Timing answers(Bench bench, Dataset data) {
        var settings = Map.of("factors", String.valueOf(FACTORS), "epochs", "2");
        Model model = Algorithms.create("ials", "gowalla", settings).fit(data, bench.context());
        Recommender recommender = Recommender.of(model);
        return bench.watch()
                .time(
                        () ->
                                bench.context()
                                        .forEachRow(
                                                (data.users().size() + EVERY - 1) / EVERY,
                                                n ->
                                                        recommender.recommend(
                                                                new Query(
                                                                        data.users().id(n * EVERY),
                                                                        data.history(n * EVERY),
                                                                        Set.of(),
                                                                        N))));
    }

    /** Random factors of users and items, and the best items of every user. */
    static final class Factors {
        private static final int USERS_AT_ONCE = 48;
        private static final int ITEMS_AT_ONCE = 1024;

        private final SparseRows seen;
        private final Kernels kernels = Kernels.get();
        private final float[] users;
        private final Panels items;

        Factors(SparseRows seen, long seed) {
            this.seen = seen;
            var random = new SplittableRandom(seed);
            users = random(random, seen.rows());
            float[] byItem = random(random, seen.columns());
            items =
                    Panels.packTransposed(
                            byItem, 0, FACTORS, seen.columns(), FACTORS, kernels.tileColumns());
        }

        private static float[] random(SplittableRandom random, int rows) {
            float[] values = new float[rows * FACTORS];
            for (int k = 0; k < values.length; k++) {
                values[k] = (float) (random.nextDouble() + random.nextDouble() - 1);
            }
            return values;
        }

        /** The score of a pair, for tests. */
        float score(int user, int item) {
            float[] column = new float[1];
            Panels left = userPanels(user, 1);
            int width = kernels.tileColumns();
            int first = item / width * width;
            float[] c = new float[Math.min(width, items.columns() - first)];
            Panels right = items.columns(first, c.length);
            kernels.product(left, right, Update.SET, c, 0, c.length);
            column[0] = c[item - first];
            return column[0];
        }

        private Panels userPanels(int first, int count) {
            return Panels.packTransposed(
                    users, first * FACTORS, FACTORS, count, FACTORS, kernels.tileRows());
        }

        /** The best rows of every user, best first. */
        int[][] best(int threads) {
            int[][] best = new int[seen.rows()][];
            int blocks = (seen.rows() + USERS_AT_ONCE - 1) / USERS_AT_ONCE;
            Parallel.forEachWithState(threads, blocks, thread -> worker(best));
            return best;
        }

        private IntConsumer worker(int[][] best) {
            var heaps = new BestN[USERS_AT_ONCE];
            for (int k = 0; k < heaps.length; k++) {
                heaps[k] = new BestN(kernels, Math.min(N, Math.max(1, seen.columns())));
            }
            float[] scores = new float[USERS_AT_ONCE * ITEMS_AT_ONCE];
            return block -> {
                int first = block * USERS_AT_ONCE;
                int count = Math.min(USERS_AT_ONCE, seen.rows() - first);
                score(first, count, scores, heaps);
                for (int k = 0; k < count; k++) {
                    heaps[k].sort();
                    best[first + k] = new int[heaps[k].size()];
                    for (int at = 0; at < best[first + k].length; at++) {
                        best[first + k][at] = heaps[k].row(at);
                    }
                    heaps[k].clear();
                }
            };
        }

        private void score(int first, int count, float[] scores, BestN[] heaps) {
            Panels left = userPanels(first, count);
            int[] next = new int[count]; // entries of the history not yet passed
            for (int k = 0; k < count; k++) {
                next[k] = seen.start(first + k);
            }
            for (int item = 0; item < seen.columns(); item += ITEMS_AT_ONCE) {
                int width = Math.min(ITEMS_AT_ONCE, seen.columns() - item);
                kernels.product(left, items.columns(item, width), Update.SET, scores, 0, width);
                for (int k = 0; k < count; k++) {
                    int end = seen.end(first + k);
                    while (next[k] < end && seen.column(next[k]) < item + width) {
                        scores[k * width + seen.column(next[k]++) - item] = Float.NaN;
                    }
                    heaps[k].offerAll(scores, k * width, width, item);
                }
            }
        }
    }
}
