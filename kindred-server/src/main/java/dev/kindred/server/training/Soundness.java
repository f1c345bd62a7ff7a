package dev.kindred.server.training;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model can serve at all: it knows all items that somebody has, its scores are finite,
 * and it has an opinion for somebody.
 *
 * @param users whose scores were looked at: every n-th, at most {@value #MOST_USERS}
 * @param infinite scores among them that are infinite
 * @param silent users for whom the model has no opinion on any item
 * @param covered share of the items with events for which the model has an opinion for some of the
 *     users, or for somebody without events
 */
record Soundness(int users, int infinite, int silent, double covered) {
    private static final int MOST_USERS = 1000;

    static Soundness of(Model model, Dataset data, FitContext context) {
        int count = Math.min(MOST_USERS, data.users().size());
        var infinite = new AtomicInteger();
        var silent = new AtomicInteger();
        var covered = new BitSet();
        context.forEachRowWithState(
                count + 1,
                thread -> {
                    float[] scores = new float[model.items().size()];
                    return row -> {
                        long user = (long) row * data.users().size() / Math.max(1, count);
                        model.score(
                                row == count ? History.EMPTY : data.history((int) user), scores);
                        BitSet known = new BitSet();
                        for (int item = 0; item < scores.length; item++) {
                            infinite.addAndGet(Float.isInfinite(scores[item]) ? 1 : 0);
                            known.set(item, !Float.isNaN(scores[item]));
                        }
                        silent.addAndGet(row < count && known.isEmpty() ? 1 : 0);
                        synchronized (covered) {
                            covered.or(known);
                        }
                    };
                });
        BitSet items = new BitSet();
        for (int k = 0; k < data.size(); k++) {
            items.set(data.byUser().column(k));
        }
        covered.and(items);
        return new Soundness(
                count,
                infinite.get(),
                silent.get(),
                items.isEmpty() ? 1 : (double) covered.cardinality() / items.cardinality());
    }

    /**
     * What speaks against the model; null if nothing does.
     *
     * @param enough whether there are enough data that silence is a fault
     */
    @Nullable String objection(boolean enough) {
        if (infinite > 0) {
            return "%d of its scores for %d users are infinite".formatted(infinite, users);
        }
        return enough && silent == users
                ? "it has no opinion on any item for any of %d users".formatted(users)
                : null;
    }
}
