package dev.kindred.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/**
 * Splits by users: those of the test set are not in the training data.
 *
 * @param known the share of a held-out user's interactions that is the history, at least one; 0 for
 *     none at all
 * @param cuts the users in the test set of each split
 */
record UserSplitter(
        String description, double known, BiFunction<Dataset, SplittableRandom, List<BitSet>> cuts)
        implements Splitter {

    @Override
    public List<Split> split(Dataset data, long seed) {
        var random = new SplittableRandom(seed);
        var splits = new ArrayList<Split>();
        for (BitSet heldOut : cuts.apply(data, random)) {
            splits.add(split(data, heldOut, random));
        }
        return List.copyOf(splits);
    }

    private Split split(Dataset data, BitSet heldOut, SplittableRandom random) {
        SparseRows byUser = data.byUser();
        var kept = new BitSet();
        kept.set(0, data.size());
        heldOut.stream().forEach(user -> kept.clear(byUser.start(user), byUser.end(user)));
        Dataset train = data.subset(kept);
        int[] trainItem = InteractionSplitter.rows(data.items(), train.items());
        var users = new ArrayList<TestSet.TestUser>();
        for (int user = heldOut.nextSetBit(0); user >= 0; user = heldOut.nextSetBit(user + 1)) {
            BitSet targets = targets(byUser, user, random);
            if (!targets.isEmpty()) {
                History history = history(data, user, targets, trainItem);
                users.add(InteractionSplitter.testUser(data, user, history, targets, trainItem));
            }
        }
        return new Split(train, new TestSet(users));
    }

    private BitSet targets(SparseRows byUser, int user, SplittableRandom random) {
        int size = byUser.size(user);
        int kept = known == 0 ? 0 : (int) Math.min(Math.round(size * known), Math.max(1, size - 1));
        return InteractionSplitter.choose(
                byUser.start(user), byUser.end(user), size - kept, random, new BitSet());
    }

    private static History history(Dataset data, int user, BitSet targets, int[] trainItem) {
        int size = 0;
        SparseRows byUser = data.byUser();
        int[] items = new int[byUser.size(user)];
        double[] values = new double[items.length];
        long[] times = new long[items.length];
        for (int at = byUser.start(user); at < byUser.end(user); at++) {
            int k = data.eventEntry(at);
            int item = trainItem[byUser.column(k)];
            if (!targets.get(k) && item != IdIndex.ABSENT) {
                items[size] = item;
                values[size] = byUser.value(k);
                times[size++] = data.time(k);
            }
        }
        return History.of(
                        History.UNKNOWN_USER,
                        Arrays.copyOf(items, size),
                        Arrays.copyOf(values, size),
                        Arrays.copyOf(times, size))
                .withAttributes(data.userAttributes().row(user));
    }

    static BitSet random(Dataset data, double fraction, SplittableRandom random) {
        int users = data.users().size();
        return InteractionSplitter.choose(
                0, users, (int) Math.round(users * fraction), random, new BitSet());
    }
}
