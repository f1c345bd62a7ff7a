package dev.kindred.neural;

import dev.kindred.internal.Checks;
import java.util.List;

/**
 * Settings of {@link Ncf}: of gmf, mlp and neumf.
 *
 * @param mode what the model is trained for: lists or ratings (default ranking)
 * @param factors numbers per user and item in each part of the network; at least 1 (default 64)
 * @param hiddenLayers widths of the hidden layers, each at least 1; for gmf there are none (default
 *     64,32,16)
 * @param dropout chance that a number of a hidden layer is left out in a step; below 1 (default 0)
 * @param negatives items drawn per interaction from those that the user has not seen; for ranking,
 *     at least 1 (default 4)
 * @param epochs passes over all interactions; at least 1 (default 15)
 * @param pretraining epochs that gmf and mlp are trained for on their own, before neumf is made of
 *     both; at least 0 (default 0)
 * @param batchSize interactions per step, each with its negatives; at least 1 (default 512)
 * @param learningRate of Adam, in the first epoch; above 0 (default .003)
 * @param decay share of the learning rate that is lost, evenly, until the end: 0 keeps it, 1 ends
 *     near 0 (default 1)
 * @param regularization pull of embeddings towards 0, per sample; at least 0 (default .01)
 * @param validation ranking: share of the users whose last item is held back to see when to stop;
 *     rating: share of the ratings; 0 trains all epochs on everything; below 1 (default 0)
 * @param patience epochs without improvement on what is held back after which training stops and
 *     the best epoch is restored; at least 1 (default 3)
 * @param foldIn whether all users are fitted to their history when asked for; otherwise those of
 *     the training data keep their trained embedding (default true)
 */
public record NcfConfig(
        Mode mode,
        int factors,
        List<Integer> hiddenLayers,
        double dropout,
        int negatives,
        int epochs,
        int pretraining,
        int batchSize,
        double learningRate,
        double decay,
        double regularization,
        double validation,
        int patience,
        boolean foldIn) {
    public NcfConfig {
        hiddenLayers = List.copyOf(hiddenLayers);
        Checks.positive("factors", factors);
        for (int width : hiddenLayers) {
            Checks.positive("hiddenLayers", width);
        }
        Checks.between("dropout", dropout, 0, 0.99);
        Checks.positive("negatives", negatives);
        Checks.positive("epochs", epochs);
        Checks.notNegative("pretraining", pretraining);
        Checks.positive("batchSize", batchSize);
        Checks.positive("learningRate", learningRate);
        Checks.between("decay", decay, 0, 1);
        Checks.notNegative("regularization", regularization);
        Checks.between("validation", validation, 0, 0.99);
        Checks.positive("patience", patience);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private Mode mode = Mode.RANKING;
        private int factors = 64;
        private List<Integer> hiddenLayers = List.of(64, 32, 16);
        private double dropout = 0;
        private int negatives = 4;
        private int epochs = 15;
        private int pretraining = 0;
        private int batchSize = 512;
        private double learningRate = 0.003;
        private double decay = 1;
        private double regularization = 0.01;
        private double validation = 0;
        private int patience = 3;
        private boolean foldIn = true;

        public Builder mode(Mode value) {
            mode = value;
            return this;
        }

        public Builder factors(int value) {
            factors = value;
            return this;
        }

        public Builder hiddenLayers(List<Integer> value) {
            hiddenLayers = value;
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

        public Builder pretraining(int value) {
            pretraining = value;
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

        public Builder regularization(double value) {
            regularization = value;
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

        public Builder foldIn(boolean value) {
            foldIn = value;
            return this;
        }

        public NcfConfig build() {
            return new NcfConfig(
                    mode,
                    factors,
                    hiddenLayers,
                    dropout,
                    negatives,
                    epochs,
                    pretraining,
                    batchSize,
                    learningRate,
                    decay,
                    regularization,
                    validation,
                    patience,
                    foldIn);
        }
    }
}
