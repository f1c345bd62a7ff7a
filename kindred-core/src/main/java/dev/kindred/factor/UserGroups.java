package dev.kindred.factor;

import dev.kindred.data.SparseRows;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Ratings cut into groups of users, each group's ratings listed by user and by item, so that an
 * epoch is: for each group, all its users at once with the items held, then all its items at once
 * with the users held.
 */
final class UserGroups {
    private static final int MOST = 64;
    private static final int PER_GROUP = 2000;

    private final int[] userStarts; // per group, into users
    private final int[] users;
    private final int[] itemStarts; // per group, into items
    private final int[] items; // the items of each group, rising
    private final int[] starts; // per entry of items, into slots
    private final int[] slots;
    private final float[] values;

    /**
     * Cuts up a matrix.
     *
     * @param held entries of the matrix to leave out
     */
    UserGroups(SparseRows byUser, RatingScale scale, HeldBack held, SplittableRandom random) {
        int n = byUser.entries() - held.size();
        int size = Math.max(1, Math.min(MOST, n / PER_GROUP));
        int[] counts = new int[byUser.rows()];
        for (int user = 0; user < counts.length; user++) {
            counts[user] = byUser.size(user);
        }
        int[] groupOf = Groups.draw(counts, size, random);
        userStarts = new int[size + 1];
        users = sorted(groupOf, userStarts);
        itemStarts = new int[size + 1];
        slots = new int[n];
        values = new float[n];
        int[] foundItems = new int[n];
        int[] foundStarts = new int[n + 1];
        for (int group = 0; group < size; group++) {
            fill(group, byUser, scale, held, foundItems, foundStarts);
        }
        items = Arrays.copyOf(foundItems, itemStarts[size]);
        starts = Arrays.copyOf(foundStarts, itemStarts[size] + 1);
    }

    /** The users of all groups, group after group. */
    private int[] sorted(int[] groupOf, int[] startOf) {
        for (int group : groupOf) {
            startOf[group + 1]++;
        }
        for (int group = 0; group + 1 < startOf.length; group++) {
            startOf[group + 1] += startOf[group];
        }
        int[] next = startOf.clone();
        int[] result = new int[groupOf.length];
        for (int user = 0; user < groupOf.length; user++) {
            result[next[groupOf[user]]++] = user;
        }
        return result;
    }

    private void fill(
            int group,
            SparseRows byUser,
            RatingScale scale,
            HeldBack held,
            int[] foundItems,
            int[] foundStarts) {
        int[] counts = new int[byUser.columns()];
        for (int slot = 0; slot < users(group); slot++) {
            int user = user(group, slot);
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                counts[byUser.column(k)] += held.contains(k) ? 0 : 1;
            }
        }
        int at = itemStarts[group];
        int[] next = new int[counts.length];
        for (int item = 0; item < counts.length; item++) {
            if (counts[item] > 0) {
                foundItems[at] = item;
                next[item] = foundStarts[at];
                foundStarts[at + 1] = foundStarts[at] + counts[item];
                at++;
            }
        }
        itemStarts[group + 1] = at;
        for (int slot = 0; slot < users(group); slot++) {
            int user = user(group, slot);
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                if (!held.contains(k)) {
                    int to = next[byUser.column(k)]++;
                    slots[to] = slot;
                    values[to] = scale.scaled(byUser.value(k));
                }
            }
        }
    }

    /** The number of groups. */
    int size() {
        return userStarts.length - 1;
    }

    /** The number of ratings. */
    int entries() {
        return values.length;
    }

    /** The number of users of a group. */
    int users(int group) {
        return userStarts[group + 1] - userStarts[group];
    }

    /** The most users that a group has. */
    int mostUsers() {
        int most = 0;
        for (int group = 0; group < size(); group++) {
            most = Math.max(most, users(group));
        }
        return most;
    }

    /** The user in a slot of a group. */
    int user(int group, int slot) {
        return users[userStarts[group] + slot];
    }

    /** The number of items that a group's users rated. */
    int items(int group) {
        return itemStarts[group + 1] - itemStarts[group];
    }

    /** One of the items that a group's users rated. */
    int item(int group, int n) {
        return items[itemStarts[group] + n];
    }

    /** Where the ratings of the group's nth item start, by place. */
    int start(int group, int n) {
        return starts[itemStarts[group] + n];
    }

    /** Where the ratings of the group's nth item end (exclusive). */
    int end(int group, int n) {
        return starts[itemStarts[group] + n + 1];
    }

    /** The slot of the user of the rating at a place. */
    int slot(int place) {
        return slots[place];
    }

    /** The rating at a place, as {@link RatingScale#scaled} gives it. */
    float value(int place) {
        return values[place];
    }
}
