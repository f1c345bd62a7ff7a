package dev.kindred.experiment.offpolicy;

import dev.kindred.experiment.offpolicy.PolicyValue.Estimator;
import java.util.List;
import java.util.Optional;

/**
 * What a log says about a policy.
 *
 * @param decisions how many were logged
 * @param logged mean reward of the policy that served
 * @param values one per estimator; doubly robust and direct only with a model
 * @param effectiveSize {@code (sum w)^2 / sum w^2}: as many decisions of the policy itself would
 *     tell as much
 * @param largestWeight of a decision
 * @param meanWeight near 1 if the propensities are right; its distance in standard errors tells
 * @param meanWeightError standard error of the mean weight
 * @param warnings what makes the values doubtful
 */
public record OffPolicyResult(
        long decisions,
        double logged,
        List<PolicyValue> values,
        double effectiveSize,
        double largestWeight,
        double meanWeight,
        double meanWeightError,
        List<String> warnings) {

    /** The value of an estimator, if it was computed. */
    public Optional<PolicyValue> value(Estimator estimator) {
        return values.stream().filter(value -> value.estimator() == estimator).findFirst();
    }
}
