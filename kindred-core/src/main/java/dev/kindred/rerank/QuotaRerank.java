package dev.kindred.rerank;

import dev.kindred.data.Attributes;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills the list so that groups of items get their shares of every prefix: among the first k, group
 * g has at least {@code floor(p_g k)} items, and no more than {@code ceil(p_g k)} while others are
 * left.
 *
 * <p>Values without a target form a group of their own, whose share is what the targets leave. If
 * two or more targets leave nothing, it keeps the share that it has among the first n, and the
 * targets share the rest. So nobody is punished for an attribute that is missing or that nobody set
 * a target for; but a single target of 1 means what it says.
 *
 * <p>One attribute of which each candidate has at most one named value: the method asked for, of
 * the four by Geyik, Ambler and Kenthapadi. Otherwise (several attributes; several values per
 * item): a joint procedure that takes the best item unless the floors of an attribute leave no
 * choice, with ceilings for no one.
 *
 * <p>Targets that cannot be met give the closest list, and a note that says what is missing. The
 * list is never shorter. Chosen from {@code max(5 n, 100)} candidates; only their order counts.
 *
 * <p>Cost: O(candidates + n^2 groups).
 *
 * <p>Source: S. C. Geyik, S. Ambler, K. Kenthapadi, "Fairness-Aware Ranking in Search and
 * Recommendation Systems", KDD 2019.
 */
public final class QuotaRerank implements Step {
    private final QuotaMethod method;
    private final List<QuotaGroups> attributes;

    private QuotaRerank(QuotaMethod method, List<QuotaGroups> attributes) {
        this.method = method;
        this.attributes = attributes;
    }

    /** Quotas by {@link QuotaMethod#CONST_SORT}. */
    public static QuotaRerank of(Attributes items, List<Quota> quotas) {
        return of(items, quotas, QuotaMethod.CONST_SORT);
    }

    /**
     * Quotas over the values of one or several attributes.
     *
     * @param items attributes with the rows of the recommender's items
     * @param quotas no value twice
     * @throws IllegalArgumentException if an attribute does not exist, a value is named twice, or
     *     no quota is given
     */
    public static QuotaRerank of(Attributes items, List<Quota> quotas, QuotaMethod method) {
        if (quotas.isEmpty()) {
            throw new IllegalArgumentException("quotas must hold at least one");
        }
        Map<String, List<Quota>> byField = new LinkedHashMap<>();
        for (Quota quota : quotas) {
            byField.computeIfAbsent(quota.field(), field -> new ArrayList<>()).add(quota);
        }
        var attributes = new ArrayList<QuotaGroups>();
        byField.forEach((field, of) -> attributes.add(QuotaGroups.of(items, field, of)));
        return new QuotaRerank(method, List.copyOf(attributes));
    }

    @Override
    public int candidates(int n) {
        return Picks.pool(n);
    }

    @Override
    public RankedItems apply(Query query, RankedItems candidates) {
        int[] rows = Picks.rows(candidates);
        int n = Math.min(query.n(), rows.length);
        var groupsOf = new ArrayList<int[][]>();
        var floors = new ArrayList<Floors>();
        for (QuotaGroups attribute : attributes) {
            int[][] groups = attribute.of(rows);
            groupsOf.add(groups);
            floors.add(attribute.floors(groups, n));
        }
        boolean single = attributes.size() == 1 && QuotaGroups.areSingle(groupsOf.get(0));
        int[] picked =
                single
                        ? new DetQuota(QuotaGroups.single(groupsOf.get(0)), floors.get(0), n)
                                .order(method)
                        : new JointQuota(groupsOf, floors, rows.length, n).order();
        RankedItems result =
                Picks.apply(candidates, picked, "quota", attributes.get(0).reason(attributes));
        for (int a = 0; a < attributes.size(); a++) {
            for (String note : attributes.get(a).missing(groupsOf.get(a), floors.get(a), picked)) {
                result = result.with(note);
            }
        }
        return result;
    }
}
