package dev.kindred.benchmarks;

import dev.kindred.coldstart.ColdStart;
import dev.kindred.coldstart.Onboarding;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.data.TestSet;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Report;
import dev.kindred.eval.Significance;
import dev.kindred.knn.ItemKnn;
import dev.kindred.knn.ItemKnnConfig;
import dev.kindred.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which questions help new users: each held-out user answers about those items that are in one half
 * of his ratings; how good are lists for the other half after so many questions?
 */
final class ColdQuestions {
    private static final int[] COUNTS = {5, 10, 20};
    private static final int ROUND = 5;

    private ColdQuestions() {}

    /** Who asks. */
    private interface Asker {
        /** The next questions, given what was answered and what the user does not know. */
        int[] next(History answers, BitSet skipped, int user);
    }

    static List<Row> rows(Bench bench, Dataset data) {
        Split split = Splitters.coldUsers(0.1).split(data, 42).get(0);
        Dataset train = split.train();
        Model model = new ItemKnn(ItemKnnConfig.builder().build()).fit(train, bench.context());
        var cascade = ColdStart.of(train, model, bench.context());
        Onboarding onboarding = Onboarding.of(train);
        int[] popular = byPopularity(train);
        Asker asks =
                (answers, skipped, user) ->
                        onboarding.next(answers, skipped, ROUND).stream()
                                .mapToInt(Onboarding.Question::item)
                                .toArray();
        Asker asksPopular = (answers, skipped, user) -> first(popular, answers, skipped);
        Asker asksRandom =
                (answers, skipped, user) -> first(shuffled(popular, user), answers, skipped);
        Timing timing =
                bench.watch().time(() -> onboarding.next(History.EMPTY, new BitSet(), ROUND));
        List<List<TestUser>> ours = interview(bench, split, asks);
        List<List<TestUser>> most = interview(bench, split, asksPopular);
        List<List<TestUser>> any = interview(bench, split, asksRandom);
        var rows = new ArrayList<Row>();
        for (int n = 0; n < COUNTS.length; n++) {
            Report chosen = measure(bench, train, ours.get(n), cascade);
            Report known = measure(bench, train, most.get(n), cascade);
            Report random = measure(bench, train, any.get(n), cascade);
            Significance.Paired paired =
                    Significance.compare(
                            chosen, known, "ndcg@10", Significance.Test.T, bench.context());
            String quality =
                    "ndcg@10 "
                            + ColdParts.versus(
                                    chosen.metric("ndcg@10"),
                                    known.metric("ndcg@10"),
                                    "most popular asked",
                                    paired)
                            + String.format(
                                    Locale.ROOT,
                                    "; random asked %.4f; answers %.1f, %.1f, %.1f",
                                    random.metric("ndcg@10"),
                                    answers(ours.get(n)),
                                    answers(most.get(n)),
                                    answers(any.get(n)));
            rows.add(
                    Row.of(
                                    "onboarding, ML-1M, %d questions (5 chosen)"
                                            .formatted(COUNTS[n]),
                                    timing)
                            .quality(quality));
        }
        return rows;
    }

    private static double answers(List<TestUser> users) {
        return users.stream().mapToInt(user -> user.history().size()).average().orElse(0);
    }

    private static Report measure(
            Bench bench, Dataset train, List<TestUser> users, ColdStart cascade) {
        return Evaluation.of(train, new TestSet(users))
                .metrics(Metrics.parse("ndcg@10"))
                .resamples(0)
                .build()
                .measure("cold-start", cascade, null, bench.context());
    }

    /** For each count of questions, the users with the answers that they gave until then. */
    private static List<List<TestUser>> interview(Bench bench, Split split, Asker asker) {
        List<TestUser> users = split.test().users();
        TestUser[][] after = new TestUser[COUNTS.length][users.size()];
        bench.context()
                .forEachRow(users.size(), user -> interview(users.get(user), user, asker, after));
        return Arrays.stream(after).map(List::of).toList();
    }

    private static void interview(TestUser user, int row, Asker asker, TestUser[][] after) {
        var random = new SplittableRandom(row);
        int[] half = IntStream.range(0, user.targets().length).toArray();
        boolean[] pool = new boolean[half.length];
        for (int k : half) {
            pool[k] = random.nextBoolean();
        }
        int[] targets =
                Arrays.stream(half).filter(k -> !pool[k]).map(k -> user.targets()[k]).toArray();
        double[] values =
                Arrays.stream(half)
                        .filter(k -> !pool[k])
                        .mapToDouble(k -> user.values()[k])
                        .toArray();
        var skipped = new BitSet();
        History answers = History.EMPTY;
        int asked = 0;
        for (int n = 0; n < COUNTS.length; n++) {
            for (; asked < COUNTS[n]; asked += ROUND) {
                for (int item : asker.next(answers, skipped, row)) {
                    answers = answer(user, pool, item, answers, skipped);
                }
            }
            History known = answers.withAttributes(user.history().attributes());
            after[n][row] = new TestUser(user.id(), known, targets, values, null);
        }
    }

    private static History answer(
            TestUser user, boolean[] pool, int item, History answers, BitSet skipped) {
        for (int k = 0; k < pool.length; k++) {
            if (pool[k] && user.targets()[k] == item) {
                int size = answers.size();
                int[] items = Arrays.copyOf(answers.items(), size + 1);
                double[] values = new double[size + 1];
                for (int n = 0; n < size; n++) {
                    values[n] = answers.value(n);
                }
                items[size] = item;
                values[size] = user.values()[k];
                return History.of(items, values);
            }
        }
        skipped.set(item);
        return answers;
    }

    private static int[] byPopularity(Dataset train) {
        return IntStream.range(0, train.items().size())
                .boxed()
                .sorted((a, b) -> train.byItem().size(b) - train.byItem().size(a))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] shuffled(int[] items, int user) {
        int[] mixed = items.clone();
        var random = new SplittableRandom(user);
        for (int n = 0; n < mixed.length - 1; n++) {
            int other = random.nextInt(n, mixed.length);
            int moved = mixed[n];
            mixed[n] = mixed[other];
            mixed[other] = moved;
        }
        return mixed;
    }

    private static int[] first(int[] order, History answers, BitSet skipped) {
        return Arrays.stream(order)
                .filter(item -> !skipped.get(item) && answers.find(item) < 0)
                .limit(ROUND)
                .toArray();
    }
}
