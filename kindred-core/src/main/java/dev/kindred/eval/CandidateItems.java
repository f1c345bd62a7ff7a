package dev.kindred.eval;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.model.FitContext;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Which items may be recommended to each test user. */
final class CandidateItems {
    private final IdIndex items;
    private final int sampled;
    private final boolean repeatSeen;
    private final FitContext context;

    CandidateItems(Evaluation evaluation, FitContext context) {
        this.items = evaluation.train.items();
        this.sampled = evaluation.sampledCandidates;
        this.repeatSeen = evaluation.repeatSeen;
        this.context = context;
    }

    /** Rows of the items that may be recommended, or null for all. */
    int @Nullable [] of(TestUser user, int row) {
        int[] given = user.candidates();
        if (given != null) {
            return Arrays.stream(given).filter(item -> item != IdIndex.ABSENT).distinct().toArray();
        }
        return sampled == 0 ? null : sample(user, context.random(row));
    }

    /** The known targets and random other items that the user has not seen. */
    private int[] sample(TestUser user, SplittableRandom random) {
        var taken = new BitSet(items.size());
        for (int k = 0; k < user.history().size(); k++) {
            taken.set(user.history().item(k));
        }
        int[] targets = Arrays.stream(user.targets()).filter(item -> item >= 0).toArray();
        Arrays.stream(targets).forEach(taken::set);
        int others = Math.min(sampled, items.size() - taken.cardinality());
        int[] rows = Arrays.copyOf(targets, targets.length + others);
        for (int k = targets.length; k < rows.length; k++) {
            int item = random.nextInt(items.size());
            // From a random place on, so that it ends even if nearly all are taken.
            int free = taken.nextClearBit(item);
            rows[k] = free < items.size() ? free : taken.nextClearBit(0);
            taken.set(rows[k]);
        }
        return rows;
    }

    /** Outside ids of rows. */
    Set<String> ids(int[] rows) {
        var ids = new HashSet<String>(rows.length * 2);
        for (int row : rows) {
            ids.add(items.id(row));
        }
        return ids;
    }

    /** How many items can be ranked for a user. */
    int count(History history, int @Nullable [] rows) {
        int all = rows == null ? items.size() : rows.length;
        if (repeatSeen) {
            return all;
        }
        if (rows == null) {
            return all - history.size();
        }
        return (int) Arrays.stream(rows).filter(row -> history.find(row) < 0).count();
    }

    /** What the protocol says. */
    String description(boolean given) {
        if (given) {
            return "given per user";
        }
        return sampled == 0 ? Protocol.ALL_ITEMS : "targets and %d sampled".formatted(sampled);
    }
}
