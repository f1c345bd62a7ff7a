package dev.kindred.experiment.offpolicy;

import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.internal.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Decisions of a policy: which action, what it earned, and how likely it was; in memory. Judges
 * policies that choose among the actions without looking at anything else. Not thread-safe.
 *
 * <p>The doubly robust estimate uses each action's mean reward, pulled towards the mean of all by
 * 10 decisions' worth; for even decisions it comes from the odd ones and the other way round, so
 * that no reward explains itself.
 *
 * <p>Cost: 20 bytes per decision; judging is linear in decisions and actions.
 */
public final class DecisionLog {
    private static final double SHRINKAGE = 10;

    private final IdIndex.Builder ids = new IdIndex.Builder();
    private int[] actions = new int[1_024];
    private double[] rewards = new double[1_024];
    private double[] propensities = new double[1_024];
    private int size;

    /**
     * Adds a decision.
     *
     * @param action what was done
     * @param reward what it earned
     * @param propensity with which the serving policy did it; above 0, at most 1
     */
    public void add(String action, double reward, double propensity) {
        OffPolicy.weight(reward, propensity, 0);
        if (size == actions.length) {
            actions = Arrays.copyOf(actions, 2 * size);
            rewards = Arrays.copyOf(rewards, 2 * size);
            propensities = Arrays.copyOf(propensities, 2 * size);
        }
        actions[size] = ids.add(action);
        rewards[size] = reward;
        propensities[size] = propensity;
        size++;
    }

    /** How many decisions. */
    public int size() {
        return size;
    }

    /** The actions that were taken at least once, in the order in which they came. */
    public List<String> actions() {
        IdIndex index = ids.build();
        return java.util.stream.IntStream.range(0, index.size()).mapToObj(index::id).toList();
    }

    /**
     * Judges the policy that takes each of so many actions equally often.
     *
     * @param count number of actions, at least as many as were taken
     */
    public OffPolicyResult uniform(int count, OffPolicy evaluation) {
        int taken = ids.build().size();
        if (count < taken) {
            throw new IllegalArgumentException(
                    "there are %d actions in the log, so there cannot be only %d"
                            .formatted(taken, count));
        }
        double[] target = new double[taken];
        Arrays.fill(target, 1.0 / Checks.positive("count", count));
        return judge(target, 1 - (double) taken / count, evaluation);
    }

    /**
     * Judges a policy.
     *
     * @param policy the probability of each action; those left out have 0; must sum to 1
     */
    public OffPolicyResult policy(Map<String, Double> policy, OffPolicy evaluation) {
        IdIndex index = ids.build();
        double[] target = new double[index.size()];
        double sum = 0;
        double elsewhere = 0;
        for (Map.Entry<String, Double> entry : policy.entrySet()) {
            double probability =
                    Checks.between(
                            "probability of \"" + entry.getKey() + "\"", entry.getValue(), 0, 1);
            int row = index.row(entry.getKey());
            sum += probability;
            if (row == IdIndex.ABSENT) {
                elsewhere += probability;
            } else {
                target[row] = probability;
            }
        }
        if (Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException(
                    "the probabilities of a policy must sum to 1, but sum to %s%s"
                            .formatted((float) sum, maybe(policy, index)));
        }
        return judge(target, elsewhere, evaluation);
    }

    private static String maybe(Map<String, Double> policy, IdIndex index) {
        for (String action : policy.keySet()) {
            if (index.row(action) == IdIndex.ABSENT) {
                String close =
                        Suggestion.didYouMean(
                                action,
                                java.util.stream.IntStream.range(0, Math.min(1_000, index.size()))
                                        .mapToObj(index::id)
                                        .toList());
                return ". Maybe \"%s\" is written otherwise%s".formatted(action, close);
            }
        }
        return "";
    }

    /** The share of actions that were never taken is expected to earn the mean. */
    private OffPolicyResult judge(double[] target, double elsewhere, OffPolicy evaluation) {
        double[][] expected = {means(1, target.length), means(0, target.length)};
        double[] ofTarget = new double[2];
        for (int fold = 0; fold < 2; fold++) {
            for (int action = 0; action < target.length; action++) {
                ofTarget[fold] += target[action] * expected[fold][action];
            }
            ofTarget[fold] += elsewhere * expected[fold][target.length];
        }
        for (int at = 0; at < size; at++) {
            int fold = at & 1;
            evaluation.add(
                    rewards[at],
                    propensities[at],
                    target[actions[at]],
                    expected[fold][actions[at]],
                    ofTarget[fold]);
        }
        return evaluation.result();
    }

    /** Mean rewards per action over every other decision; last, that of all. */
    private double[] means(int from, int count) {
        double[] sums = new double[count + 1];
        double[] counts = new double[count + 1];
        for (int at = from; at < size; at += 2) {
            sums[actions[at]] += rewards[at];
            counts[actions[at]]++;
            sums[count] += rewards[at];
            counts[count]++;
        }
        double mean = counts[count] == 0 ? 0 : sums[count] / counts[count];
        for (int action = 0; action < count; action++) {
            sums[action] = (sums[action] + SHRINKAGE * mean) / (counts[action] + SHRINKAGE);
        }
        sums[count] = mean;
        return sums;
    }
}
