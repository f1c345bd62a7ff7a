package dev.kindred.rerank;

import dev.kindred.data.Attributes;
import dev.kindred.internal.Checks;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * FA*IR: every prefix holds as many protected items as a fair lottery with share p would, up to
 * chance: at least m(k), the alpha-quantile of the binomial distribution, where alpha is corrected
 * for testing all prefixes together (see {@link FairTable}).
 *
 * <p>Each place goes to the best item, or to the best protected one where m(k) asks for it. If
 * protected items run out, the list is filled with others, and a note says so. Chosen from {@code
 * max(5 n, 100)} candidates.
 *
 * <p>Cost: O(candidates); the table O(n^2), computed once per n.
 *
 * <p>Source: M. Zehlike et al., "FA*IR: A Fair Top-k Ranking Algorithm", CIKM 2017.
 */
public final class FaStar implements Step {
    private final QuotaGroups groups; // the first is protected
    private final String name;
    private final double share;
    private final double alpha;
    private final Map<Integer, FairTable> tables = new ConcurrentHashMap<>();

    private FaStar(QuotaGroups groups, String name, double share, double alpha) {
        this.groups = groups;
        this.name = name;
        this.share = Checks.between("share", share, 0, 1);
        this.alpha = Checks.between("alpha", alpha, 0, 1);
    }

    /**
     * Protects the items that have a value.
     *
     * @param items attributes with the rows of the recommender's items
     * @param quota whom to protect, and the share that a fair lottery would give
     * @param alpha chance that a fair list is rejected; .1 is usual
     * @throws IllegalArgumentException if no item has the attribute or, unless the share is 0, the
     *     value
     */
    public static FaStar of(Attributes items, Quota quota, double alpha) {
        QuotaGroups groups = QuotaGroups.of(items, quota.field(), List.of(quota));
        return new FaStar(groups, quota.toString(), quota.share(), alpha);
    }

    @Override
    public int candidates(int n) {
        return Picks.pool(n);
    }

    @Override
    public RankedItems apply(Query query, RankedItems candidates) {
        int n = Math.min(query.n(), candidates.size());
        if (n == 0) {
            return candidates;
        }
        int[] group = QuotaGroups.single(groups.of(Picks.rows(candidates)));
        boolean[] of = new boolean[group.length];
        for (int k = 0; k < of.length; k++) {
            of[k] = group[k] == 0;
        }
        FairTable table = tables.computeIfAbsent(n, size -> FairTable.adjusted(size, share, alpha));
        int[] picked = pick(of, table, n);
        RankedItems result = Picks.apply(candidates, picked, "fa*ir", name);
        int count = 0;
        for (int position : picked) {
            count += of[position] ? 1 : 0;
        }
        return count >= table.least(n)
                ? result
                : result.with(
                        "fa*ir %s is not met: %d of %d items, %d wanted"
                                .formatted(name, count, n, table.least(n)));
    }

    static int[] pick(boolean[] of, FairTable table, int n) {
        int[] picked = new int[n];
        int[] next = {nextOf(of, false, 0), nextOf(of, true, 0)};
        int count = 0;
        for (int k = 1; k <= n; k++) {
            boolean must = count < table.least(k) && next[1] < of.length;
            int kind = must || next[1] < next[0] ? 1 : 0;
            picked[k - 1] = next[kind];
            next[kind] = nextOf(of, kind == 1, next[kind] + 1);
            count += kind;
        }
        return picked;
    }

    private static int nextOf(boolean[] of, boolean wanted, int from) {
        int at = from;
        while (at < of.length && of[at] != wanted) {
            at++;
        }
        return at;
    }
}
