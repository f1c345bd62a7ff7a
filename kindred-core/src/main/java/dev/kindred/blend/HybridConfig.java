package dev.kindred.blend;

import dev.kindred.data.Splitter;
import dev.kindred.data.Splitters;
import dev.kindred.internal.Checks;
import java.util.List;
import java.util.stream.Stream;

/**
 * Settings of {@link Hybrid}.
 *
 * @param parts the algorithms, joined by +, each with its own settings and preset in brackets:
 *     {@code rp3beta(alpha=0.9,beta=0.3)+ials(preset=gowalla)}. Round or square brackets; spaces do
 *     not matter. Two settings fit every part: {@code attributes=genres,director} (or * for all
 *     fields) trains it on item attributes as well, as if each value were a user who likes the
 *     items that have it, and {@code attributeWeight=N} (default 1) counts each value as N users.
 *     Default: {@value Builder#DEFAULT_PARTS}
 * @param method weighted, switching, cascade or mixed (default weighted)
 * @param normalization how scores of different parts are made comparable, for method weighted:
 *     none, min-max, z, rank or rrf (default z)
 * @param weights for method weighted: {@code learned} on a part of the training data, {@code
 *     equal}, or one number of at least 0 per part, separated by commas (default learned)
 * @param switchAt for method switching: the history lengths from which on the second part, the
 *     third part and so on answer; one fewer than parts, rising (default empty: 5, 10, 15 ...)
 * @param candidates how many of its best unseen items each part contributes; 0 for all (default 0;
 *     with method cascade 0 means 100)
 * @param validation the split of the training data on which weights are learned, written as for
 *     {@code evaluate --split}; up to three such splits are made where one has few users (default
 *     user:0.1)
 * @param depth the weights that give the best nDCG of this depth are learned; at least 1 (default
 *     10)
 */
public record HybridConfig(
        String parts,
        Method method,
        Normalization normalization,
        String weights,
        List<Integer> switchAt,
        int candidates,
        String validation,
        int depth) {
    /** Stands for weights that are learned. */
    public static final String LEARNED = "learned";

    /** Stands for the same weight for all parts. */
    public static final String EQUAL = "equal";

    public HybridConfig {
        int count = PartsText.read(parts).size();
        if (!weights.equals(LEARNED) && !weights.equals(EQUAL)) {
            checkWeights(weights, count);
        }
        switchAt = List.copyOf(switchAt);
        checkSwitchAt(switchAt, count);
        Checks.notNegative("candidates", candidates);
        Splitters.parse(validation);
        Checks.positive("depth", depth);
    }

    private static void checkWeights(String text, int count) {
        double[] numbers = numbers(text);
        if (numbers.length != count) {
            throw new IllegalArgumentException(
                    "weights must be learned, equal, or %d numbers separated by commas, one per part, but are \"%s\""
                            .formatted(count, text));
        }
        double sum = 0;
        for (double number : numbers) {
            sum += Checks.notNegative("a weight", number);
        }
        Checks.positive("the sum of the weights", sum);
    }

    private static double[] numbers(String text) {
        try {
            return Stream.of(text.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "weights must be learned, equal, or numbers separated by commas, but are \"%s\""
                            .formatted(text),
                    e);
        }
    }

    private static void checkSwitchAt(List<Integer> lengths, int count) {
        boolean rises = true;
        for (int k = 0; k < lengths.size(); k++) {
            rises &= lengths.get(k) > (k == 0 ? 0 : lengths.get(k - 1));
        }
        if (!rises || !lengths.isEmpty() && lengths.size() != count - 1) {
            throw new IllegalArgumentException(
                    "switchAt must hold %d rising lengths of at least 1, one fewer than parts, but is %s"
                            .formatted(count - 1, lengths));
        }
    }

    /** The parts, in order. */
    List<Part> partList() {
        return PartsText.read(parts);
    }

    /** The weights as numbers; all 1 where they are equal or learned. */
    double[] givenWeights() {
        if (weights.equals(LEARNED) || weights.equals(EQUAL)) {
            return partList().stream().mapToDouble(part -> 1).toArray();
        }
        return numbers(weights);
    }

    Splitter splitter() {
        return Splitters.parse(validation);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        /** The parts by default. */
        public static final String DEFAULT_PARTS = "ease+ials+rp3beta";

        private String parts = DEFAULT_PARTS;
        private Method method = Method.WEIGHTED;
        private Normalization normalization = Normalization.Z;
        private String weights = LEARNED;
        private List<Integer> switchAt = List.of();
        private int candidates = 0;
        private String validation = "user:0.1";
        private int depth = 10;

        public Builder parts(String value) {
            parts = value;
            return this;
        }

        public Builder method(Method value) {
            method = value;
            return this;
        }

        public Builder normalization(Normalization value) {
            normalization = value;
            return this;
        }

        public Builder weights(String value) {
            weights = value;
            return this;
        }

        public Builder switchAt(List<Integer> value) {
            switchAt = value;
            return this;
        }

        public Builder candidates(int value) {
            candidates = value;
            return this;
        }

        public Builder validation(String value) {
            validation = value;
            return this;
        }

        public Builder depth(int value) {
            depth = value;
            return this;
        }

        public HybridConfig build() {
            return new HybridConfig(
                    parts, method, normalization, weights, switchAt, candidates, validation, depth);
        }
    }
}
