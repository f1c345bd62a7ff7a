package dev.kindred.benchmarks;

import dev.kindred.baseline.Popular;
import dev.kindred.baseline.PopularConfig;
import dev.kindred.coldstart.Audience;
import dev.kindred.coldstart.ColdStart;
import dev.kindred.coldstart.Demographic;
import dev.kindred.coldstart.DemographicConfig;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Report;
import dev.kindred.eval.Significance;
import dev.kindred.io.AttributeFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.Model;
import dev.kindred.rank.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** New users and new items of ML-1M. */
final class ColdParts {
    private static final String ML_1M = "ml-1m/ml-1m.zip!";
    private static final int FEWEST_RATERS = 5;

    private ColdParts() {}

    static List<Row> cold(Bench bench) {
        Dataset data =
                new DatasetBuilder()
                        .userAttributes(attributes(bench, "users.dat"))
                        .itemAttributes(attributes(bench, "movies.dat"))
                        .build(bench.read(ML_1M + "ratings.dat"));
        var rows = new ArrayList<Row>(newUsers(bench, data));
        rows.add(audience(bench, data));
        rows.addAll(ColdQuestions.rows(bench, data));
        return rows;
    }

    private static Attributes attributes(Bench bench, String member) {
        String path = bench.options().data().resolve(ML_1M + member).toString();
        return AttributeFiles.read(path, ReadOptions.defaults()).attributes();
    }

    /** 10 % of the users without any history, against the same list for everybody. */
    private static List<Row> newUsers(Bench bench, Dataset data) {
        Split split = Splitters.coldUsers(0.1).split(data, 42).get(0);
        Dataset train = split.train();
        var evaluation =
                Evaluation.of(split).metrics(Metrics.parse("ndcg@10")).resamples(0).build();
        Model popular = new Popular(PopularConfig.builder().build()).fit(train, bench.context());
        Report base = evaluation.measure("popular", Recommender.of(popular), null, bench.context());
        var algorithm = new Demographic(DemographicConfig.builder().build());
        Model groups = algorithm.fit(train, bench.context());
        Report byGroups =
                evaluation.measure("demographic", Recommender.of(groups), null, bench.context());
        var cascade = ColdStart.of(train, null, bench.context());
        Report byCascade = evaluation.measure("cold-start", cascade, null, bench.context());
        Timing fit = bench.timeFit(algorithm, train);
        Timing build = bench.watch().time(() -> ColdStart.of(train, null, bench.context()));
        return List.of(
                Row.of("demographic, ML-1M, cold-users:0.1 (fit)", fit)
                        .quality(against(bench, byGroups, base)),
                Row.of("ColdStart, ML-1M, cold-users:0.1 (build)", build)
                        .quality(against(bench, byCascade, base)));
    }

    private static String against(Bench bench, Report report, Report popular) {
        Significance.Paired paired =
                Significance.compare(
                        report, popular, "ndcg@10", Significance.Test.T, bench.context());
        return "ndcg@10 "
                + versus(report.metric("ndcg@10"), popular.metric("ndcg@10"), "popular", paired);
    }

    static String versus(double value, double base, String name, Significance.Paired paired) {
        return String.format(
                Locale.ROOT,
                "%.4f, %s %.4f, difference %.4f (%.4f to %.4f), p %.1e, n %d",
                value,
                name,
                base,
                paired.difference(),
                paired.interval().low(),
                paired.interval().high(),
                paired.p(),
                paired.users());
    }

    /** A fifth of the items hidden: do their raters stand above others? */
    private static Row audience(Bench bench, Dataset data) {
        var hidden = new BitSet();
        var random = new SplittableRandom(42);
        IntStream.range(0, data.items().size())
                .filter(item -> random.nextDouble() < 0.2)
                .forEach(hidden::set);
        var keep = new BitSet();
        for (int k = 0; k < data.size(); k++) {
            keep.set(k, !hidden.get(data.byUser().column(k)));
        }
        Dataset known = data.subset(keep);
        Audience audience = Audience.learn(known);
        int[] tested =
                hidden.stream().filter(item -> data.byItem().size(item) >= FEWEST_RATERS).toArray();
        double[] ours = new double[tested.length];
        double[] activity = new double[tested.length];
        Timing timing =
                bench.watch()
                        .time(
                                () ->
                                        bench.context()
                                                .forEachRow(
                                                        tested.length,
                                                        n ->
                                                                ours[n] =
                                                                        auc(
                                                                                data, tested[n],
                                                                                known, audience)));
        for (int n = 0; n < tested.length; n++) {
            activity[n] = auc(data, tested[n], known, null);
        }
        Significance.Paired paired =
                Significance.compare(ours, activity, Significance.Test.T, bench.context());
        return Row.of("audiences of hidden items, ML-1M, 20 % of the items", timing)
                .rate(Bench.perSecond(tested.length, timing.median(), "items"))
                .quality(
                        "AUC of the raters "
                                + versus(mean(ours), mean(activity), "by activity", paired));
    }

    private static double auc(Dataset data, int item, Dataset known, @Nullable Audience audience) {
        Audience.Ranking ranking =
                audience == null ? null : audience.of(data.itemAttributes().row(item));
        double[] scores = new double[known.users().size()];
        boolean[] rated = new boolean[scores.length];
        for (int user = 0; user < scores.length; user++) {
            scores[user] = ranking == null ? known.byUser().size(user) : ranking.score(user);
        }
        for (int k = data.byItem().start(item); k < data.byItem().end(item); k++) {
            int row = known.users().row(data.users().id(data.byItem().column(k)));
            if (row >= 0) {
                rated[row] = true;
            }
        }
        return auc(scores, rated);
    }

    /** The share of pairs of one rater and one other in which the rater is higher; ties half. */
    static double auc(double[] scores, boolean[] rated) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(user -> scores[user]));
        double above = 0;
        double raters = 0;
        double others = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double here = 0;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                here += rated[order[to++]] ? 1 : 0;
            }
            double rest = to - from - here;
            above += here * (others + rest / 2);
            raters += here;
            others += rest;
            from = to;
        }
        return above / (raters * others);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
