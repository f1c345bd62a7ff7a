package dev.kindred.eval;

/**
 * A metric with one value per user. The result is {@code finish(sum of weight x value / sum of
 * weight)} over the users; with the defaults, the mean.
 *
 * <p>Must not keep anything between users: called from several threads.
 */
public non-sealed interface UserMetric extends Metric {
    /** The value of one user, or {@code NaN} to leave the user out. */
    double value(Outcome outcome);

    /** How much the user counts; at least 0. */
    default double weight(Outcome outcome) {
        return 1;
    }

    /** What is done to the mean, such as a square root. */
    default double finish(double mean) {
        return mean;
    }
}
