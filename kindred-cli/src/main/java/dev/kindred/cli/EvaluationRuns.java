package dev.kindred.cli;

import dev.kindred.data.Split;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metric;
import dev.kindred.eval.Report;
import dev.kindred.internal.Checks;
import dev.kindred.io.DataException;
import dev.kindred.model.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures all algorithms on all splits, all alike. */
final class EvaluationRuns {
    /** The threshold of "above 0": the smallest of all such numbers. */
    static final double ABOVE_0 = Double.MIN_VALUE;

    private final CommonOptions common;
    private final List<Evaluation> evaluations = new ArrayList<>();

    EvaluationRuns(
            CommonOptions common,
            EvaluateCommand.Measuring measuring,
            List<Metric> metrics,
            List<Split> splits,
            @Nullable String spec) {
        this.common = common;
        int sampled =
                UsageException.check(
                        () ->
                                Checks.notNegative(
                                        "--sampled-candidates", measuring.sampledCandidates));
        double relevantFrom =
                measuring.relevantFrom != null
                        ? UsageException.check(
                                () -> Checks.finite("--relevant-from", measuring.relevantFrom))
                        : relevantFrom(splits);
        for (Split split : splits) {
            evaluations.add(
                    Evaluation.of(split)
                            .metrics(metrics)
                            .split(spec == null ? "given" : spec)
                            .relevantFrom(relevantFrom)
                            .repeatSeen(measuring.includeSeen)
                            .sampledCandidates(sampled)
                            .build());
        }
    }

    /** Values above 0 are targets; where all are, the protocol says "all". */
    private static double relevantFrom(List<Split> splits) {
        boolean allAbove0 =
                splits.stream()
                        .flatMap(split -> split.test().users().stream())
                        .flatMapToDouble(user -> Arrays.stream(user.values()))
                        .allMatch(value -> value > 0);
        return allAbove0 ? Double.NEGATIVE_INFINITY : ABOVE_0;
    }

    /**
     * What was found of one algorithm.
     *
     * @param report of all splits together
     * @param folds the reports of the splits, if there are several
     */
    record Result(AlgorithmOptions.Choice choice, Report report, List<Report> folds) {}

    List<Result> run(List<AlgorithmOptions.Choice> choices) {
        var results = new ArrayList<Result>();
        var warnings = new LinkedHashSet<String>();
        for (AlgorithmOptions.Choice choice : choices) {
            Result result = run(choice);
            results.add(result);
            warnings.addAll(result.report().warnings());
        }
        warnings.forEach(warning -> common.note("warning: " + warning));
        return results;
    }

    private Result run(AlgorithmOptions.Choice choice) {
        var reports = new ArrayList<Report>();
        for (Evaluation evaluation : evaluations) {
            try (ProgressDisplay progress = common.progress()) {
                reports.add(
                        evaluation.run(
                                choice.name(), choice.algorithm(), common.context(progress)));
            }
        }
        checkMeasured(reports);
        return reports.size() == 1
                ? new Result(choice, reports.get(0), List.of())
                : new Result(
                        choice, Report.ofFolds(reports, common.context(Progress.SILENT)), reports);
    }

    private static void checkMeasured(List<Report> reports) {
        boolean measured =
                reports.stream()
                        .anyMatch(
                                report ->
                                        report.protocol().users() > 0
                                                || report.predictions() != null
                                                        && report.predictions().pairs() > 0);
        if (!measured) {
            throw new DataException(
                    "nothing was measured: no test user has a target. Maybe the split leaves too"
                            + " little for the test, or --relevant-from is too high");
        }
    }
}
