package dev.kindred.content;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;

/**
 * What the events of a history count in a user's profile.
 *
 * @param mean of all values of the training data
 * @param deviation their standard deviation
 */
record EventWeights(ContentConfig config, double mean, double deviation) {
    private static final double ROUNDING = 1e-12;

    static EventWeights of(ContentConfig config, Dataset data) {
        double sum = 0;
        for (int k = 0; k < data.size(); k++) {
            sum += data.byUser().value(k);
        }
        double mean = sum / Math.max(1, data.size());
        double squares = 0;
        for (int k = 0; k < data.size(); k++) {
            squares += Math.pow(data.byUser().value(k) - mean, 2);
        }
        double deviation = Math.sqrt(squares / Math.max(1, data.size()));
        boolean equal = deviation <= ROUNDING * Math.abs(mean);
        return new EventWeights(config, mean, equal ? 0 : deviation);
    }

    /**
     * The weight of each event. If all values are 1, nothing is known of how much the user liked
     * what: each counts 1. If all of the training data are equal, the sign alone counts.
     */
    double[] of(History history) {
        double[] weights = new double[history.size()];
        boolean plain = deviation == 0;
        boolean allOne = true;
        double sum = config.damping() * mean;
        for (int k = 0; k < weights.length; k++) {
            allOne &= history.value(k) == 1;
            sum += history.value(k);
        }
        double own = sum / (config.damping() + weights.length);
        for (int k = 0; k < weights.length; k++) {
            double value = history.value(k);
            if (allOne || config.feedback() == ContentConfig.Feedback.VALUE) {
                weights[k] = value;
            } else if (plain) {
                weights[k] = Math.signum(value);
            } else {
                double weight = config.interest() + (value - own) / deviation;
                weights[k] = weight < 0 ? config.dislikes() * weight : weight;
            }
        }
        return weights;
    }
}
