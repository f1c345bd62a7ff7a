package dev.kindred.rerank;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.internal.Checks;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;

/**
 * At most so many items of each category (brand, genre, author) in the list: an item whose category
 * is full makes room for the next one.
 *
 * <p>Items without a category are never held back; one with several counts for each. If there are
 * too few others, the list is filled with the best of those held back, and a note says so. Chosen
 * from {@code max(5 n, 100)} candidates.
 *
 * <p>Cost: O(candidates).
 */
public final class CategoryCap implements Step {
    private final AttributeValues values;
    private final String field;
    private final int most;

    private CategoryCap(AttributeValues values, String field, int most) {
        this.values = values;
        this.field = field;
        this.most = Checks.positive("most", most);
    }

    /**
     * Caps each value of a field.
     *
     * @param items attributes with the rows of the recommender's items
     * @param most items of one value in a list; at least 1
     */
    public static CategoryCap of(Attributes items, String field, int most) {
        return new CategoryCap(ItemFields.values(items, field), field, most);
    }

    @Override
    public int candidates(int n) {
        return Picks.pool(n);
    }

    @Override
    public RankedItems apply(Query query, RankedItems candidates) {
        int wanted = Math.min(query.n(), candidates.size());
        int[] picked = new int[wanted];
        int[] counts = new int[values.size()];
        int size = 0;
        for (int k = 0; k < candidates.size() && size < wanted; k++) {
            int[] of = values.of(candidates.row(k));
            if (hasRoom(of, counts)) {
                picked[size++] = k;
                for (int value : of) {
                    counts[value]++;
                }
            }
        }
        String reason = "at most %d per %s".formatted(most, field);
        RankedItems capped =
                Picks.apply(candidates, java.util.Arrays.copyOf(picked, size), "cap", reason);
        return size == wanted
                ? capped
                : capped.with(
                        "%s: only %d of %d places could be filled that way"
                                .formatted(reason, size, wanted));
    }

    private boolean hasRoom(int[] of, int[] counts) {
        for (int value : of) {
            if (counts[value] >= most) {
                return false;
            }
        }
        return true;
    }
}
