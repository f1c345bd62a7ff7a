package dev.kindred.factor;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link Bpr}.
 *
 * @param factors numbers per user and item; at least 1 (default 128)
 * @param epochs passes over all interactions; at least 1 (default 30)
 * @param learningRate of the first epoch; above 0 (default .2)
 * @param decay share of the learning rate that is lost, evenly, until the end: 0 keeps it, 1 ends
 *     near 0 (default 1)
 * @param regularization pull of biases and factors towards 0, per sample; at least 0 (default .01)
 * @param initialDeviation factors start as normal numbers with this deviation; above 0 (default .1)
 * @param loss what is minimised (default bpr)
 * @param trials how many random items the warp loss draws at most; at least 1 (default 20)
 * @param margin what a liked item should score when a user is solved from a history, beside 0 for
 *     the average item; above 0 (default 10)
 * @param ridge pull towards 0 when a user is solved from a history, as {@code regularization} of
 *     {@link IalsConfig}; above 0 (default .03)
 * @param validation share of the interactions held back to see when to stop; 0 trains all epochs on
 *     all interactions; below 1 (default 0)
 * @param patience epochs without improvement on the held back interactions after which training
 *     stops and the best epoch is restored; at least 1 (default 3)
 * @param deterministic whether the result is the same on any number of threads (default true);
 *     otherwise threads may race
 */
public record BprConfig(
        int factors,
        int epochs,
        double learningRate,
        double decay,
        double regularization,
        double initialDeviation,
        RankingLoss loss,
        int trials,
        double margin,
        double ridge,
        double validation,
        int patience,
        boolean deterministic) {

    public BprConfig {
        Checks.positive("factors", factors);
        Checks.positive("epochs", epochs);
        Checks.positive("learningRate", learningRate);
        Checks.between("decay", decay, 0, 1);
        Checks.notNegative("regularization", regularization);
        Checks.positive("initialDeviation", initialDeviation);
        Checks.positive("trials", trials);
        Checks.positive("margin", margin);
        Checks.positive("ridge", ridge);
        Checks.between("validation", validation, 0, 0.99);
        Checks.positive("patience", patience);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private int factors = 128;
        private int epochs = 30;
        private double learningRate = 0.2;
        private double decay = 1;
        private double regularization = 0.01;
        private double initialDeviation = 0.1;
        private RankingLoss loss = RankingLoss.BPR;
        private int trials = 20;
        private double margin = 10;
        private double ridge = 0.03;
        private double validation = 0;
        private int patience = 3;
        private boolean deterministic = true;

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

        public Builder loss(RankingLoss value) {
            loss = value;
            return this;
        }

        public Builder trials(int value) {
            trials = value;
            return this;
        }

        public Builder margin(double value) {
            margin = value;
            return this;
        }

        public Builder ridge(double value) {
            ridge = value;
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

        public Builder deterministic(boolean value) {
            deterministic = value;
            return this;
        }

        public BprConfig build() {
            return new BprConfig(
                    factors,
                    epochs,
                    learningRate,
                    decay,
                    regularization,
                    initialDeviation,
                    loss,
                    trials,
                    margin,
                    ridge,
                    validation,
                    patience,
                    deterministic);
        }
    }
}
