package dev.kindred.factor;

import dev.kindred.data.SparseRows;
import java.util.SplittableRandom;

/**
 * Interactions cut into a square grid of cells, so that several threads can train on them at once
 * with the same result as one: users are cut into as many groups as items, and the cells of one
 * diagonal share neither a user nor an item. An epoch is one round per diagonal.
 *
 * <p>The size of the grid depends on the data alone, never on the number of threads. Groups are
 * drawn at random, about equally many interactions each; a cell's interactions are shuffled once,
 * and {@link Walk} takes them in another order each epoch.
 *
 * <p>Source: R. Gemulla et al., "Large-Scale Matrix Factorization with Distributed Stochastic
 * Gradient Descent", KDD 2011.
 */
final class RatingGrid {
    private static final int LARGEST = 16;
    private static final int PER_CELL = 2000;

    private final int size;
    private final int[] starts;
    private final int[] users;
    private final int[] items;
    private final float[] values;

    /**
     * Cuts up a matrix.
     *
     * @param held entries of the matrix to leave out
     */
    RatingGrid(SparseRows byUser, RatingScale scale, HeldBack held, SplittableRandom random) {
        int n = byUser.entries() - held.size();
        size = (int) Math.max(1, Math.min(LARGEST, Math.sqrt((double) n / PER_CELL)));
        int[] perItem = new int[byUser.columns()];
        int[] perUser = new int[byUser.rows()];
        for (int user = 0; user < perUser.length; user++) {
            perUser[user] = byUser.size(user);
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                perItem[byUser.column(k)]++;
            }
        }
        int[] userGroup = Groups.draw(perUser, size, random);
        int[] itemGroup = Groups.draw(perItem, size, random);
        starts = new int[size * size + 1];
        users = new int[n];
        items = new int[n];
        values = new float[n];
        count(byUser, held, userGroup, itemGroup);
        fill(byUser, scale, held, userGroup, itemGroup);
        for (int cell = 0; cell < size * size; cell++) {
            shuffle(starts[cell], starts[cell + 1], random.split());
        }
    }

    private void count(SparseRows byUser, HeldBack held, int[] userGroup, int[] itemGroup) {
        for (int user = 0; user < byUser.rows(); user++) {
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                if (!held.contains(k)) {
                    starts[userGroup[user] * size + itemGroup[byUser.column(k)] + 1]++;
                }
            }
        }
        for (int cell = 0; cell < size * size; cell++) {
            starts[cell + 1] += starts[cell];
        }
    }

    private void fill(
            SparseRows byUser, RatingScale scale, HeldBack held, int[] userGroup, int[] itemGroup) {
        int[] next = starts.clone();
        for (int user = 0; user < byUser.rows(); user++) {
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                if (!held.contains(k)) {
                    int item = byUser.column(k);
                    int to = next[userGroup[user] * size + itemGroup[item]]++;
                    users[to] = user;
                    items[to] = item;
                    values[to] = scale.scaled(byUser.value(k));
                }
            }
        }
    }

    private void shuffle(int start, int end, SplittableRandom random) {
        for (int k = end - 1; k > start; k--) {
            int other = start + random.nextInt(k - start + 1);
            int user = users[k];
            int item = items[k];
            float value = values[k];
            users[k] = users[other];
            items[k] = items[other];
            values[k] = values[other];
            users[other] = user;
            items[other] = item;
            values[other] = value;
        }
    }

    /** Groups per side: there are {@code size} rounds of {@code size} cells. */
    int size() {
        return size;
    }

    /** The cell of a user group in a round; in each round every group meets another item group. */
    int cell(int round, int userGroup) {
        return userGroup * size + (userGroup + round) % size;
    }

    /** The number of interactions. */
    int entries() {
        return values.length;
    }

    int user(int k) {
        return users[k];
    }

    int item(int k) {
        return items[k];
    }

    /** The rating, as {@link RatingScale#scaled} gives it. */
    float value(int k) {
        return values[k];
    }

    /** A walk over all interactions of a cell, from a random one on in random even steps. */
    Walk walk(int cell, SplittableRandom random) {
        return new Walk(starts[cell], starts[cell + 1] - starts[cell], random);
    }
}
