package dev.kindred.server.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.data.Dataset;
import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.data.TestSet;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Report;
import dev.kindred.eval.Significance;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.Recommender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Is what an algorithm learns from these data better than popularity? Each user's last event is
 * held back; both are trained on the rest, and rank all items for up to {@value #MOST_USERS} users
 * (every n-th).
 *
 * @param skipped why nothing was measured, or null
 * @param model trained on the rest; null if nothing was measured
 * @param report of the model, or null
 * @param popular of popularity, or null
 * @param difference in nDCG@10 of the two, user by user, or null
 */
record Validation(
        @Nullable String skipped,
        @Nullable Model model,
        @Nullable Report report,
        @Nullable Report popular,
        Significance.@Nullable Paired difference) {
    static final int MOST_USERS = 5000;
    static final int FEWEST_USERS = 20;
    static final String METRIC = "ndcg@10";
    private static final String METRICS = METRIC + ",recall@10,coverage@10";
    private static final int RESAMPLES = 1000;

    /** Trains and measures. Cost: a training, and a list for each of the users. */
    static Validation run(Dataset data, Algorithm<?> algorithm, String name, FitContext context) {
        Split split = Splitters.last(1).split(data, context.seed()).get(0);
        List<TestUser> users = thinned(split.test().users());
        if (users.size() < FEWEST_USERS) {
            return skipped(
                    "%d users have two items or more; from %d on models are compared with popularity"
                            .formatted(users.size(), FEWEST_USERS));
        }
        Evaluation evaluation =
                Evaluation.of(split.train(), new TestSet(users))
                        .metrics(Metrics.parse(METRICS))
                        .split("last:1")
                        .resamples(RESAMPLES)
                        .build();
        Model model = algorithm.fit(split.train(), context);
        Report report = evaluation.measure(name, Recommender.of(model), null, context);
        Report popular =
                evaluation.run("popular", Algorithms.create("popular", null, Map.of()), context);
        return new Validation(
                null,
                model,
                report,
                popular,
                Significance.compare(report, popular, METRIC, Significance.Test.T, context));
    }

    static Validation skipped(String why) {
        return new Validation(why, null, null, null, null);
    }

    private static List<TestUser> thinned(List<TestUser> users) {
        int step = (users.size() + MOST_USERS - 1) / MOST_USERS;
        var kept = new ArrayList<TestUser>();
        for (int at = 0; at < users.size(); at += Math.max(1, step)) {
            kept.add(users.get(at));
        }
        return kept;
    }

    /** Worse than popularity beyond doubt: the whole 95 % interval of the difference is below 0. */
    boolean isWorse() {
        return difference != null && difference.interval().high() < 0;
    }

    /** The figures: of the model by name, with intervals, and those of popularity. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (report == null || popular == null || difference == null) {
            return json.put("skipped", skipped);
        }
        put(report, json);
        json.put("users", report.users().size()).put("split", "last:1");
        put(popular, json.putObject("popular"));
        json.putObject("difference")
                .put(METRIC, difference.difference())
                .putArray("interval")
                .add(difference.interval().low())
                .add(difference.interval().high());
        return json;
    }

    static void put(Report report, ObjectNode json) {
        report.metrics()
                .forEach(
                        (metric, value) -> {
                            if (Double.isFinite(value)) {
                                json.put(metric, value);
                            }
                        });
        ObjectNode intervals = json.putObject("intervals");
        report.intervals()
                .forEach(
                        (metric, interval) ->
                                intervals
                                        .putArray(metric)
                                        .add(interval.low())
                                        .add(interval.high()));
    }
}
