package dev.kindred.rerank;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.internal.Checks;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;
import java.util.Arrays;

/**
 * Items of one category keep their distance: their places differ by at least so many. Each place
 * goes to the best item that keeps it; where none does, to the one that comes nearest to it, and a
 * note says so.
 *
 * <p>Items without a category may stand anywhere; one with several keeps the distance for each.
 * Chosen from {@code max(5 n, 100)} candidates.
 *
 * <p>Cost: O(n x candidates).
 */
public final class Spacing implements Step {
    private static final int NEVER = Integer.MIN_VALUE / 2;

    private final AttributeValues values;
    private final String field;
    private final int distance;

    private Spacing(AttributeValues values, String field, int distance) {
        this.values = values;
        this.field = field;
        this.distance = Checks.positive("distance", distance);
    }

    /**
     * Keeps items with a common value of a field apart.
     *
     * @param items attributes with the rows of the recommender's items
     * @param distance of their places; 1 is no restriction, 2: never side by side
     */
    public static Spacing of(Attributes items, String field, int distance) {
        return new Spacing(ItemFields.values(items, field), field, distance);
    }

    @Override
    public int candidates(int n) {
        return distance == 1 ? n : Picks.pool(n);
    }

    @Override
    public RankedItems apply(Query query, RankedItems candidates) {
        int[] picked = new int[Math.min(query.n(), candidates.size())];
        boolean[] taken = new boolean[candidates.size()];
        int[] last = new int[values.size()];
        Arrays.fill(last, NEVER);
        int broken = 0;
        for (int at = 0; at < picked.length; at++) {
            int best = -1;
            int bestGap = -1;
            for (int k = 0; k < taken.length && bestGap < distance; k++) {
                int gap = taken[k] ? -1 : gap(values.of(candidates.row(k)), last, at);
                if (gap > bestGap) {
                    best = k;
                    bestGap = gap;
                }
            }
            broken += bestGap < distance ? 1 : 0;
            taken[best] = true;
            picked[at] = best;
            for (int value : values.of(candidates.row(best))) {
                last[value] = at;
            }
        }
        String reason = "%s at least %d places apart".formatted(field, distance);
        RankedItems spaced = Picks.apply(candidates, picked, "spacing", reason);
        return broken == 0
                ? spaced
                : spaced.with(
                        "%s: not possible for %d of %d places"
                                .formatted(reason, broken, picked.length));
    }

    /** How far the nearest item with a common value is; at most the distance. */
    private int gap(int[] of, int[] last, int at) {
        int gap = distance;
        for (int value : of) {
            gap = Math.min(gap, at - last[value]);
        }
        return gap;
    }
}
