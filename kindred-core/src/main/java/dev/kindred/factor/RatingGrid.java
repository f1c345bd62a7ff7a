package dev.kindred.factor;

import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.Descent;
import dev.kindred.model.FitContext;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Ratings cut into a square grid of cells, so that several threads can train on them at once with
 * the same result as one: users are cut into as many groups as items, and the cells of one diagonal
 * share neither a user nor an item. An epoch is one round per diagonal.
 *
 * <p>The size of the grid depends on the data alone, never on the number of threads. Groups are
 * drawn at random, about equally many ratings each, and small enough that the rows of a cell's
 * items stay in a processor's nearest cache. Rows are numbered anew, group after group: their
 * place. A cell's ratings are listed in the order of their users' places, shuffled among a few
 * users.
 *
 * <p>Source: R. Gemulla et al., "Large-Scale Matrix Factorization with Distributed Stochastic
 * Gradient Descent", KDD 2011.
 */
final class RatingGrid {
    private static final int LARGEST = 64;
    private static final int PER_CELL = 500;
    private static final int USERS_AT_ONCE = 8;

    private final int size;
    private final SparseRows byUser;
    private final RatingScale scale;
    private final HeldBack held;
    private final Places userPlaces;
    private final Places itemPlaces;
    private final int[] starts; // per cell
    private final int[] users; // places
    private final int[] items;
    private final float[] values;

    /**
     * Cuts up a matrix.
     *
     * @param held entries of the matrix to leave out
     */
    RatingGrid(
            SparseRows byUser,
            RatingScale scale,
            HeldBack held,
            SplittableRandom random,
            FitContext context) {
        this.byUser = byUser;
        this.scale = scale;
        this.held = held;
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
        userPlaces = new Places(Groups.draw(perUser, size, random), size);
        itemPlaces = new Places(Groups.draw(perItem, size, random), size);
        starts = new int[size * size + 1];
        users = new int[n];
        items = new int[n];
        values = new float[n];
        context.forEachRow(size, this::count);
        for (int cell = 0; cell < size * size; cell++) {
            starts[cell + 1] += starts[cell];
        }
        SplittableRandom[] randoms =
                IntStream.range(0, size)
                        .mapToObj(group -> random.split())
                        .toArray(SplittableRandom[]::new);
        context.forEachRow(size, group -> fill(group, randoms[group]));
    }

    private void count(int group) {
        for (int place = userPlaces.start(group); place < userPlaces.end(group); place++) {
            int user = userPlaces.row(place);
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                if (!held.contains(k)) {
                    starts[group * size + itemPlaces.group(byUser.column(k)) + 1]++;
                }
            }
        }
    }

    private void fill(int group, SplittableRandom random) {
        int[] next = new int[size];
        System.arraycopy(starts, group * size, next, 0, size);
        int[] shuffled = next.clone();
        for (int place = userPlaces.start(group); place < userPlaces.end(group); place++) {
            fill(place, next);
            int done = place + 1 - userPlaces.start(group);
            if (done % USERS_AT_ONCE == 0 || place + 1 == userPlaces.end(group)) {
                for (int cell = 0; cell < size; cell++) {
                    shuffle(shuffled[cell], next[cell], random);
                    shuffled[cell] = next[cell];
                }
            }
        }
    }

    private void fill(int place, int[] next) {
        int user = userPlaces.row(place);
        for (int k = byUser.start(user); k < byUser.end(user); k++) {
            if (!held.contains(k)) {
                int item = byUser.column(k);
                int to = next[itemPlaces.group(item)]++;
                users[to] = place;
                items[to] = itemPlaces.of(item);
                values[to] = scale.scaled(byUser.value(k));
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

    /** The first rating of a cell; the next cell's is behind its last. */
    int start(int cell) {
        return starts[cell];
    }

    /** Where to begin each cell in an epoch, to go round from there. */
    int[] begins(SplittableRandom random) {
        int[] begins = new int[size * size];
        for (int cell = 0; cell < begins.length; cell++) {
            begins[cell] =
                    starts[cell] + random.nextInt(Math.max(1, starts[cell + 1] - starts[cell]));
        }
        return begins;
    }

    /** The number of ratings. */
    int entries() {
        return values.length;
    }

    Places userPlaces() {
        return userPlaces;
    }

    Places itemPlaces() {
        return itemPlaces;
    }

    /** The user of a rating. */
    int user(int k) {
        return userPlaces.row(users[k]);
    }

    /** The item of a rating. */
    int item(int k) {
        return itemPlaces.row(items[k]);
    }

    /** The rating, as {@link RatingScale#scaled} gives it. */
    float value(int k) {
        return values[k];
    }

    /** What gradient descent needs, for rows at their places. */
    Descent descent(Factors userRows, Factors itemRows) {
        int width = userRows.width();
        int[] ps = new int[users.length];
        int[] qs = new int[users.length];
        for (int k = 0; k < ps.length; k++) {
            ps[k] = users[k] * width;
            qs[k] = items[k] * width;
        }
        return new Descent(userRows.values(), itemRows.values(), width, ps, qs, values);
    }
}
