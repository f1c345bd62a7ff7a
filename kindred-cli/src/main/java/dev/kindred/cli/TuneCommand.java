package dev.kindred.cli;

import dev.kindred.data.Dataset;
import dev.kindred.data.Split;
import dev.kindred.data.Splitter;
import dev.kindred.data.Splitters;
import dev.kindred.eval.Metric;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Tuner;
import dev.kindred.eval.Tuning;
import dev.kindred.internal.Checks;
import dev.kindred.model.Algorithms;
import dev.kindred.model.SearchRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "tune",
        header = "Looks for the best settings of an algorithm.",
        description = {
            "",
            "A part of the training data is held back and measured on; the test data must stay out"
                    + " (--hold-out). The first trial has the settings as they are. What is searched:"
                    + " kindred algorithms NAME."
        },
        customSynopsis = {
            "kindred tune --data FILE [--algorithm NAME] [--range NAME=LOW..HIGH[:log] ...]",
            "             [--trials N] [--time T] [--trials-file FILE] [--output FILE] [OPTIONS]"
        },
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  kindred tune --data ratings.csv --algorithm ease --trials 30 --output best.json",
            "  kindred tune --data ratings.csv --algorithm item-knn --set normalize=true \\",
            "      --range neighbours=10..500:log --range 'similarity=cosine|jaccard' --time 10m",
            "  kindred train --data ratings.csv --config best.json --output model.kindred",
            "",
            "Exit codes: 0 done, 1 failed or some input lines were rejected, 2 wrong usage."
        })
final class TuneCommand implements Callable<Integer> {
    private static final int DEFAULT_TRIALS = 50;

    @ArgGroup(validate = false, heading = "%nTraining data:%n", order = 1)
    private Source source = new Source();

    @ArgGroup(validate = false, heading = "%nAlgorithm (default: item-knn):%n", order = 2)
    private AlgorithmOptions algorithm = new AlgorithmOptions();

    @ArgGroup(validate = false, heading = "%nSearch:%n", order = 3)
    private Searching searching = new Searching();

    @ArgGroup(validate = false, heading = "%nData:%n", order = 4)
    private DataOptions dataOptions = new DataOptions();

    @Mixin private CommonOptions common;

    /** What is trained and measured on. */
    static final class Source {
        @Option(
                names = {"-d", "--data", "--train"},
                paramLabel = "FILE",
                description = "Training data.")
        @Nullable String data;

        @Option(
                names = "--split",
                paramLabel = "SPEC",
                description =
                        "What is held back to measure on: as for evaluate, also cv:5 (default:"
                                + " user:0.2).")
        String split = "user:0.2";

        @Option(
                names = "--hold-out",
                paramLabel = "SPEC",
                description =
                        "First leaves out the test set that evaluate --split SPEC with the same"
                                + " --seed measures on.")
        @Nullable String holdOut;
    }

    /** How to search, and for what. */
    static final class Searching {
        @Option(
                names = "--metric",
                paramLabel = "NAME",
                description =
                        "What is to be good: the highest ndcg@10 (default), the lowest rmse ...")
        String metric = "ndcg@10";

        @Option(
                names = "--relevant-from",
                paramLabel = "T",
                description =
                        "Test items of at least this value are targets (default: those above 0).")
        @Nullable Double relevantFrom;

        @Option(
                names = "--range",
                paramLabel = "NAME=VALUES",
                description =
                        "Searches a setting in 10..1000, by logarithm in 10..1000:log, or among"
                                + " a|b|c. Over the algorithm's own range; --set fixes a setting."
                                + " Repeatable.")
        List<String> ranges = new ArrayList<>();

        @Option(
                names = "--method",
                paramLabel = "NAME",
                description =
                        "tpe (default: learns from the trials where good settings are) or random.")
        Tuner.Method method = Tuner.Method.TPE;

        @Option(
                names = "--budget",
                paramLabel = "NAME",
                description =
                        "What trials that look bad are denied, after 1/9 and 1/3 of it: epochs,"
                                + " users (those measured on), none, or auto (default: epochs where"
                                + " the algorithm has them, else users). The best ones get all.")
        Tuner.Budget budget = Tuner.Budget.AUTO;

        @Option(
                names = "--trials",
                paramLabel = "N",
                description = "Ends after so many (default: 50; no limit if --time is given).")
        @Nullable Integer trials;

        @Option(
                names = "--time",
                paramLabel = "T",
                description = "Starts no trial later than this: 90s, 10m, 1h30m.")
        @Nullable String time;

        @Option(
                names = "--parallel",
                paramLabel = "N",
                description =
                        "Trials at once, which share the threads; N changes what is tried"
                                + " (default: 1).")
        int parallel = 1;

        @Option(
                names = "--trials-file",
                paramLabel = "FILE",
                description =
                        "Keeps every trial as a JSON line; with the same search in it, goes on.")
        @Nullable Path trialsFile;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description =
                        "Writes the best settings, for --config of train, recommend, evaluate ...")
        @Nullable Path output;
    }

    @Override
    public Integer call() throws IOException {
        if (source.data == null) {
            throw new UsageException("--data FILE is needed");
        }
        Splitter splitter = UsageException.check(() -> Splitters.parse(source.split));
        Splitter holdOut =
                source.holdOut == null
                        ? null
                        : UsageException.check(() -> Splitters.parse(source.holdOut));
        Metric metric = UsageException.check(() -> Metrics.of(searching.metric));
        AlgorithmOptions.Choice choice = choice(metric);
        List<SearchRange> ranges = ranges(choice);
        checkOutputs();
        var reader = new DataReader(common, dataOptions);
        Dataset data = trainingData(reader.dataset(source.data), holdOut);
        Tuner tuner = UsageException.check(() -> tuner(data, choice, ranges, metric, splitter));
        Tuning tuning;
        try (ProgressDisplay progress = common.progress()) {
            tuning = tuner.run(common.context(progress));
        }
        new TuneOutput(common, tuning).write(searching.output);
        return reader.exitCode();
    }

    private void checkOutputs() throws IOException {
        var read = new ArrayList<String>(dataOptions.sources(source.data));
        if (searching.trialsFile != null) {
            OutputFile.check("--trials-file", searching.trialsFile, read);
            read.add(searching.trialsFile.toString());
        }
        if (searching.output != null) {
            OutputFile.check("--output", searching.output, read);
        }
    }

    private AlgorithmOptions.Choice choice(Metric metric) {
        boolean ratings = metric.depth() == Metric.NO_LIST;
        AlgorithmOptions.Choice choice =
                algorithm.choice("item-knn", ratings ? RatingModels.MODE : null);
        if (ratings) {
            RatingModels.check(choice);
        }
        return choice;
    }

    private List<SearchRange> ranges(AlgorithmOptions.Choice choice) {
        return searching.ranges.stream()
                .map(
                        text ->
                                UsageException.check(
                                        () ->
                                                SearchRange.parse(
                                                        choice.config(), text, choice.name())))
                .toList();
    }

    private Dataset trainingData(Dataset all, @Nullable Splitter holdOut) {
        if (holdOut == null) {
            return all;
        }
        List<Split> splits = holdOut.split(all, common.seed);
        if (splits.size() > 1) {
            throw new UsageException(
                    "--hold-out %s leaves out everything once; one test set is needed, as in"
                                    .formatted(source.holdOut)
                            + " random:0.2");
        }
        return splits.get(0).train();
    }

    private Tuner tuner(
            Dataset data,
            AlgorithmOptions.Choice choice,
            List<SearchRange> ranges,
            Metric metric,
            Splitter splitter) {
        Tuner.Builder builder =
                Tuner.of(data, Algorithms.provider(choice.name()), choice.config())
                        .split(splitter)
                        .metric(metric)
                        .relevantFrom(relevantFrom(data))
                        .method(searching.method)
                        .budget(searching.budget)
                        .parallel(searching.parallel)
                        .file(searching.trialsFile);
        if (searching.time != null) {
            builder.time(TimeText.duration("--time", searching.time)).trials(Integer.MAX_VALUE);
        } else {
            builder.trials(DEFAULT_TRIALS);
        }
        if (searching.trials != null) {
            builder.trials(searching.trials);
        }
        ranges.forEach(builder::range);
        algorithm.settings.keySet().forEach(builder::fix);
        return builder.build();
    }

    /** Values above 0 are targets, as in evaluate; where all are, the search says "all". */
    private double relevantFrom(Dataset data) {
        if (searching.relevantFrom != null) {
            return Checks.finite("--relevant-from", searching.relevantFrom);
        }
        for (double value : data.byUser().values()) {
            if (value <= 0) {
                return EvaluationRuns.ABOVE_0;
            }
        }
        return Double.NEGATIVE_INFINITY;
    }
}
