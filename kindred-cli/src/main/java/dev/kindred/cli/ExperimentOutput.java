package dev.kindred.cli;

import dev.kindred.experiment.analysis.AnalysisConfig;
import dev.kindred.experiment.analysis.AnalysisConfig.Method;
import dev.kindred.experiment.analysis.Chance;
import dev.kindred.experiment.analysis.Contrast;
import dev.kindred.experiment.analysis.Estimate;
import dev.kindred.experiment.analysis.MetricResult;
import dev.kindred.experiment.analysis.MetricSpec.Role;
import dev.kindred.experiment.analysis.Results;
import dev.kindred.experiment.analysis.ResultsMap;
import dev.kindred.experiment.analysis.Summary;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes what an experiment says. */
final class ExperimentOutput {
    private final CommonOptions common;
    private final AnalysisConfig config;
    private final Summary summary;

    ExperimentOutput(CommonOptions common, AnalysisConfig config, Summary summary) {
        this.common = common;
        this.config = config;
        this.summary = summary;
    }

    void write(Results results) throws IOException {
        Writer out = common.terminal().out();
        switch (common.format()) {
            case JSON -> Json.write(out, ResultsMap.of(results));
            case CSV -> csv(out, results);
            case TABLE -> table(out, results);
        }
    }

    private static void csv(Writer out, Results results) throws IOException {
        Csv.line(
                out,
                (Object[])
                        ("metric,role,variant,units,mean,control_mean,lift,low,high,fixed_low,fixed_high,"
                                        + "difference,difference_low,difference_high,p,corrected,verdict")
                                .split(","));
        for (MetricResult result : results.metrics()) {
            for (int k = 0; k < result.contrasts().size(); k++) {
                Contrast contrast = result.contrasts().get(k);
                MetricResult.ArmMean arm = result.arms().get(k + 1);
                Estimate relative = contrast.relative();
                Estimate fixed = contrast.fixedRelative();
                Estimate absolute = contrast.absolute();
                Csv.line(
                        out,
                        result.metric().name(),
                        result.metric().role().name().toLowerCase(Locale.ROOT),
                        contrast.variant(),
                        arm.units(),
                        arm.mean(),
                        result.arms().get(0).mean(),
                        relative == null ? null : relative.value(),
                        relative == null ? null : relative.low(),
                        relative == null ? null : relative.high(),
                        fixed == null ? null : fixed.low(),
                        fixed == null ? null : fixed.high(),
                        absolute == null ? null : absolute.value(),
                        absolute == null ? null : absolute.low(),
                        absolute == null ? null : absolute.high(),
                        contrast.p(),
                        contrast.corrected(),
                        contrast.verdict().words());
            }
        }
    }

    private void table(Writer out, Results results) throws IOException {
        int columns = common.terminal().columns();
        var arms = new Table("arm", "units", "share", "planned");
        double all = results.units().stream().mapToLong(Long::longValue).sum();
        for (int arm = 0; arm < results.variants().size(); arm++) {
            arms.row(
                    results.variants().get(arm) + (arm == 0 ? " (control)" : ""),
                    Numbers.grouped(results.units().get(arm)),
                    percent(results.units().get(arm) / all),
                    percent(summary.weights()[arm]));
        }
        arms.write(out, columns);
        out.write(
                String.format(
                        Locale.ROOT,
                        "Sample ratio: %s (sequential p %.2g, chi-squared p %.2g)%s%n",
                        results.ratio().alarm() ? "ALARM" : "fine",
                        results.ratio().sequentialP(),
                        results.ratio().p(),
                        results.crossovers() == 0
                                ? ""
                                : "; %d units in two arms are left out"
                                        .formatted(results.crossovers())));
        out.write('\n');
        for (MetricResult result : results.metrics()) {
            metric(out, result, columns);
        }
        out.write("Advice: " + results.advice().words());
        out.write(results.advice().early() ? " (early: see --days)\n" : "\n");
        for (String reason : results.advice().reasons()) {
            out.write("  " + reason + "\n");
        }
    }

    private void metric(Writer out, MetricResult result, int columns) throws IOException {
        Role role = result.metric().role();
        out.write(
                "%s%s%s%n"
                        .formatted(
                                result.metric().name(),
                                role == Role.GOAL
                                        ? ""
                                        : role == Role.SHOWN ? ", shown" : ", guardrail",
                                result.metric().lowerIsBetter() ? ", lower is better" : ""));
        boolean sequential = config.method() == Method.SEQUENTIAL;
        var table =
                new Table(
                        "  arm",
                        "mean",
                        "lift",
                        sequential ? "always-valid interval" : "Welch interval",
                        sequential ? "at one look" : "always-valid",
                        "p",
                        "chance up",
                        "verdict");
        MetricResult.ArmMean control = result.arms().get(0);
        table.row("  " + control.variant(), mean(control), "", "", "", "", "", "");
        for (int k = 0; k < result.contrasts().size(); k++) {
            Contrast contrast = result.contrasts().get(k);
            Estimate always = contrast.relative();
            Estimate fixed = contrast.fixedRelative();
            table.row(
                    "  " + contrast.variant(),
                    mean(result.arms().get(k + 1)),
                    always == null ? "-" : signed(always.value()),
                    interval(sequential ? always : fixed),
                    interval(sequential ? fixed : always),
                    p(contrast.corrected()),
                    chance(contrast.chance()),
                    contrast.verdict().words());
        }
        table.write(out, columns);
        if (result.cap() != null) {
            out.write(String.format(Locale.ROOT, "  capped at %.6g%n", result.cap()));
        }
        for (Contrast contrast : result.contrasts()) {
            if (contrast.varianceKept() != 1) {
                out.write(
                        "  %s: the covariate leaves %s of the variance%n"
                                .formatted(contrast.variant(), percent(contrast.varianceKept())));
            }
        }
        out.write('\n');
    }

    private static String mean(MetricResult.ArmMean arm) {
        Double mean = arm.mean();
        return mean == null ? "-" : String.format(Locale.ROOT, "%.6g", mean);
    }

    private static String p(double p) {
        return Double.isNaN(p) ? "-" : p < 1e-4 ? "<.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    private static String chance(@Nullable Chance chance) {
        return chance == null ? "-" : percent(chance.above());
    }

    private static String signed(double share) {
        return String.format(Locale.ROOT, "%+.2f %%", 100 * share);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String interval(@Nullable Estimate estimate) {
        return estimate == null
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%+.2f to %+.2f %%",
                        100 * estimate.low(),
                        100 * estimate.high());
    }
}
