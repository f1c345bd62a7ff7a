package dev.kindred.cli;

import dev.kindred.data.Split;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metric;
import dev.kindred.eval.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures all algorithms on all splits, all alike. */
final class EvaluationRuns {
    private final CommonOptions common;
    private final EvaluateCommand.Measuring measuring;
    private final List<Evaluation> evaluations = new ArrayList<>();

    EvaluationRuns(
            CommonOptions common,
            EvaluateCommand.Measuring measuring,
            List<Metric> metrics,
            List<Split> splits,
            @Nullable String spec) {
        this.common = common;
        this.measuring = measuring;
        for (Split split : splits) {
            evaluations.add(
                    Evaluation.of(split)
                            .metrics(metrics)
                            .split(spec == null ? "given" : spec)
                            .relevantFrom(relevantFrom(split))
                            .repeatSeen(measuring.includeSeen)
                            .sampledCandidates(
                                    UsageException.check(
                                            () ->
                                                    dev.kindred.internal.Checks.notNegative(
                                                            "--sampled-candidates",
                                                            measuring.sampledCandidates)))
                            .build());
        }
    }

    /** Values above 0 are targets; where all are, the protocol says "all". */
    private double relevantFrom(Split split) {
        if (measuring.relevantFrom != null) {
            return measuring.relevantFrom;
        }
        for (TestUser user : split.test().users()) {
            for (double value : user.values()) {
                if (value <= 0) {
                    return Double.MIN_VALUE;
                }
            }
        }
        return Double.NEGATIVE_INFINITY;
    }

    /**
     * What was found of one algorithm.
     *
     * @param folds one report per split
     */
    record Result(AlgorithmOptions.Choice choice, List<Report> folds) {
        /** Each metric's mean over the folds. */
        Map<String, Double> metrics() {
            var means = new LinkedHashMap<String, Double>();
            for (String metric : folds.get(0).metrics().keySet()) {
                means.put(
                        metric,
                        folds.stream()
                                .mapToDouble(fold -> fold.metric(metric))
                                .average()
                                .orElse(Double.NaN));
            }
            return means;
        }

        int users() {
            return folds.stream().mapToInt(fold -> fold.protocol().users()).sum();
        }

        double fitSeconds() {
            return folds.stream().mapToDouble(fold -> fold.seconds().fit()).sum();
        }

        double rankSeconds() {
            return folds.stream()
                    .mapToDouble(fold -> fold.seconds().rank() + fold.seconds().summary())
                    .sum();
        }
    }

    List<Result> run(List<AlgorithmOptions.Choice> choices) {
        var results = new ArrayList<Result>();
        var warnings = new LinkedHashSet<String>();
        for (AlgorithmOptions.Choice choice : choices) {
            var folds = new ArrayList<Report>();
            for (Evaluation evaluation : evaluations) {
                try (ProgressDisplay progress = common.progress()) {
                    Report report =
                            evaluation.run(
                                    choice.name(), choice.algorithm(), common.context(progress));
                    folds.add(report);
                    warnings.addAll(report.warnings());
                }
            }
            results.add(new Result(choice, folds));
        }
        warnings.forEach(warning -> common.note("warning: " + warning));
        return results;
    }
}
