package dev.kindred.cli;

import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Split;
import dev.kindred.data.Splitter;
import dev.kindred.data.Splitters;
import dev.kindred.data.TestSet;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.eval.ComparisonTable;
import dev.kindred.eval.Metric;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Significance;
import dev.kindred.io.DataException;
import dev.kindred.model.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        header = "Measures algorithms on data that they have not seen.",
        description = {
            "",
            "Every item that a user does not have yet is ranked; test items that the training data"
                    + " does not know count as targets; users without targets are left out. The"
                    + " result names the protocol with all that must be equal to compare two."
        },
        customSynopsis = {
            "kindred evaluate --data FILE [--split SPEC | --cv N | --cv-users N] ALGORITHMS [OPTIONS]",
            "       kindred evaluate --train FILE --test FILE [--candidates FILE] ALGORITHMS [OPTIONS]",
            "ALGORITHMS: (--algorithm NAME [--preset NAME] | --config FILE) [--set NAME=VALUE ...],"
                    + " repeated"
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  kindred evaluate --data ratings.csv --split user:0.2 --metrics ndcg@10,recall@20 \\",
            "      --algorithm popular --algorithm item-knn --set neighbours=100",
            "  kindred evaluate --data ratings.csv --cv 5 --metrics rmse,mae --algorithm bias",
            "  kindred evaluate --data ratings.csv --metrics ndcg@10,coverage@10 --compare \\",
            "      --algorithm popular --algorithm ease --report report.html",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final double ALPHA = 0.05;

    @ArgGroup(validate = false, heading = "%nTraining and test data:%n", order = 1)
    private Source source = new Source();

    @ArgGroup(validate = false, heading = "%nAlgorithms:%n", order = 2)
    AlgorithmSequence sequence = new AlgorithmSequence();

    @ArgGroup(validate = false, heading = "%nMeasuring:%n", order = 3)
    private Measuring measuring = new Measuring();

    @ArgGroup(validate = false, heading = "%nRules and re-ranking:%n", order = 4)
    private RerankOptions rerank = new RerankOptions();

    @ArgGroup(validate = false, heading = "%nData:%n", order = 5)
    private DataOptions dataOptions = new DataOptions();

    @Mixin private CommonOptions common;

    /** Where training and test data come from. */
    static final class Source {
        @Option(
                names = {"-d", "--data"},
                paramLabel = "FILE",
                description = "Interactions, to be split into training and test data.")
        @Nullable String data;

        @Option(
                names = "--split",
                paramLabel = "SPEC",
                description =
                        "random:0.2 or user:0.2 (a share of all, or of each user's, is test data),"
                                + " leave-one-out, last:5, time:0.8 (the first share is training"
                                + " data), users:0.1 (held-out users), cold-users:0.1 (held-out users"
                                + " without any history), items:0.2 (hidden items, ranked among"
                                + " themselves; needs --items). Default: random:0.2.")
        @Nullable String split;

        @Option(names = "--cv", paramLabel = "N", description = "Cross-validation: N random folds.")
        @Nullable Integer folds;

        @Option(
                names = "--cv-users",
                paramLabel = "N",
                description = "Cross-validation: N folds of held-out users.")
        @Nullable Integer userFolds;

        @Option(names = "--train", paramLabel = "FILE", description = "Training data.")
        @Nullable String train;

        @Option(names = "--test", paramLabel = "FILE", description = "Test data.")
        @Nullable String test;

        @Option(
                names = "--candidates",
                paramLabel = "FILE",
                description =
                        "Ranks only these items and the targets: CSV with user and item, or NCF's"
                                + " (user,item) item item ... Not comparable with full ranking.")
        @Nullable String candidates;

        /** The description of the split, or null for given files. */
        @Nullable String spec() {
            int ways = (split == null ? 0 : 1) + (folds == null ? 0 : 1);
            ways += userFolds == null ? 0 : 1;
            if (data == null) {
                if (train == null || test == null) {
                    throw new UsageException(
                            "--data FILE, or --train FILE and --test FILE is needed");
                }
                if (ways > 0) {
                    throw new UsageException("--split, --cv and --cv-users need --data");
                }
                return null;
            }
            if (train != null || test != null || ways > 1) {
                throw new UsageException(
                        "only one of --split, --cv, --cv-users, and --train with --test may be given");
            }
            if (folds != null) {
                return "cv:" + folds;
            }
            return userFolds != null
                    ? "cv-users:" + userFolds
                    : split == null ? "random:0.2" : split;
        }
    }

    /** What is measured, and how. */
    static final class Measuring {
        @Option(
                names = "--metrics",
                paramLabel = "LIST",
                description =
                        "Such as ndcg@10,recall@20 or rmse,mae (default: ndcg@10,recall@10,"
                                + "precision@10,hit-rate@10,mrr@10).")
        @Nullable String metrics;

        @Option(
                names = "--relevant-from",
                paramLabel = "T",
                description =
                        "Test items of at least this value are targets (default: those above 0).")
        @Nullable Double relevantFrom;

        @Option(
                names = "--include-seen",
                description = "Items of the history may be recommended again.")
        boolean includeSeen;

        @Option(
                names = "--sampled-candidates",
                paramLabel = "N",
                description =
                        "Ranks only the targets and N random items. Not comparable with full"
                                + " ranking.")
        int sampledCandidates;

        @Option(
                names = "--compare",
                arity = "0..1",
                fallbackValue = "T",
                paramLabel = "TEST",
                description =
                        "Tests which differences between the algorithms are significant (p < 0.05,"
                                + " Holm's correction): t (default), wilcoxon or randomisation.")
        Significance.@Nullable Test compare;

        @Option(
                names = "--fairness",
                paramLabel = "ATTRIBUTE",
                description =
                        "Reports the exposure at 10 of each value of an item attribute, before and"
                                + " after re-ranking, beside its share of the catalogue and of the"
                                + " targets; and what re-ranking costs in each metric.")
        @Nullable String fairness;

        @Option(
                names = "--report",
                paramLabel = "FILE",
                description =
                        "Writes the result as one HTML file as well: metrics with intervals,"
                                + " charts, settings, a summary of the data. It opens from the disk"
                                + " and needs no network.")
        @Nullable Path report;

        @Option(
                names = "--list-presets",
                description = "Shows all presets of all algorithms, and ends.")
        boolean listPresets;

        @Option(names = "--list-metrics", description = "Shows all metrics, and ends.")
        boolean listMetrics;

        List<Metric> metrics() {
            return UsageException.check(
                    () ->
                            Metrics.parse(
                                    metrics == null
                                            ? "ndcg@10,recall@10,precision@10,hit-rate@10,mrr@10"
                                            : metrics));
        }
    }

    @Override
    public Integer call() throws IOException {
        if (measuring.listPresets || measuring.listMetrics) {
            return KnownLists.write(common, measuring.listPresets);
        }
        String spec = source.spec();
        Path file = measuring.report;
        if (file != null) {
            OutputFile.check("--report", file, files());
        }
        Splitter splitter = spec == null ? null : UsageException.check(() -> Splitters.parse(spec));
        List<Metric> metrics = measuring.metrics();
        List<AlgorithmOptions.Choice> choices = choices(metrics);
        var pipeline = new Reranking(rerank);
        var reader = new DataReader(common, dataOptions);
        List<Split> splits = splits(splitter, reader);
        if (source.candidates != null) {
            Map<String, List<String>> candidates = reader.candidates(source.candidates);
            splits.replaceAll(split -> withCandidates(split, candidates));
        }
        var runs = new EvaluationRuns(common, measuring, metrics, splits, spec, pipeline);
        List<EvaluationRuns.Result> results = runs.run(choices);
        ComparisonTable comparison = comparison(results);
        List<String> words = pipeline.inWords();
        new EvaluationOutput(common.terminal(), results, comparison, words).write(common.format());
        if (file != null) {
            String name = source.data == null ? String.valueOf(source.train) : source.data;
            var page = new ReportPage(name, results, comparison, words, splits.get(0)).write();
            OutputFile.write(file, out -> out.write(page));
            common.note("report written to " + file);
        }
        return reader.exitCode();
    }

    /** All files that are read. */
    private List<String> files() {
        var files = new ArrayList<>(dataOptions.sources(source.data));
        Stream.of(source.train, source.test, source.candidates)
                .filter(Objects::nonNull)
                .forEach(files::add);
        return files;
    }

    private @Nullable ComparisonTable comparison(List<EvaluationRuns.Result> results) {
        return measuring.compare == null
                ? null
                : ComparisonTable.of(
                        results.stream().map(EvaluationRuns.Result::report).toList(),
                        measuring.compare,
                        ALPHA,
                        common.context(Progress.SILENT));
    }

    private List<AlgorithmOptions.Choice> choices(List<Metric> metrics) {
        if (sequence.algorithms.isEmpty()) {
            throw new UsageException(
                    "--algorithm NAME or --config FILE is needed; kindred algorithms lists them");
        }
        boolean ratings = metrics.stream().anyMatch(one -> one.depth() == Metric.NO_LIST);
        boolean lists = metrics.stream().anyMatch(one -> one.depth() != Metric.NO_LIST);
        var choices = new ArrayList<AlgorithmOptions.Choice>();
        for (AlgorithmOptions one : sequence.algorithms) {
            AlgorithmOptions.Choice choice = one.choice("", ratings ? RatingModels.MODE : null);
            if (ratings && !lists) {
                RatingModels.check(choice);
            }
            choices.add(choice);
        }
        return choices;
    }

    private List<Split> splits(@Nullable Splitter splitter, DataReader reader) {
        if (splitter != null) {
            Dataset data = reader.dataset(String.valueOf(source.data));
            return new ArrayList<>(splitter.split(data, common.seed));
        }
        Dataset train = reader.dataset(String.valueOf(source.train));
        Dataset test = reader.testDataset(String.valueOf(source.test));
        return new ArrayList<>(List.of(new Split(train, TestSet.of(train, test))));
    }

    /** The test users who have candidates; their targets are among them. */
    private Split withCandidates(Split split, Map<String, List<String>> candidates) {
        IdIndex items = split.train().items();
        var users = new ArrayList<TestUser>();
        for (TestUser user : split.test().users()) {
            List<String> ids = candidates.get(user.id());
            if (ids != null) {
                var rows = new java.util.TreeSet<Integer>();
                ids.forEach(id -> rows.add(items.row(id)));
                for (int target : user.targets()) {
                    rows.add(target);
                }
                rows.remove(IdIndex.ABSENT);
                users.add(user.withCandidates(rows.stream().mapToInt(Integer::intValue).toArray()));
            }
        }
        int left = split.test().users().size() - users.size();
        if (users.isEmpty()) {
            throw new DataException(
                    "%s has candidates for none of the test users".formatted(source.candidates));
        } else if (left > 0) {
            common.note("%d test users have no candidates and are left out".formatted(left));
        }
        return new Split(split.train(), new TestSet(users));
    }
}
