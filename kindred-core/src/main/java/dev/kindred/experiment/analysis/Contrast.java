package dev.kindred.experiment.analysis;

import org.jspecify.annotations.Nullable;

/**
 * A metric of an arm beside the control. What cannot be computed, for there is no variance or the
 * control's mean is 0, is null.
 *
 * @param variant the arm
 * @param absolute difference with its always-valid interval
 * @param relative difference by the control's mean with its always-valid interval
 * @param fixedAbsolute difference with Welch's interval, for one look
 * @param fixedRelative relative difference with Welch's interval
 * @param chance Bayesian view of the relative difference
 * @param conversions Bayesian view of conversion rates
 * @param p that decides: two-sided; of a guardrail, one-sided for harm
 * @param corrected for several goals and arms; as it is for others
 * @param verdict in one word
 * @param varianceKept share of the variance that is left after CUPED; 1 without
 */
public record Contrast(
        String variant,
        @Nullable Estimate absolute,
        @Nullable Estimate relative,
        @Nullable Estimate fixedAbsolute,
        @Nullable Estimate fixedRelative,
        @Nullable Chance chance,
        @Nullable Conversions conversions,
        double p,
        double corrected,
        Verdict verdict,
        double varianceKept) {

    /** What a metric says about an arm. */
    public enum Verdict {
        BETTER("better"),
        WORSE("worse"),
        /** No larger effect than the smallest that matters. */
        SAME("same"),
        UNCLEAR("unclear"),
        TOO_FEW("too few units"),
        NOT_COMPUTABLE("not computable");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
