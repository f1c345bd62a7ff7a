package dev.kindred.experiment.analysis;

import dev.kindred.experiment.analysis.AnalysisConfig.Method;
import dev.kindred.experiment.analysis.Contrast.Verdict;
import dev.kindred.experiment.analysis.MetricSpec.Role;
import java.util.ArrayList;
import java.util.List;

/** Corrects the p values of goals together and says what each contrast means. */
final class Verdicts {
    private final AnalysisConfig config;
    private final boolean enough;

    Verdicts(AnalysisConfig config, boolean enough) {
        this.config = config;
        this.enough = enough;
    }

    List<MetricResult> judge(List<MetricResult> results) {
        double[] goals =
                results.stream()
                        .filter(result -> result.metric().role() == Role.GOAL)
                        .flatMap(result -> result.contrasts().stream())
                        .mapToDouble(Contrast::p)
                        .toArray();
        double[] corrected = config.correction().apply(goals);
        int at = 0;
        var judged = new ArrayList<MetricResult>();
        for (MetricResult result : results) {
            var contrasts = new ArrayList<Contrast>();
            for (Contrast contrast : result.contrasts()) {
                boolean goal = result.metric().role() == Role.GOAL;
                contrasts.add(
                        judge(result.metric(), contrast, goal ? corrected[at++] : contrast.p()));
            }
            judged.add(new MetricResult(result.metric(), result.cap(), result.arms(), contrasts));
        }
        return judged;
    }

    private Contrast judge(MetricSpec metric, Contrast c, double corrected) {
        return new Contrast(
                c.variant(),
                c.absolute(),
                c.relative(),
                c.fixedAbsolute(),
                c.fixedRelative(),
                c.chance(),
                c.conversions(),
                c.p(),
                corrected,
                verdict(metric, c, corrected),
                c.varianceKept());
    }

    private Verdict verdict(MetricSpec metric, Contrast contrast, double corrected) {
        Estimate absolute = contrast.absolute();
        if (absolute == null) {
            return Verdict.NOT_COMPUTABLE;
        }
        if (!enough) {
            return Verdict.TOO_FEW;
        }
        if (corrected < config.alpha()) {
            boolean up = absolute.value() > 0;
            return metric.role() != Role.GUARDRAIL && up != metric.lowerIsBetter()
                    ? Verdict.BETTER
                    : Verdict.WORSE;
        }
        Estimate relative =
                config.method() == Method.SEQUENTIAL
                        ? contrast.relative()
                        : contrast.fixedRelative();
        return relative != null && relative.margin() <= metric.minimumEffect()
                ? Verdict.SAME
                : Verdict.UNCLEAR;
    }
}
