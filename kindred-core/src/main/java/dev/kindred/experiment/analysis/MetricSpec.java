package dev.kindred.experiment.analysis;

import dev.kindred.internal.Checks;
import java.util.List;

/**
 * What is measured, per unit.
 *
 * @param name of the metric; not blank
 * @param kind how a unit's values become one (default {@link Kind#MEAN})
 * @param role goal, guardrail, or merely shown (default {@link Role#GOAL})
 * @param lowerIsBetter for latencies and the like (default false)
 * @param winsorize units above this quantile count as if they were at it; from .5 to 1, and 1 is
 *     off (default 1). The numerator only, of a ratio
 * @param covariate whether units have a value from before the experiment that explains some of the
 *     variance (CUPED); not for ratios (default false)
 * @param minimumEffect the smallest relative change that matters, such as .01; 0 if not said
 *     (default 0)
 */
public record MetricSpec(
        String name,
        Kind kind,
        Role role,
        boolean lowerIsBetter,
        double winsorize,
        boolean covariate,
        double minimumEffect) {

    /** How the values of a unit become one. */
    public enum Kind {
        /** Their sum; a unit without any counts as 0. */
        MEAN,
        /** 1 if any is above 0, else 0. */
        CONVERSION,
        /** Sum of numerators by sum of denominators, over all units. */
        RATIO
    }

    /** What it decides. */
    public enum Role {
        /** To be improved; the p values of all goals and arms are corrected together. */
        GOAL,
        /** Must not get worse: a one-sided test of its own, not corrected. */
        GUARDRAIL,
        /** Decides nothing. */
        SHOWN
    }

    public MetricSpec {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a metric must not be blank");
        }
        Checks.between("winsorize of metric \"" + name + "\"", winsorize, .5, 1);
        Checks.notNegative("minimumEffect of metric \"" + name + "\"", minimumEffect);
        if (covariate && kind == Kind.RATIO) {
            throw new IllegalArgumentException(
                    "metric \"%s\" is a ratio and cannot have a covariate".formatted(name));
        }
    }

    /** Clicks per impression. */
    public static MetricSpec clickRate() {
        return builder("click-rate").kind(Kind.RATIO).build();
    }

    /** The share of units with at least one conversion. */
    public static MetricSpec conversion() {
        return builder("conversion").kind(Kind.CONVERSION).build();
    }

    /** Value per unit, with heavy hitters at the 99.9 % quantile. */
    public static MetricSpec value() {
        return builder("value").winsorize(.999).build();
    }

    /** Mean diversity of the lists. */
    public static MetricSpec diversity() {
        return builder("diversity").kind(Kind.RATIO).role(Role.SHOWN).build();
    }

    /** Mean time of an answer, as a guardrail. */
    public static MetricSpec latency() {
        return builder("latency")
                .kind(Kind.RATIO)
                .role(Role.GUARDRAIL)
                .lowerIsBetter(true)
                .winsorize(.999)
                .build();
    }

    /** Those that a recommendation server can measure by itself. */
    public static List<MetricSpec> builtIn() {
        return List.of(clickRate(), conversion(), value(), diversity(), latency());
    }

    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Holds the defaults. */
    public static final class Builder {
        private final String name;
        private Kind kind = Kind.MEAN;
        private Role role = Role.GOAL;
        private boolean lowerIsBetter = false;
        private double winsorize = 1;
        private boolean covariate = false;
        private double minimumEffect = 0;

        private Builder(String name) {
            this.name = name;
        }

        public Builder kind(Kind value) {
            kind = value;
            return this;
        }

        public Builder role(Role value) {
            role = value;
            return this;
        }

        public Builder lowerIsBetter(boolean value) {
            lowerIsBetter = value;
            return this;
        }

        public Builder winsorize(double value) {
            winsorize = value;
            return this;
        }

        public Builder covariate(boolean value) {
            covariate = value;
            return this;
        }

        public Builder minimumEffect(double value) {
            minimumEffect = value;
            return this;
        }

        public MetricSpec build() {
            return new MetricSpec(
                    name, kind, role, lowerIsBetter, winsorize, covariate, minimumEffect);
        }
    }
}
