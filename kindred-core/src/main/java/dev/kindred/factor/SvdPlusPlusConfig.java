package dev.kindred.factor;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link SvdPlusPlus}.
 *
 * @param factors numbers per user and item; at least 1 (default 50)
 * @param epochs passes over all ratings; at least 1 (default 15)
 * @param learningRate of the first epoch; above 0 (default .02)
 * @param decay share of the learning rate that is lost, evenly, until the end: 0 keeps it, 1 ends
 *     near 0 (default 1)
 * @param regularization pull of biases and factors towards 0, per rating; at least 0 (default .04)
 * @param initialDeviation factors start as normal numbers with this deviation; at least 0 (default
 *     .01)
 * @param standardize whether ratings are divided by their standard deviation while training, so
 *     that the settings mean the same on every scale (default true)
 * @param clip whether predictions stay within the range of the ratings (default true)
 * @param validation share of the ratings held back to see when to stop; 0 trains all epochs on all
 *     ratings; below 1 (default 0)
 * @param patience epochs without improvement on the held back ratings after which training stops
 *     and the best epoch is restored; at least 1 (default 3)
 */
public record SvdPlusPlusConfig(
        int factors,
        int epochs,
        double learningRate,
        double decay,
        double regularization,
        double initialDeviation,
        boolean standardize,
        boolean clip,
        double validation,
        int patience) {

    public SvdPlusPlusConfig {
        Checks.positive("factors", factors);
        Checks.positive("epochs", epochs);
        Checks.positive("learningRate", learningRate);
        Checks.between("decay", decay, 0, 1);
        Checks.notNegative("regularization", regularization);
        Checks.notNegative("initialDeviation", initialDeviation);
        Checks.between("validation", validation, 0, 0.99);
        Checks.positive("patience", patience);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private int factors = 50;
        private int epochs = 15;
        private double learningRate = 0.02;
        private double decay = 1;
        private double regularization = 0.04;
        private double initialDeviation = 0.01;
        private boolean standardize = true;
        private boolean clip = true;
        private double validation = 0;
        private int patience = 3;

        public Builder factors(int value) {
            factors = value;
            return this;
        }

        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        public Builder learningRate(double value) {
            learningRate = value;
            return this;
        }

        public Builder decay(double value) {
            decay = value;
            return this;
        }

        public Builder regularization(double value) {
            regularization = value;
            return this;
        }

        public Builder initialDeviation(double value) {
            initialDeviation = value;
            return this;
        }

        public Builder standardize(boolean value) {
            standardize = value;
            return this;
        }

        public Builder clip(boolean value) {
            clip = value;
            return this;
        }

        public Builder validation(double value) {
            validation = value;
            return this;
        }

        public Builder patience(int value) {
            patience = value;
            return this;
        }

        public SvdPlusPlusConfig build() {
            return new SvdPlusPlusConfig(
                    factors,
                    epochs,
                    learningRate,
                    decay,
                    regularization,
                    initialDeviation,
                    standardize,
                    clip,
                    validation,
                    patience);
        }
    }
}
