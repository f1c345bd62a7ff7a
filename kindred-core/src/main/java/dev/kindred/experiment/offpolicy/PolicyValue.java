package dev.kindred.experiment.offpolicy;

/**
 * The value of a policy: what one decision of it earns on average.
 *
 * @param estimator which
 * @param value the estimate
 * @param standardError of it
 * @param low start of the interval
 * @param high end of the interval
 */
public record PolicyValue(
        Estimator estimator, double value, double standardError, double low, double high) {

    /** How it is estimated; w is the weight of a decision, target by logging propensity. */
    public enum Estimator {
        /** Mean of w r: unbiased, noisy where weights are large. */
        IPS("ips"),
        /** Sum of w r by sum of w: nearly unbiased, less noisy. */
        SNIPS("snips"),
        /** IPS with weights cut down to a largest: less noisy, too low for positive rewards. */
        CLIPPED("clipped"),
        /** A model of the reward, corrected by IPS where it is wrong. */
        DOUBLY_ROBUST("doubly-robust"),
        /** The model alone: as biased as it is. */
        DIRECT("direct");

        private final String label;

        Estimator(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
