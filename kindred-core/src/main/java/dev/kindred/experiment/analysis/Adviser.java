package dev.kindred.experiment.analysis;

import dev.kindred.experiment.analysis.Advice.Action;
import dev.kindred.experiment.analysis.AnalysisConfig.Method;
import dev.kindred.experiment.analysis.Contrast.Verdict;
import dev.kindred.experiment.analysis.MetricSpec.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in words what to do. */
final class Adviser {
    /** A larger share of units seen in two arms is told. */
    private static final double MOST_CROSSED = .001;

    private final Summary summary;
    private final AnalysisConfig config;
    private final SampleRatio ratio;
    private final List<MetricResult> results;
    private final List<String> reasons = new ArrayList<>();

    Adviser(Summary summary, AnalysisConfig config, SampleRatio ratio, List<MetricResult> results) {
        this.summary = summary;
        this.config = config;
        this.ratio = ratio;
        this.results = results;
    }

    /** A metric's word about an arm. */
    private record Said(MetricSpec metric, Contrast contrast) {}

    Advice advise(boolean early) {
        tellCrossovers();
        if (ratio.alarm()) {
            return pause();
        }
        if (fewest() < config.minimumUnits()) {
            reasons.add(
                    "the smallest arm has %d units, and %d are needed before anything is said"
                            .formatted(fewest(), config.minimumUnits()));
            return advice(Action.CONTINUE, null, early, "Go on: there are too few units.");
        }
        Said harm = first(Role.GUARDRAIL, Verdict.WORSE);
        if (harm != null) {
            return stop(harm, early, "Stop arm %s: it harms the guardrail %s.");
        }
        Said best = best();
        if (best != null) {
            reasons.add(numbers(best));
            return advice(
                    Action.SHIP,
                    best.contrast.variant(),
                    early,
                    "Ship arm %s: it is better in %s and harms no guardrail."
                            .formatted(best.contrast.variant(), best.metric.name()));
        }
        Said worse = first(Role.GOAL, Verdict.WORSE);
        if (worse != null) {
            return stop(worse, early, "Stop arm %s: it is worse in %s.");
        }
        return undecided(early);
    }

    private void tellCrossovers() {
        long all = summary.crossovers();
        for (long units : summary.units()) {
            all += units;
        }
        if (summary.crossovers() > MOST_CROSSED * all) {
            reasons.add(
                    "warning: %d units (%.1f %%) were seen in two arms and are left out"
                            .formatted(summary.crossovers(), 100.0 * summary.crossovers() / all));
        }
    }

    private Advice pause() {
        reasons.add(
                ratio.unplanned()
                        ? "an arm of weight 0 has units"
                        : String.format(
                                Locale.ROOT,
                                "units per arm %s do not fit the planned shares (sequential p %.2g, chi-squared p %.2g)",
                                java.util.Arrays.toString(summary.units()),
                                ratio.sequentialP(),
                                ratio.p()));
        return advice(
                Action.PAUSE,
                null,
                false,
                "Pause and look for the fault: the arms do not have the planned sizes, so no other"
                        + " number can be trusted.");
    }

    private long fewest() {
        long fewest = Long.MAX_VALUE;
        for (long units : summary.units()) {
            fewest = Math.min(fewest, units);
        }
        return fewest;
    }

    private @Nullable Said first(Role role, Verdict verdict) {
        for (MetricResult result : results) {
            for (Contrast contrast : result.contrasts()) {
                if (result.metric().role() == role && contrast.verdict() == verdict) {
                    return new Said(result.metric(), contrast);
                }
            }
        }
        return null;
    }

    /** The arm that is better in a goal and worse in none, with the largest effect of those. */
    private @Nullable Said best() {
        for (MetricResult result : results) {
            Said best = null;
            for (Contrast contrast : result.contrasts()) {
                if (result.metric().role() == Role.GOAL
                        && contrast.verdict() == Verdict.BETTER
                        && !isWorse(contrast.variant())
                        && (best == null || size(contrast) > size(best.contrast))) {
                    best = new Said(result.metric(), contrast);
                }
            }
            if (best != null) {
                return best;
            }
        }
        return null;
    }

    private static double size(Contrast contrast) {
        Estimate absolute = contrast.absolute();
        return absolute == null ? 0 : Math.abs(absolute.value());
    }

    private boolean isWorse(String variant) {
        return results.stream()
                .filter(result -> result.metric().role() == Role.GOAL)
                .flatMap(result -> result.contrasts().stream())
                .anyMatch(c -> c.variant().equals(variant) && c.verdict() == Verdict.WORSE);
    }

    private Advice stop(Said said, boolean early, String words) {
        reasons.add(numbers(said));
        return advice(
                Action.STOP,
                said.contrast.variant(),
                early,
                words.formatted(said.contrast.variant(), said.metric.name()));
    }

    private Advice undecided(boolean early) {
        boolean goals = false;
        boolean same = true;
        for (MetricResult result : results) {
            if (result.metric().role() == Role.GOAL) {
                for (Contrast contrast : result.contrasts()) {
                    goals = true;
                    same &= contrast.verdict() == Verdict.SAME;
                    reasons.add(numbers(new Said(result.metric(), contrast)));
                }
            }
        }
        if (goals && same) {
            return advice(
                    Action.NO_EFFECT,
                    null,
                    early,
                    "No detectable effect: every goal is known to within the smallest change that"
                            + " matters. Choose by other reasons.");
        }
        return advice(Action.CONTINUE, null, early, "Go on: no goal is decided yet.");
    }

    private String numbers(Said said) {
        Contrast c = said.contrast;
        boolean sequential = config.method() == Method.SEQUENTIAL;
        Estimate relative = sequential ? c.relative() : c.fixedRelative();
        Estimate absolute = sequential ? c.absolute() : c.fixedAbsolute();
        String name = "%s, arm %s: ".formatted(said.metric.name(), c.variant());
        if (relative != null) {
            return name
                    + String.format(
                            Locale.ROOT,
                            "%+.2f %% (%+.2f to %+.2f), p %.2g",
                            100 * relative.value(),
                            100 * relative.low(),
                            100 * relative.high(),
                            c.corrected());
        }
        return absolute == null
                ? name + "not computable, for there is no variance"
                : name
                        + String.format(
                                Locale.ROOT,
                                "%+.4g (%+.4g to %+.4g), p %.2g",
                                absolute.value(),
                                absolute.low(),
                                absolute.high(),
                                c.corrected());
    }

    private Advice advice(Action action, @Nullable String variant, boolean early, String words) {
        boolean tooEarly = early && action != Action.PAUSE && action != Action.CONTINUE;
        return new Advice(action, variant, tooEarly, words, List.copyOf(reasons));
    }
}
