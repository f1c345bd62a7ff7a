package dev.kindred.eval;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.model.FitContext;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
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

    /** Rows of the items that may be recommended, rising, or null for all. */
    int @Nullable [] of(TestUser user, Targets targets, int row) {
        int[] given = user.candidates();
        if (given != null) {
            return Arrays.stream(given)
                    .filter(item -> item != IdIndex.ABSENT)
                    .sorted()
                    .distinct()
                    .toArray();
        }
        return sampled == 0 ? null : sample(user.history(), targets, context.random(row));
    }

    /** The known targets and random other items that the user has not seen. */
    private int[] sample(History history, Targets targets, SplittableRandom random) {
        var taken = new BitSet(items.size());
        for (int k = 0; k < history.size(); k++) {
            taken.set(history.item(k));
        }
        var chosen = new BitSet(items.size());
        for (int n = 0; n < targets.known(); n++) {
            chosen.set(targets.item(n));
            taken.set(targets.item(n));
        }
        int free = items.size() - taken.cardinality();
        for (int n = Math.min(sampled, free); n > 0; n--) {
            int item = freeItem(taken, free--, random);
            taken.set(item);
            chosen.set(item);
        }
        return chosen.stream().toArray();
    }

    private int freeItem(BitSet taken, int free, SplittableRandom random) {
        if (free > items.size() / 4) { // a few tries are cheaper than counting
            int item = random.nextInt(items.size());
            while (taken.get(item)) {
                item = random.nextInt(items.size());
            }
            return item;
        }
        int item = taken.nextClearBit(0);
        for (int skip = random.nextInt(free); skip > 0; skip--) {
            item = taken.nextClearBit(item + 1);
        }
        return item;
    }

    /** Outside ids of rows. */
    Set<String> ids(int[] rows) {
        var ids = new HashSet<String>(rows.length * 2);
        for (int row : rows) {
            ids.add(items.id(row));
        }
        return ids;
    }

    /** What can be ranked for a user. */
    Outcome.Pool pool(History history, Targets targets, int @Nullable [] rows) {
        int size = rows == null ? items.size() : rows.length;
        int found = 0;
        for (int n = 0; n < targets.known(); n++) {
            int item = targets.item(n);
            boolean possible = rows == null || Arrays.binarySearch(rows, item) >= 0;
            found += possible && (repeatSeen || history.find(item) < 0) ? 1 : 0;
        }
        for (int k = 0; k < history.size() && !repeatSeen; k++) {
            boolean possible = rows == null || Arrays.binarySearch(rows, history.item(k)) >= 0;
            size -= possible ? 1 : 0;
        }
        return new Outcome.Pool(size, found);
    }

    /** What the protocol says of the candidates of all users. */
    String description(List<TestUser> users) {
        var different = Collections.newSetFromMap(new IdentityHashMap<int @Nullable [], Boolean>());
        users.forEach(user -> different.add(user.candidates()));
        int[] first = different.isEmpty() ? null : different.iterator().next();
        if (different.size() > 1 || first != null && users.size() == 1) {
            return "given per user";
        } else if (first != null) {
            return "the same %d items for all users".formatted(first.length);
        }
        return sampled == 0 ? Protocol.ALL_ITEMS : "targets and %d sampled".formatted(sampled);
    }
}
