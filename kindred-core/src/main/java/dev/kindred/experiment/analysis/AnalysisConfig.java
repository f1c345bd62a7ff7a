package dev.kindred.experiment.analysis;

import dev.kindred.internal.Checks;

/**
 * How results are computed; to be fixed before the experiment starts.
 *
 * @param alpha chance of a false alarm; above 0, below .5 (default .05)
 * @param tuning planned total of units of a comparison, where sequential intervals are to be
 *     narrowest; at least 1 (default 5,000)
 * @param method what decides (default {@link Method#SEQUENTIAL})
 * @param correction of the p values of goals and arms (default {@link Corrections#HOLM})
 * @param minimumUnits per arm before anything is decided; at least 2 (default 150)
 * @param minimumDays before anything is to be carried out automatically (default 7)
 */
public record AnalysisConfig(
        double alpha,
        double tuning,
        Method method,
        Corrections correction,
        int minimumUnits,
        double minimumDays) {

    /** Which p values and intervals decide. */
    public enum Method {
        /** Valid at every look. */
        SEQUENTIAL,
        /** Welch's: valid at one look, at a time fixed before. */
        FIXED
    }

    public AnalysisConfig {
        if (!(alpha > 0 && alpha < .5)) {
            throw new IllegalArgumentException(
                    "alpha must be above 0 and below 0.5, but is %s".formatted(alpha));
        }
        Checks.between("tuning", tuning, 1, 1e15);
        if (minimumUnits < 2) {
            throw new IllegalArgumentException(
                    "minimumUnits must be at least 2, but is %d".formatted(minimumUnits));
        }
        Checks.notNegative("minimumDays", minimumDays);
    }

    public static AnalysisConfig defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private double alpha = .05;
        private double tuning = 5_000;
        private Method method = Method.SEQUENTIAL;
        private Corrections correction = Corrections.HOLM;
        private int minimumUnits = 150;
        private double minimumDays = 7;

        private Builder() {}

        public Builder alpha(double value) {
            alpha = value;
            return this;
        }

        public Builder tuning(double value) {
            tuning = value;
            return this;
        }

        public Builder method(Method value) {
            method = value;
            return this;
        }

        public Builder correction(Corrections value) {
            correction = value;
            return this;
        }

        public Builder minimumUnits(int value) {
            minimumUnits = value;
            return this;
        }

        public Builder minimumDays(double value) {
            minimumDays = value;
            return this;
        }

        public AnalysisConfig build() {
            return new AnalysisConfig(alpha, tuning, method, correction, minimumUnits, minimumDays);
        }
    }
}
