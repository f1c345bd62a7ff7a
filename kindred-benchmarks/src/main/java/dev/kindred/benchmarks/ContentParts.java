package dev.kindred.benchmarks;

import dev.kindred.baseline.RandomOrder;
import dev.kindred.baseline.RandomOrderConfig;
import dev.kindred.content.Content;
import dev.kindred.content.ContentConfig;
import dev.kindred.content.ContentModel;
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
import dev.kindred.model.Algorithm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Recommends items that nobody had in the training data, by their attributes. */
final class ContentParts {
    private static final String MOVIES = "ml-1m/movies_extrainfos.dat.gz";
    private static final String SPLIT = "items:0.2";
    private static final int MANY_ITEMS = 100_000;
    private static final int FEW_ITEMS = 1000;
    private static final String METRICS = "recall@20,ndcg@20";

    private final Bench bench;
    private final Split split;
    private final Evaluation evaluation;
    private final List<Row> rows = new ArrayList<>();
    private final List<Report> comparisons = new ArrayList<>();

    private ContentParts(Bench bench) {
        this.bench = bench;
        String file = bench.options().data().resolve(MOVIES).toString();
        Attributes movies = AttributeFiles.read(file, ReadOptions.defaults()).attributes();
        Dataset data = new DatasetBuilder().itemAttributes(movies).build(bench.read(Bench.ML_1M));
        split = Splitters.parse(SPLIT).split(data, bench.context().seed()).get(0);
        evaluation =
                Evaluation.of(split)
                        .metrics(Metrics.parse(METRICS))
                        .split(SPLIT)
                        .resamples(0)
                        .build();
    }

    /** A fifth of the items of ML-1M is hidden from training and ranked for each user. */
    static List<Row> hiddenItems(Bench bench) {
        var parts = new ContentParts(bench);
        parts.comparison("random", new RandomOrder(new RandomOrderConfig()));
        parts.comparison("genres of the history, sum", affinity(GenreAffinity.Form.SUM));
        parts.comparison("genres of the history, mean", affinity(GenreAffinity.Form.MEAN));
        parts.comparison(
                "popularity within the genres of the history",
                affinity(GenreAffinity.Form.POPULAR));
        parts.content("content, genres alone", "genres");
        parts.content("content, plots alone", "plot");
        parts.content("content, people alone", "directors,actors,writers");
        parts.content("content, defaults", "*");
        parts.rows.addAll(largeCatalogue(bench));
        return parts.rows;
    }

    private static List<Row> largeCatalogue(Bench bench) {
        int items = bench.options().seconds() < 1 ? FEW_ITEMS : MANY_ITEMS;
        Dataset data = SyntheticTexts.of(items);
        var content = new Content(ContentConfig.builder().build());
        Timing fit = bench.timeFit(content, data);
        ContentModel model = content.fit(data, bench.context());
        float[] scores = new float[items];
        Timing score = bench.watch().time(() -> model.score(data.history(0), scores));
        String of = String.format(Locale.ROOT, "content, %,d items of 60 words and 3 tags", items);
        return List.of(
                Row.of(of + ": training", fit).rate(Bench.perSecond(items, fit.median(), "items")),
                Row.of(of + ": scores of all for a history of 100", score)
                        .rate(Bench.perSecond(items, score.median(), "items")));
    }

    private static Algorithm<?> affinity(GenreAffinity.Form form) {
        return new GenreAffinity("genres", form);
    }

    private void comparison(String name, Algorithm<?> algorithm) {
        comparisons.add(add(name, algorithm, List.of()));
    }

    private void content(String name, String fields) {
        var config = ContentConfig.builder().fields(fields).build();
        Report random = comparisons.get(0);
        Report best =
                comparisons.stream()
                        .max(Comparator.comparingDouble(report -> report.metric("ndcg@20")))
                        .orElse(random);
        add(name, new Content(config), List.of(random, best));
    }

    private Report add(String name, Algorithm<?> algorithm, List<Report> others) {
        Timing fit = bench.timeFit(algorithm, split.train());
        Report report = evaluation.run(name, algorithm, bench.context());
        var quality = new StringBuilder(Bench.rankingOf(report));
        for (Report other : others) {
            quality.append("; minus \"").append(other.name()).append("\": ");
            quality.append(difference(report, other, "recall@20")).append(", ");
            quality.append(difference(report, other, "ndcg@20"));
        }
        rows.add(
                Row.of(name, fit)
                        .rate(Bench.perSecond(split.train().items().size(), fit.median(), "items"))
                        .quality(quality.toString()));
        return report;
    }

    /** The mean difference over the users, with its 95 % confidence interval. */
    private String difference(Report report, Report other, String metric) {
        Significance.Paired paired =
                Significance.compare(report, other, metric, Significance.Test.T, bench.context());
        return String.format(
                Locale.ROOT,
                "%s %+.4f (%+.4f to %+.4f)",
                metric,
                paired.difference(),
                paired.interval().low(),
                paired.interval().high());
    }
}
