package dev.kindred.cli;

import dev.kindred.experiment.analysis.Analysis;
import dev.kindred.experiment.analysis.AnalysisConfig;
import dev.kindred.experiment.analysis.Comparison;
import dev.kindred.experiment.analysis.Corrections;
import dev.kindred.experiment.analysis.MetricSpec.Role;
import dev.kindred.experiment.analysis.Results;
import dev.kindred.experiment.analysis.Summary;
import dev.kindred.experiment.analysis.SummaryJson;
import dev.kindred.internal.Suggestion;
import dev.kindred.io.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "analyse",
        header = "What an experiment says: lifts with intervals, alarms, advice.",
        description = {
            "",
            "Reads a table with a line per unit (its id, its variant, its numbers; lines of one unit"
                    + " are added up), or that and a table of events (unit, metric, value). Intervals"
                    + " hold however often you look, unless you say --method fixed."
        },
        customSynopsis = {
            "kindred experiment analyse --data FILE [--metrics FILE] [--metric M...] [OPTIONS]",
            "kindred experiment analyse --summary FILE... [OPTIONS]"
        },
        sortOptions = false,
        footer = {
            "",
            "A metric M is NAME[=COLUMN[/COLUMN]][:HOW...], HOW one of",
            "  conversion       1 if any value is above 0",
            "  ratio            sum by sum over all units, as COLUMN/COLUMN is",
            "  lower            lower is better",
            "  winsorize=0.99   units above this quantile count as at it",
            "  covariate=COLUMN the metric before the experiment (CUPED)",
            "  effect=0.01      the smallest relative change that matters",
            "",
            "Examples:",
            "  kindred experiment analyse --data users.csv --metric bought:conversion \\",
            "      --metric revenue:winsorize=0.99:covariate=revenue_before \\",
            "      --guardrail latency=seconds/requests:lower --days 14",
            "  kindred experiment analyse --data exposures.csv --metrics events.csv --format json",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class ExperimentAnalyseCommand implements Callable<Integer> {
    @ArgGroup(validate = false, heading = "%nData:%n", order = 1)
    private Input input = new Input();

    @ArgGroup(validate = false, heading = "%nMetrics:%n", order = 2)
    private Measured measured = new Measured();

    @ArgGroup(validate = false, heading = "%nAnalysis:%n", order = 3)
    private How how = new How();

    @Mixin private CommonOptions common;

    /** What is read. */
    static final class Input {
        @Option(
                names = {"-d", "--data"},
                paramLabel = "FILE",
                description =
                        "Units: a column unit (or user, user_id, ...), a column variant (or arm,"
                                + " group, ...), and numbers.")
        @Nullable String data;

        @Option(
                names = "--metrics",
                paramLabel = "FILE",
                description =
                        "What units did, a line each: unit, metric, value, and for ratios"
                                + " denominator. Units without a line count as 0.")
        @Nullable String events;

        @Option(
                names = "--summary",
                paramLabel = "FILE",
                description =
                        "Statistics that --save wrote; several, of different units, are added up.")
        List<Path> summaries = new ArrayList<>();

        @Option(
                names = "--save",
                paramLabel = "FILE",
                description = "Writes the statistics, to be read again by --summary.")
        @Nullable Path save;

        @Option(names = "--unit", paramLabel = "COLUMN", description = "The column of ids.")
        @Nullable String unit;

        @Option(names = "--variant", paramLabel = "COLUMN", description = "The column of arms.")
        @Nullable String variant;

        @Option(
                names = "--control",
                paramLabel = "NAME",
                description = "The arm to compare with (default: control, or the first by name).")
        @Nullable String control;

        @Option(
                names = "--weights",
                paramLabel = "ARM=W",
                split = ",",
                description = "Planned shares (default: equal).")
        Map<String, Double> weights = new LinkedHashMap<>();
    }

    /** What is measured. */
    static final class Measured {
        @Option(
                names = "--metric",
                paramLabel = "M",
                description = "A goal; see below (default: every other column, as a mean).")
        List<String> goals = new ArrayList<>();

        @Option(names = "--guardrail", paramLabel = "M", description = "Must not get worse.")
        List<String> guardrails = new ArrayList<>();

        @Option(names = "--show", paramLabel = "M", description = "Is shown and decides nothing.")
        List<String> shown = new ArrayList<>();
    }

    /** How it is computed. */
    static final class How {
        @Option(
                names = "--method",
                paramLabel = "M",
                description =
                        "What decides: sequential (at every look) or fixed (Welch, at one look)"
                                + " (default: sequential).")
        AnalysisConfig.Method method = AnalysisConfig.Method.SEQUENTIAL;

        @Option(
                names = "--alpha",
                paramLabel = "A",
                description = "Chance of a false alarm (default: 0.05).")
        double alpha = .05;

        @Option(
                names = "--tuning",
                paramLabel = "N",
                description =
                        "Planned units of two arms together, where sequential intervals are"
                                + " narrowest; to be chosen before the start (default: 5000).")
        double tuning = 5_000;

        @Option(
                names = "--correction",
                paramLabel = "C",
                description = "For several goals or arms: holm, bh, none (default: holm).")
        String correction = "holm";

        @Option(
                names = "--minimum-units",
                paramLabel = "N",
                description = "Per arm, before anything is decided (default: 150).")
        int minimumUnits = 150;

        @Option(
                names = "--days",
                paramLabel = "D",
                description = "Days since the start; before 7, advice is marked as early.")
        @Nullable Double days;
    }

    @Override
    public Integer call() throws IOException {
        AnalysisConfig config = UsageException.check(this::config);
        if ((input.data == null) == input.summaries.isEmpty()) {
            throw new UsageException("either --data or --summary is needed");
        }
        if (input.events != null && input.data == null) {
            throw new UsageException("--metrics needs --data, which says who is in which arm");
        }
        if (input.save != null) {
            OutputFile.check("--save", input.save, sources());
        }
        Summary summary = input.data == null ? merged() : read(input.data);
        Results results = Analysis.of(summary, config, days(), Map.of());
        if (input.save != null) {
            OutputFile.write(input.save, out -> out.write(SummaryJson.write(summary) + "\n"));
        }
        new ExperimentOutput(common, config, summary).write(results);
        return 0;
    }

    private double days() {
        return how.days == null ? Double.NaN : how.days;
    }

    private List<String> sources() {
        var sources = new ArrayList<String>();
        input.summaries.forEach(path -> sources.add(path.toString()));
        for (String file : Arrays.asList(input.data, input.events)) {
            if (file != null) {
                sources.add(file);
            }
        }
        return sources;
    }

    private AnalysisConfig config() {
        return AnalysisConfig.builder()
                .alpha(how.alpha)
                .tuning(how.tuning)
                .method(how.method)
                .correction(correction(how.correction))
                .minimumUnits(how.minimumUnits)
                .build();
    }

    private static Corrections correction(String word) {
        return switch (word) {
            case "holm" -> Corrections.HOLM;
            case "bh" -> Corrections.BENJAMINI_HOCHBERG;
            case "none" -> Corrections.NONE;
            default ->
                    throw new UsageException(
                            "--correction must be holm, bh or none, but is \"%s\"%s"
                                    .formatted(
                                            word,
                                            Suggestion.didYouMean(
                                                    word, List.of("holm", "bh", "none"))));
        };
    }

    private List<MetricWord> words() {
        var words = new ArrayList<MetricWord>();
        measured.goals.forEach(text -> words.add(MetricWord.parse(text, Role.GOAL)));
        measured.guardrails.forEach(text -> words.add(MetricWord.parse(text, Role.GUARDRAIL)));
        measured.shown.forEach(text -> words.add(MetricWord.parse(text, Role.SHOWN)));
        var names = new HashSet<String>();
        for (MetricWord word : words) {
            if (!names.add(word.spec().name())) {
                throw new UsageException(
                        "metric \"%s\" is given twice".formatted(word.spec().name()));
            }
        }
        return words;
    }

    private Summary read(String source) {
        var data = new ExperimentData(input.unit, input.variant, words());
        List<ExperimentData.Event> events =
                input.events == null ? List.of() : data.readEvents(input.events);
        data.readUnits(source, input.events == null);
        List<String> variants = data.variants(input.control);
        if (data.metrics().isEmpty()) {
            throw new DataException(
                    source
                            + " has no numbers beside unit and variant. Maybe --metrics names a file"
                            + " of events");
        }
        Comparison comparison = data.comparison(variants, weights(variants));
        data.count(comparison, events)
                .forEach(
                        (reason, count) ->
                                common.note(
                                        "%s: %d lines do not count, %s"
                                                .formatted(input.events, count, reason)));
        return comparison.summary();
    }

    private double[] weights(List<String> variants) {
        double[] weights = new double[variants.size()];
        Arrays.fill(weights, 1.0 / weights.length);
        if (input.weights.isEmpty()) {
            return weights;
        }
        double sum = 0;
        Arrays.fill(weights, 0);
        for (Map.Entry<String, Double> entry : input.weights.entrySet()) {
            int arm = variants.indexOf(entry.getKey());
            if (arm < 0) {
                throw new UsageException(
                        "--weights: no unit is in arm \"%s\"; the arms are %s"
                                .formatted(entry.getKey(), String.join(", ", variants)));
            }
            weights[arm] = entry.getValue();
            sum += entry.getValue();
        }
        if (!(Math.abs(sum - 1) < 1e-6) || Arrays.stream(weights).anyMatch(w -> w < 0)) {
            throw new UsageException("--weights must sum to 1, but sum to " + (float) sum);
        }
        return weights;
    }

    private Summary merged() throws IOException {
        if (!words().isEmpty()) {
            throw new UsageException("the metrics are in the --summary; --metric is for --data");
        }
        Summary all = null;
        for (Path path : input.summaries) {
            if (!Files.isRegularFile(path)) {
                throw new DataException(path + " is no file");
            }
            try {
                Summary one = SummaryJson.read(Files.readString(path));
                if (all == null) {
                    all = one;
                } else {
                    all.merge(one);
                }
            } catch (DataException | IllegalArgumentException e) {
                throw new DataException(path + ": " + e.getMessage(), e);
            }
        }
        return java.util.Objects.requireNonNull(all);
    }
}
