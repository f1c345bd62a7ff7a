package dev.kindred.experiment.analysis;

import dev.kindred.experiment.analysis.AnalysisConfig.Method;
import dev.kindred.experiment.analysis.Contrast.Verdict;
import dev.kindred.experiment.analysis.MetricSpec.Kind;
import dev.kindred.experiment.analysis.MetricSpec.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From sufficient statistics to results.
 *
 * <p>Effects are tested by their absolute difference, which is there even where the control's mean
 * is near 0; relative ones are shown. The sequential p value is the smallest of all looks so far,
 * as it may be.
 *
 * <p>Cost: some microseconds per metric and arm, whatever the number of units (conversions: linear
 * in the successes, up to 100,000).
 */
public final class Analysis {
    private static final String RATIO = "sample ratio";

    private final Summary summary;
    private final AnalysisConfig config;
    private final Map<String, Double> earlier;
    private final Map<String, Double> smallest = new LinkedHashMap<>();

    private Analysis(Summary summary, AnalysisConfig config, Map<String, Double> earlier) {
        this.summary = summary;
        this.config = config;
        this.earlier = earlier;
    }

    /** Results of one look, of an experiment of unknown age. */
    public static Results of(Summary summary, AnalysisConfig config) {
        return of(summary, config, Double.NaN, Map.of());
    }

    /**
     * Results of a look.
     *
     * @param days since the start; {@code NaN} if unknown
     * @param earlier {@link Results#smallest()} of the look before; empty at the first
     */
    public static Results of(
            Summary summary, AnalysisConfig config, double days, Map<String, Double> earlier) {
        return new Analysis(summary, config, earlier).results(days);
    }

    private Results results(double days) {
        SampleRatio ratio = SampleRatio.of(summary.units(), summary.weights());
        ratio = ratio.after(earlier.getOrDefault(RATIO, 1.0));
        smallest.put(RATIO, ratio.sequentialP());
        var metrics = new ArrayList<MetricResult>();
        for (int metric = 0; metric < summary.metrics().size(); metric++) {
            metrics.add(result(metric));
        }
        List<MetricResult> judged = new Verdicts(config, enough()).judge(metrics);
        var units = Arrays.stream(summary.units()).boxed().toList();
        Advice advice =
                new Adviser(summary, config, ratio, judged).advise(!(days >= config.minimumDays()));
        return new Results(
                summary.variants(),
                units,
                summary.crossovers(),
                ratio,
                judged,
                advice,
                Map.copyOf(smallest));
    }

    private boolean enough() {
        return Arrays.stream(summary.units()).allMatch(n -> n >= config.minimumUnits());
    }

    private MetricResult result(int metric) {
        MetricSpec spec = summary.metrics().get(metric);
        int cap = summary.capOf(metric);
        var arms = new ArrayList<Arm>();
        var means = new ArrayList<MetricResult.ArmMean>();
        for (Moments moments : summary.capped(metric)) {
            Arm arm = Arm.of(spec.kind(), moments);
            String variant = summary.variants().get(arms.size());
            boolean known = arm.n() > 0 && Double.isFinite(arm.mean());
            means.add(
                    new MetricResult.ArmMean(
                            variant,
                            arm.n(),
                            known ? arm.mean() : null,
                            known && arm.n() > 1 ? Math.sqrt(arm.variance()) : null));
            arms.add(arm);
        }
        var contrasts = new ArrayList<Contrast>();
        for (int arm = 1; arm < arms.size(); arm++) {
            contrasts.add(contrast(spec, summary.variants().get(arm), arms.get(0), arms.get(arm)));
        }
        return new MetricResult(
                spec, cap == Tally.NOT_POSITIVE ? null : Tally.end(cap), means, contrasts);
    }

    private Contrast contrast(MetricSpec spec, String variant, Arm control, Arm arm) {
        double theta = spec.covariate() ? Effect.theta(control, arm) : 0;
        Arm a = theta == 0 ? control : Effect.adjusted(control, theta);
        Arm b = theta == 0 ? arm : Effect.adjusted(arm, theta);
        Effect absolute = Effect.absolute(a, b);
        Effect relative =
                theta == 0
                        ? Effect.relative(control, arm)
                        : Effect.relativeAdjusted(control, arm, theta);
        double p = absolute == null ? Double.NaN : p(spec, absolute);
        if (config.method() == Method.SEQUENTIAL && !Double.isNaN(p)) {
            String key = spec.name() + " / " + variant;
            p = Math.min(p, earlier.getOrDefault(key, 1.0));
            smallest.put(key, p);
        }
        double alpha = config.alpha();
        return new Contrast(
                variant,
                absolute == null ? null : absolute.sequential(alpha, config.tuning()),
                relative == null ? null : relative.sequential(alpha, config.tuning()),
                absolute == null ? null : absolute.fixed(alpha),
                relative == null ? null : relative.fixed(alpha),
                relative == null ? null : relative.bayesian(alpha),
                conversions(spec, control, arm),
                p,
                p,
                Verdict.UNCLEAR,
                theta == 0 ? 1 : kept(control, arm, a, b));
    }

    private static double kept(Arm control, Arm arm, Arm a, Arm b) {
        double before = control.errorOfMean() + arm.errorOfMean();
        return before == 0 ? 1 : (a.errorOfMean() + b.errorOfMean()) / before;
    }

    private static @Nullable Conversions conversions(MetricSpec spec, Arm control, Arm arm) {
        return spec.kind() != Kind.CONVERSION || control.n() == 0 || arm.n() == 0
                ? null
                : Conversions.of(successes(control), control.n(), successes(arm), arm.n());
    }

    private static long successes(Arm arm) {
        return Math.min(arm.n(), Math.max(0, Math.round(arm.mean() * arm.n())));
    }

    private double p(MetricSpec spec, Effect effect) {
        boolean sequential = config.method() == Method.SEQUENTIAL;
        if (spec.role() != Role.GUARDRAIL) {
            return sequential
                    ? AlwaysValid.p(
                            effect.d(), effect.se(), effect.n(), config.alpha(), config.tuning())
                    : effect.fixed(config.alpha()).p();
        }
        double harm = spec.lowerIsBetter() ? effect.d() : -effect.d();
        if (sequential) {
            return AlwaysValid.oneSidedP(
                    harm, effect.se(), effect.n(), config.alpha(), config.tuning());
        }
        double twoSided = effect.fixed(config.alpha()).p();
        return harm > 0 ? twoSided / 2 : 1 - twoSided / 2;
    }
}
