package dev.kindred.benchmarks;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.data.TestSet;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Report;
import dev.kindred.eval.Significance;
import dev.kindred.io.AttributeFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.Algorithms;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures whether learned blends are at least as good as their best part. */
final class HybridParts {
    private static final String METRIC = "ndcg@10";
    private static final String SPLIT = "user:0.2";
    private static final String HIDDEN = "items:0.2";
    private static final String AUGMENTED = "ease(attributes=*)+content";
    private static final String MOVIES = "ml-1m/movies_extrainfos.dat.gz";
    private static final List<Source> SOURCES =
            List.of(
                    new Source(
                            "ml-100k-mcrec/train.csv.gz",
                            "ml-100k-mcrec/test.csv.gz",
                            "ml-100k/ml-100k.zip!u.item"),
                    new Source(
                            "movielens-small/ratings.csv.gz",
                            null,
                            "movielens-small/movies.csv.gz"),
                    new Source(
                            "demo-goodbooks/ratings-small.csv.gz",
                            null,
                            "demo-goodbooks/books-small.csv.gz"),
                    new Source(
                            "lightgcn-lastfm/data1.txt.gz", "lightgcn-lastfm/test1.txt.gz", null),
                    new Source(Bench.ML_1M, null, MOVIES));

    private final Bench bench;
    private final Split split;
    private final Map<String, Report> reports = new LinkedHashMap<>();

    private HybridParts(Bench bench, Split split) {
        this.bench = bench;
        this.split = split;
    }

    /**
     * Files of a data set.
     *
     * @param test beside the training data, or null where it is split off
     * @param items attributes, or null
     */
    private record Source(String data, @Nullable String test, @Nullable String items) {
        String name() {
            return data.substring(0, data.indexOf('/'));
        }

        boolean isThere(Bench bench) {
            return Files.exists(bench.options().data().resolve(data.split("!", 2)[0]));
        }

        Split split(Bench bench, String how) {
            Dataset all =
                    new DatasetBuilder().itemAttributes(attributes(bench)).build(bench.read(data));
            return test == null
                    ? Splitters.parse(how).split(all, bench.context().seed()).get(0)
                    : new Split(all, TestSet.of(all, bench.dataset(test)));
        }

        private Attributes attributes(Bench bench) {
            if (items == null || !HybridParts.isThere(bench, items)) {
                return Attributes.NONE;
            }
            String path = bench.options().data().resolve(items).toString();
            return AttributeFiles.read(path, ReadOptions.defaults()).attributes();
        }

        List<List<String>> blends(Bench bench) {
            List<List<String>> blends = new ArrayList<>();
            blends.add(List.of("ease", "ials", "rp3beta"));
            if (items != null && HybridParts.isThere(bench, items)) {
                blends.add(List.of("ease", "content"));
            }
            return blends;
        }
    }

    private static boolean isThere(Bench bench, String file) {
        return Files.exists(bench.options().data().resolve(file.split("!", 2)[0]));
    }

    static List<Row> hybrid(Bench bench) {
        var rows = new ArrayList<Row>();
        for (Source source : SOURCES) {
            if (source.isThere(bench)) {
                var parts = new HybridParts(bench, source.split(bench, SPLIT));
                for (List<String> blend : source.blends(bench)) {
                    rows.add(parts.row(source, blend));
                }
            }
        }
        var movies = new Source(Bench.ML_1M, null, MOVIES);
        rows.add(new HybridParts(bench, movies.split(bench, HIDDEN)).hiddenItems());
        return rows;
    }

    /** The blend learns on items that are hidden in turn; only they are ranked. */
    private Row hiddenItems() {
        Report blend = measure("hybrid", Map.of("parts", AUGMENTED, "validation", HIDDEN));
        report("content");
        return row("ml-1m, hidden items: hybrid of " + AUGMENTED, blend, "content");
    }

    private Row row(Source source, List<String> parts) {
        String best = parts.get(0);
        for (String part : parts) {
            best = value(part) > value(best) ? part : best;
        }
        Report blend = measure("hybrid", Map.of("parts", String.join("+", parts)));
        return row(source.name() + ": hybrid of " + String.join(", ", parts), blend, best);
    }

    private Row row(String work, Report blend, String best) {
        Significance.Paired gain =
                Significance.compare(
                        blend, report(best), METRIC, Significance.Test.T, bench.context());
        var alone = new StringBuilder();
        reports.forEach(
                (part, report) ->
                        alone.append(
                                String.format(
                                        Locale.ROOT, "%s %.4f; ", part, report.metric(METRIC))));
        String quality =
                String.format(
                        Locale.ROOT,
                        "%s %.4f; %sagainst %s %+.4f (%+.4f to %+.4f)",
                        METRIC,
                        blend.metric(METRIC),
                        alone,
                        best,
                        gain.difference(),
                        gain.interval().low(),
                        gain.interval().high());
        double seconds = blend.seconds().fit();
        return Row.of(work, Timing.of(seconds, new double[] {seconds}, 0)).quality(quality);
    }

    private double value(String algorithm) {
        return report(algorithm).metric(METRIC);
    }

    private Report report(String algorithm) {
        return reports.computeIfAbsent(algorithm, name -> measure(name, Map.of()));
    }

    private Report measure(String algorithm, Map<String, String> settings) {
        return Evaluation.of(split)
                .metrics(Metrics.parse(METRIC))
                .build()
                .run(algorithm, Algorithms.create(algorithm, null, settings), bench.context());
    }
}
