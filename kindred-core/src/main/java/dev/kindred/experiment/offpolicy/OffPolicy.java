package dev.kindred.experiment.offpolicy;

import dev.kindred.experiment.analysis.Moments;
import dev.kindred.experiment.offpolicy.PolicyValue.Estimator;
import dev.kindred.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Estimates the value of a policy from decisions that another one made and logged with their
 * propensities. Decisions are told one by one and only sums are kept; not thread-safe.
 *
 * <pre>
 * w = target / logged propensity      IPS = mean(w r)      SNIPS = sum(w r) / sum(w)
 * DR = mean(qTarget + w (r - q))      ESS = (sum w)^2 / sum w^2
 * </pre>
 *
 * <p>q is what a model expects of the action that was taken, qTarget what it expects of the target
 * policy in that context. Where both policies are the same, IPS is the mean reward exactly.
 *
 * <p>Intervals are normal, 95 % unless told otherwise: too narrow where few large weights carry
 * all; a warning says so.
 *
 * <p>Source: M. Dudik, J. Langford, L. Li, "Doubly Robust Policy Evaluation and Learning", ICML
 * 2011; A. Swaminathan, T. Joachims, "The Self-Normalized Estimator for Counterfactual Learning",
 * NIPS 2015.
 */
public final class OffPolicy {
    /** Weights above it are cut, unless told otherwise. */
    public static final double CLIP = 10;

    /** An effective size below this share of the decisions is warned of. */
    private static final double SMALL_SHARE = .05;

    private static final double FAR = 4; // standard errors

    private final double clip;
    private final double alpha;
    private final Moments weighted = new Moments(); // y = w r, x = w
    private final Moments clipped = new Moments();
    private final Moments robust = new Moments(); // y = doubly robust, x = direct
    private double rewards;
    private double squaredWeights;
    private double largest;

    public OffPolicy() {
        this(CLIP, .05);
    }

    /**
     * An evaluation.
     *
     * @param clip largest weight of the clipped estimate; above 0
     * @param alpha intervals cover with 1 - alpha; above 0, below 1
     */
    public OffPolicy(double clip, double alpha) {
        this.clip = Checks.positive("clip", clip);
        this.alpha = Checks.between("alpha", alpha, 1e-9, 1 - 1e-9);
    }

    /**
     * A logged decision.
     *
     * @param reward what it earned
     * @param logged propensity with which the serving policy took the action; above 0, at most 1
     * @param target propensity with which the policy to be judged would; 0 to 1
     * @throws IllegalArgumentException if a propensity is missing ({@code NaN}) or impossible
     */
    public void add(double reward, double logged, double target) {
        double weight = weight(reward, logged, target);
        if (robust.n() > 0) {
            throw new IllegalStateException("either all decisions come with a model, or none");
        }
        count(reward, weight);
    }

    /**
     * A logged decision with what a model expects.
     *
     * @param expected of the action that was taken
     * @param expectedOfTarget of the policy to be judged
     */
    public void add(
            double reward, double logged, double target, double expected, double expectedOfTarget) {
        double weight = weight(reward, logged, target);
        Checks.finite("expected reward", expected);
        Checks.finite("expected reward of the target", expectedOfTarget);
        if (robust.n() < weighted.n()) {
            throw new IllegalStateException("either all decisions come with a model, or none");
        }
        count(reward, weight);
        robust.add(expectedOfTarget + weight * (reward - expected), expectedOfTarget);
    }

    static double weight(double reward, double logged, double target) {
        Checks.finite("reward", reward);
        if (!(logged > 0 && logged <= 1)) {
            throw new IllegalArgumentException(
                    "the logged propensity must be above 0 and at most 1, but is %s. Without it no"
                                    .formatted(logged)
                            + " other policy can be judged");
        }
        Checks.between("target propensity", target, 0, 1);
        return target / logged;
    }

    private void count(double reward, double weight) {
        weighted.add(weight * reward, weight);
        clipped.add(Math.min(clip, weight) * reward, 0);
        rewards += reward;
        squaredWeights += weight * weight;
        largest = Math.max(largest, weight);
    }

    /**
     * What the decisions so far say.
     *
     * @throws IllegalStateException if there are none, or the target policy took none of the
     *     actions
     */
    public OffPolicyResult result() {
        long n = weighted.n();
        if (n == 0) {
            throw new IllegalStateException("there are no decisions");
        }
        if (weighted.meanX() == 0) {
            throw new IllegalStateException(
                    "the policy to be judged would have taken none of the logged actions");
        }
        var values = new ArrayList<PolicyValue>();
        values.add(value(Estimator.IPS, weighted.meanY(), weighted.varianceY()));
        values.add(selfNormalised());
        values.add(value(Estimator.CLIPPED, clipped.meanY(), clipped.varianceY()));
        if (robust.n() > 0) {
            values.add(value(Estimator.DOUBLY_ROBUST, robust.meanY(), robust.varianceY()));
            values.add(value(Estimator.DIRECT, robust.meanX(), robust.varianceX()));
        }
        double sum = weighted.meanX() * n;
        double effective = sum * sum / squaredWeights;
        double error = Math.sqrt(weighted.varianceX() / n);
        return new OffPolicyResult(
                n,
                rewards / n,
                List.copyOf(values),
                effective,
                largest,
                weighted.meanX(),
                error,
                warnings(effective, error));
    }

    /** By the delta method: variance of w (r - value) by the squared mean of w. */
    private PolicyValue selfNormalised() {
        double value = weighted.meanY() / weighted.meanX();
        double variance =
                weighted.varianceY()
                        + value * value * weighted.varianceX()
                        - 2 * value * weighted.covariance();
        return value(Estimator.SNIPS, value, Math.max(0, variance) / Math.pow(weighted.meanX(), 2));
    }

    private PolicyValue value(Estimator estimator, double value, double variance) {
        double error = Math.sqrt(variance / weighted.n());
        double half =
                error * NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - alpha / 2);
        return new PolicyValue(estimator, value, error, value - half, value + half);
    }

    private List<String> warnings(double effective, double error) {
        var warnings = new ArrayList<String>();
        if (effective < SMALL_SHARE * weighted.n()) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "the policies are far apart: %d decisions tell no more than %.0f of the"
                                    + " policy itself would, and intervals are too narrow",
                            weighted.n(),
                            effective));
        }
        if (error > 0 && Math.abs(weighted.meanX() - 1) > FAR * error) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "the mean weight should be 1 but is %.3f: propensities are wrong, or"
                                    + " the policy takes actions that were never logged",
                            weighted.meanX()));
        }
        return List.copyOf(warnings);
    }
}
