package dev.kindred.rank;

import dev.kindred.data.History;
import dev.kindred.model.FactorModel;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The best of the items that an index finds, by the scores of the model itself. Immutable and
 * thread-safe.
 */
final class IndexRanking {
    /** Candidates per place of the list: they make up for what the index and filters miss. */
    private static final int CANDIDATES = 3;

    private static final int WIDER = 4;

    private final FactorModel model;
    private final ItemIndex index;

    IndexRanking(FactorModel model, ItemIndex index) {
        this.model = model;
        this.index = index;
    }

    /**
     * The n best; ties: lower row first. Null where too few are found that are allowed, even among
     * more candidates, or where the model has no opinion.
     *
     * @param blocked item rows that must not be in the answer; rising
     * @param keeps asked about items that would be in the answer, or null
     */
    Scratch.@Nullable Best best(
            History history, int n, int[] blocked, @Nullable IntPredicate keeps) {
        int items = model.items().size();
        float[] user = new float[model.itemVectors().width()];
        if (items <= n || !model.userVector(history, user)) {
            return null;
        }
        long count = (long) CANDIDATES * n + blocked.length;
        for (int trial = 0; trial < 2 && count < items; trial++, count *= WIDER) {
            Scratch.Best best = ranked(user, (int) count, n, blocked, keeps);
            if (best.rows().length == n) {
                return best;
            }
        }
        return null;
    }

    private Scratch.Best ranked(
            float[] user, int count, int n, int[] blocked, @Nullable IntPredicate keeps) {
        int[] found = index.nearest(user, count);
        float[] scores = new float[found.length];
        model.itemVectors().score(user, found, scores);
        var top = new TopN(n);
        for (int k = 0; k < found.length; k++) {
            int row = found[k];
            if (top.accepts(row, scores[k])
                    && Arrays.binarySearch(blocked, row) < 0
                    && (keeps == null || keeps.test(row))) {
                top.offer(row, scores[k]);
            }
        }
        return top.sorted();
    }
}
