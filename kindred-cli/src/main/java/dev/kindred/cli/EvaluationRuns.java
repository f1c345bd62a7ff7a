package dev.kindred.cli;

import dev.kindred.data.Dataset;
import dev.kindred.data.Split;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.FairnessReport;
import dev.kindred.eval.Metric;
import dev.kindred.eval.Report;
import dev.kindred.internal.Checks;
import dev.kindred.io.DataException;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.Progress;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Measures all algorithms on all splits, all alike. */
final class EvaluationRuns {
    /** The threshold of "above 0": the smallest of all such numbers. */
    static final double ABOVE_0 = Double.MIN_VALUE;

    /** Places whose exposure {@code --fairness} reports. */
    private static final int DEPTH = 10;

    private final CommonOptions common;
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final List<Split> splits;
    private final Reranking reranking;
    private final @Nullable String fairness;

    EvaluationRuns(
            CommonOptions common,
            EvaluateCommand.Measuring measuring,
            List<Metric> metrics,
            List<Split> splits,
            @Nullable String spec,
            Reranking reranking) {
        this.common = common;
        this.splits = splits;
        this.reranking = reranking;
        String field = measuring.fairness;
        this.fairness = field;
        if (field != null && splits.size() > 1) {
            throw new UsageException("--fairness needs one split, not folds");
        }
        List<Metric> measured = new ArrayList<>(metrics);
        if (field != null) {
            measured.add(UsageException.check(() -> FairnessReport.metric(field, DEPTH)));
        }
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
            Evaluation.Builder evaluation =
                    Evaluation.of(split)
                            .metrics(measured)
                            .split(spec == null ? "given" : spec)
                            .relevantFrom(relevantFrom)
                            .repeatSeen(measuring.includeSeen)
                            .sampledCandidates(sampled);
            evaluations.add(UsageException.check(evaluation::build));
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
     * @param fairness before and after re-ranking, or null if it was not asked for
     */
    record Result(
            AlgorithmOptions.Choice choice,
            Report report,
            List<Report> folds,
            @Nullable FairnessReport fairness) {}

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
        for (int fold = 0; fold < evaluations.size(); fold++) {
            Evaluation evaluation = evaluations.get(fold);
            Dataset train = splits.get(fold).train();
            try (ProgressDisplay progress = common.progress()) {
                reports.add(
                        evaluation.run(
                                choice.name(),
                                choice.algorithm(),
                                model -> recommender(model, train),
                                common.context(progress)));
            }
        }
        checkMeasured(reports);
        return reports.size() == 1
                ? new Result(choice, reports.get(0), List.of(), fairness(choice, reports.get(0)))
                : new Result(
                        choice,
                        Report.ofFolds(reports, common.context(Progress.SILENT)),
                        reports,
                        null);
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

    private @Nullable FairnessReport fairness(AlgorithmOptions.Choice choice, Report after) {
        if (fairness == null) {
            return null;
        }
        FitContext context = common.context(Progress.SILENT);
        Report before = evaluations.get(0).run(choice.name(), choice.algorithm(), context);
        return FairnessReport.of(splits.get(0), fairness, before, after, context);
    }

    private Recommender recommender(Model model, Dataset train) {
        var builder = ModelRecommender.builder(model);
        reranking.addTo(builder, train);
        return builder.build();
    }
}
