package dev.kindred.server.engine.lists;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.SparseRows;
import java.util.Arrays;

/**
 * Items that the same users have, and users who have the same items: {@code c / (sqrt(n m) + 10)}
 * with c in common.
 *
 * <p>Cost: the sum over the users of an item of what they have; over the items of a history of who
 * has them. Immutable and thread-safe.
 */
public final class CoOccurrence {
    private static final double SHRINKAGE = 10;

    private final SparseRows byUser;
    private final SparseRows byItem;

    public CoOccurrence(Dataset data) {
        byUser = data.byUser();
        byItem = data.byItem();
    }

    /** Scores all items; NaN for those without common users, and for the item itself. */
    public void similarItems(int item, float[] scores) {
        Arrays.fill(scores, Float.NaN);
        if (item >= byItem.rows()) {
            return;
        }
        int[] common = new int[byItem.rows()];
        for (int k = byItem.start(item); k < byItem.end(item); k++) {
            add(byUser, byItem.column(k), common);
        }
        common[item] = 0;
        rate(common, byItem, byItem.size(item), scores);
    }

    /** Scores all users; NaN for those without common items, and for the history's own user. */
    public void similarUsers(History history, float[] scores) {
        Arrays.fill(scores, Float.NaN);
        int[] common = new int[byUser.rows()];
        int known = 0;
        for (int k = 0; k < history.size(); k++) {
            if (history.item(k) < byItem.rows()) {
                add(byItem, history.item(k), common);
                known++;
            }
        }
        if (history.user() >= 0) {
            common[history.user()] = 0;
        }
        rate(common, byUser, known, scores);
    }

    private static void add(SparseRows rows, int row, int[] counts) {
        for (int k = rows.start(row); k < rows.end(row); k++) {
            counts[rows.column(k)]++;
        }
    }

    private static void rate(int[] common, SparseRows rows, int size, float[] scores) {
        for (int other = 0; other < common.length; other++) {
            if (common[other] > 0) {
                double sizes = Math.sqrt((double) size * rows.size(other));
                scores[other] = (float) (common[other] / (sizes + SHRINKAGE));
            }
        }
    }
}
