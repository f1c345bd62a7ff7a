package dev.kindred.experiment;

import org.jspecify.annotations.Nullable;

/**
 * What became of a unit in an experiment.
 *
 * @param experiment id
 * @param version of the experiment
 * @param unit id
 * @param variant the arm's name, or null if the unit is not in the experiment
 * @param arm its place among the variants, or -1
 * @param bucket of the unit; {@code NaN} where it was not needed
 * @param propensity the chance of this arm for a unit in the experiment: its weight, 1 if it was
 *     forced; {@code NaN} without an arm
 * @param reason why
 * @param remember true if the arm should be stored, once the unit is exposed to it, for {@link
 *     StickyArms}; only if arms are remembered at all
 */
public record Assignment(
        String experiment,
        int version,
        String unit,
        @Nullable String variant,
        int arm,
        double bucket,
        double propensity,
        Reason reason,
        boolean remember) {

    /** Why a unit has its arm, or none. */
    public enum Reason {
        /** By its bucket. */
        BUCKET("in the range of the arm"),
        /** Remembered from an earlier exposure. */
        STICKY("remembered from before"),
        /** Named in the experiment. */
        FORCED("forced, does not count"),
        DISABLED("the experiment is off"),
        NOT_TARGETED("not targeted"),
        OUTSIDE_NAMESPACE("in another slice of the namespace"),
        /** Remembered from a version that is left out. */
        BLOCKED("was in an earlier version"),
        NOT_COVERED("beyond the coverage");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** The reason in words. */
        public String words() {
            return words;
        }
    }

    /** True if the unit is in an arm and counts for the results. */
    public boolean counts() {
        return arm >= 0 && reason != Reason.FORCED;
    }
}
