package dev.kindred.neural;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link SasRec}.
 *
 * @param factors numbers per item and place; at least 1 and a multiple of {@code heads} (default
 *     64)
 * @param blocks self-attention blocks; at least 1 (default 2)
 * @param heads attentions of a block that look side by side; at least 1 (default 1)
 * @param maxLength newest events of a history that are looked at; at least 1 (default 100)
 * @param dropout chance that a number is left out in a step; below 1 (default .2)
 * @param negatives items drawn per step that each next item is told from; 0 for all items (default
 *     0)
 * @param epochs passes over all histories; at least 1 (default 30)
 * @param batchSize histories per step; at least 1 (default 32)
 * @param learningRate of Adam, in the first epoch; above 0 (default .001)
 * @param decay share of the learning rate that is lost, evenly, until the end: 0 keeps it, 1 ends
 *     near 0 (default 1)
 * @param validation share of the users whose last item is held back to see when to stop; 0 trains
 *     all epochs on everything; below 1 (default 0)
 * @param patience epochs without improvement on what is held back after which training stops and
 *     the best epoch is restored; at least 1 (default 3)
 */
public record SasRecConfig(
        int factors,
        int blocks,
        int heads,
        int maxLength,
        double dropout,
        int negatives,
        int epochs,
        int batchSize,
        double learningRate,
        double decay,
        double validation,
        int patience) {
    public SasRecConfig {
        Checks.positive("factors", factors);
        Checks.positive("blocks", blocks);
        Checks.positive("heads", heads);
        if (factors % heads != 0) {
            throw new IllegalArgumentException(
                    "factors must be a multiple of heads, but they are %d and %d"
                            .formatted(factors, heads));
        }
        Checks.positive("maxLength", maxLength);
        Checks.between("dropout", dropout, 0, 0.99);
        Checks.notNegative("negatives", negatives);
        Checks.positive("epochs", epochs);
        Checks.positive("batchSize", batchSize);
        Checks.positive("learningRate", learningRate);
        Checks.between("decay", decay, 0, 1);
        Checks.between("validation", validation, 0, 0.99);
        Checks.positive("patience", patience);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private int factors = 64;
        private int blocks = 2;
        private int heads = 1;
        private int maxLength = 100;
        private double dropout = 0.2;
        private int negatives = 0;
        private int epochs = 30;
        private int batchSize = 32;
        private double learningRate = 0.001;
        private double decay = 1;
        private double validation = 0;
        private int patience = 3;

        public Builder factors(int value) {
            factors = value;
            return this;
        }

        public Builder blocks(int value) {
            blocks = value;
            return this;
        }

        public Builder heads(int value) {
            heads = value;
            return this;
        }

        public Builder maxLength(int value) {
            maxLength = value;
            return this;
        }

        public Builder dropout(double value) {
            dropout = value;
            return this;
        }

        public Builder negatives(int value) {
            negatives = value;
            return this;
        }

        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        public Builder batchSize(int value) {
            batchSize = value;
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

        public Builder validation(double value) {
            validation = value;
            return this;
        }

        public Builder patience(int value) {
            patience = value;
            return this;
        }

        public SasRecConfig build() {
            return new SasRecConfig(
                    factors,
                    blocks,
                    heads,
                    maxLength,
                    dropout,
                    negatives,
                    epochs,
                    batchSize,
                    learningRate,
                    decay,
                    validation,
                    patience);
        }
    }
}
