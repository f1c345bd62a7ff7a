package dev.kindred.factor;

import dev.kindred.data.SparseRows;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Likes cut into a square grid of cells as in {@link RatingGrid}, but with other groups of items in
 * each epoch: items are cut into many small parts, and an epoch draws which parts form a group. So
 * random items to compare with can be drawn from the cell's own group, and still everything is
 * compared with everything.
 */
final class SampleGrid {
    private static final int LARGEST = 16;
    private static final int PER_CELL = 2000;

    private final int size;
    private final int parts;
    private final int[] starts; // per user group and part, into users and items
    private final int[] users;
    private final int[] items;
    private final int[] partStarts; // per part, into partItems
    private final int[] partItems;

    /**
     * Cuts up a matrix.
     *
     * @param held entries of the matrix to leave out
     */
    SampleGrid(SparseRows byUser, HeldBack held, SplittableRandom random) {
        int n = byUser.entries() - held.size();
        int wanted = (int) Math.max(1, Math.min(LARGEST, Math.sqrt((double) n / PER_CELL)));
        size = Math.max(1, Math.min(wanted, (int) Math.sqrt(byUser.columns())));
        parts = size * size;
        int[] counts = new int[byUser.rows()];
        for (int user = 0; user < counts.length; user++) {
            counts[user] = byUser.size(user);
        }
        int[] ones = new int[byUser.columns()];
        Arrays.fill(ones, 1);
        int[] userGroup = Groups.draw(counts, size, random);
        int[] itemPart = Groups.draw(ones, parts, random);
        partStarts = starts(itemPart, parts);
        partItems = sorted(itemPart, partStarts);
        starts = new int[size * parts + 1];
        users = new int[n];
        items = new int[n];
        fill(byUser, held, userGroup, itemPart);
    }

    private static int[] starts(int[] groupOf, int groups) {
        int[] starts = new int[groups + 1];
        for (int group : groupOf) {
            starts[group + 1]++;
        }
        for (int group = 0; group < groups; group++) {
            starts[group + 1] += starts[group];
        }
        return starts;
    }

    private static int[] sorted(int[] groupOf, int[] starts) {
        int[] next = starts.clone();
        int[] sorted = new int[groupOf.length];
        for (int row = 0; row < groupOf.length; row++) {
            sorted[next[groupOf[row]]++] = row;
        }
        return sorted;
    }

    private void fill(SparseRows byUser, HeldBack held, int[] userGroup, int[] itemPart) {
        for (int user = 0; user < byUser.rows(); user++) {
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                if (!held.contains(k)) {
                    starts[userGroup[user] * parts + itemPart[byUser.column(k)] + 1]++;
                }
            }
        }
        for (int k = 0; k + 1 < starts.length; k++) {
            starts[k + 1] += starts[k];
        }
        int[] next = starts.clone();
        for (int user = 0; user < byUser.rows(); user++) {
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                if (!held.contains(k)) {
                    int item = byUser.column(k);
                    int to = next[userGroup[user] * parts + itemPart[item]]++;
                    users[to] = user;
                    items[to] = item;
                }
            }
        }
    }

    /** Groups per side: there are {@code size} rounds of {@code size} cells. */
    int size() {
        return size;
    }

    /** The number of likes. */
    int entries() {
        return users.length;
    }

    int user(int k) {
        return users[k];
    }

    int item(int k) {
        return items[k];
    }

    /** Draws the groups of items of an epoch. */
    Epoch epoch(SplittableRandom random) {
        return new Epoch(random);
    }

    /** The groups of items of one epoch. */
    final class Epoch {
        private final int[] order; // of the parts: group g has those from g * size on
        private final int[] pool; // the items, group after group
        private final int[] poolStarts;

        private Epoch(SplittableRandom random) {
            order = new int[parts];
            for (int k = 0; k < parts; k++) {
                int at = random.nextInt(k + 1);
                order[k] = order[at];
                order[at] = k;
            }
            pool = new int[partItems.length];
            poolStarts = new int[size + 1];
            int to = 0;
            for (int k = 0; k < parts; k++) {
                int from = partStarts[order[k]];
                int length = partStarts[order[k] + 1] - from;
                System.arraycopy(partItems, from, pool, to, length);
                to += length;
                poolStarts[k / size + 1] = to;
            }
        }

        /** The item group that a user group meets in a round. */
        int group(int round, int userGroup) {
            return (userGroup + round) % size;
        }

        /** The likes of a user group for one of the parts of an item group, in random order. */
        Walk walk(int userGroup, int group, int part, SplittableRandom random) {
            int cell = userGroup * parts + order[group * size + part];
            return new Walk(starts[cell], starts[cell + 1] - starts[cell], random);
        }

        /** Any item of a group. */
        int draw(int group, SplittableRandom random) {
            int from = poolStarts[group];
            return pool[from + random.nextInt(poolStarts[group + 1] - from)];
        }
    }
}
