package dev.kindred.rank;

import dev.kindred.model.FactorModel;
import dev.kindred.model.ItemVectors;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The best items of some users at once by a {@link FactorModel}: users by blocks of items, so that
 * scores never leave the cache. Working memory of one thread.
 *
 * <p>Cost: 2 x users x items x width flops; memory for one block of scores.
 */
final class BlockRanking {
    /** Users to rank for at once: enough for the items to be read seldom. */
    static final int USERS = 48;

    /** Scores of different users must not fall into the same lines of the cache. */
    private static final int APART = 32;

    private final FactorModel model;
    private final ItemVectors items;
    private final int block;
    private final int step;
    private final float[] vectors;
    private final float[] vector;
    private final float[] scores;
    private final TopN[] best = new TopN[USERS];
    private final int[] capacities = new int[USERS];
    private final int[][] blocked = new int[USERS][];
    private final int[] passed = new int[USERS];
    private final @Nullable IntPredicate[] keeps = new IntPredicate[USERS];
    private int count;

    BlockRanking(FactorModel model) {
        this.model = model;
        items = model.itemVectors();
        block = Math.min(items.blockSize(), Math.max(1, items.rows()));
        step = block + APART;
        vectors = new float[USERS * items.width()];
        vector = new float[items.width()];
        scores = new float[USERS * step];
    }

    /**
     * Adds a user; returns false, and adds nobody, where the model has no opinion.
     *
     * @param blockedRows item rows that must not be in the answer; rising
     * @param keep asked about items that would be in the answer, or null
     */
    boolean add(Query query, int n, int[] blockedRows, @Nullable IntPredicate keep) {
        Arrays.fill(vector, 0);
        if (!model.userVector(query.history(), vector)) {
            return false;
        }
        System.arraycopy(vector, 0, vectors, count * vector.length, vector.length);
        int capacity = Math.max(1, Math.min(n, items.rows()));
        if (capacities[count] != capacity) {
            best[count] = new TopN(capacity);
            capacities[count] = capacity;
        }
        blocked[count] = blockedRows;
        keeps[count] = keep;
        count++;
        return true;
    }

    /** Ranks all items for the users that were added; ties: lower row first. */
    void rank() {
        Arrays.fill(passed, 0);
        ItemVectors.Users users = items.users(vectors, count);
        for (int first = 0; first < items.rows(); first += block) {
            int width = Math.min(block, items.rows() - first);
            users.score(first, width, scores, step);
            for (int user = 0; user < count; user++) {
                blockRows(user, first, width);
                best[user].offerAll(scores, user * step, width, first, keeps[user]);
            }
        }
    }

    private void blockRows(int user, int first, int width) {
        int[] rows = blocked[user];
        int at = passed[user];
        while (at < rows.length && rows[at] < first + width) {
            scores[user * step + rows[at++] - first] = Float.NaN;
        }
        passed[user] = at;
    }

    /** The answer to the user that was added as number {@code at}. */
    Scratch.Best best(int at) {
        return best[at].sorted();
    }

    /** Forgets the users. */
    void clear() {
        for (int user = 0; user < count; user++) {
            best[user].clear();
        }
        count = 0;
    }
}
