package dev.kindred.store;

import dev.kindred.internal.Checks;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that was shown to a user, as one experiment sees it.
 *
 * @param recommendation id of the answer; one that sorts by time keeps the log fast
 * @param user whom it was shown to
 * @param time in milliseconds since 1970-01-01 UTC
 * @param experiment id; "" if the answer belongs to none. An answer that belongs to several is
 *     logged once for each
 * @param variant of the experiment; "" if there is none
 * @param policy what made the list, such as a pipeline's id and version
 * @param model version of the model; 0 = none
 * @param items ids, in the order shown
 * @param positions place of each item, from 1; rising
 * @param propensities with what probability the policy shows each item at its place, above 0 and at
 *     most 1; empty if unknown
 */
public record Exposure(
        String recommendation,
        String user,
        long time,
        String experiment,
        String variant,
        String policy,
        long model,
        List<String> items,
        int[] positions,
        double[] propensities) {

    public Exposure {
        Ids.check("recommendation id", recommendation);
        Ids.check("user", user);
        Ids.checkOptional("experiment", experiment.isEmpty() ? null : experiment);
        Ids.checkOptional("variant", variant.isEmpty() ? null : variant);
        Ids.check("policy", policy);
        items = List.copyOf(items);
        items.forEach(item -> Ids.check("item", item));
        Checks.sameLength("positions", items.size(), positions.length);
        if (propensities.length > 0) {
            Checks.sameLength("propensities", items.size(), propensities.length);
        }
        for (int k = 0; k < positions.length; k++) {
            if (positions[k] <= (k == 0 ? 0 : positions[k - 1])) {
                throw new IllegalArgumentException(
                        "positions must rise from 1, but are " + Arrays.toString(positions));
            }
        }
        for (double propensity : propensities) {
            if (!(propensity > 0 && propensity <= 1)) {
                throw new IllegalArgumentException(
                        "propensities must be above 0 and at most 1, but one is " + propensity);
            }
        }
    }

    /** The first places of a list, with unknown propensities and no experiment. */
    public static Exposure of(
            String recommendation,
            String user,
            long time,
            String policy,
            long model,
            List<String> items) {
        int[] positions = new int[items.size()];
        Arrays.setAll(positions, k -> k + 1);
        return new Exposure(
                recommendation, user, time, "", "", policy, model, items, positions, new double[0]);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Exposure that
                && recommendation.equals(that.recommendation)
                && user.equals(that.user)
                && time == that.time
                && experiment.equals(that.experiment)
                && variant.equals(that.variant)
                && policy.equals(that.policy)
                && model == that.model
                && items.equals(that.items)
                && Arrays.equals(positions, that.positions)
                && Arrays.equals(propensities, that.propensities);
    }

    @Override
    public int hashCode() {
        return recommendation.hashCode() * 31 + experiment.hashCode();
    }
}
