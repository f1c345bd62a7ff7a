package dev.kindred.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/**
 * Splits by interactions.
 *
 * @param cuts the entries of {@link Dataset#byUser} in the test set of each split
 */
record InteractionSplitter(
        String description, BiFunction<Dataset, SplittableRandom, List<BitSet>> cuts)
        implements Splitter {

    @Override
    public List<Split> split(Dataset data, long seed) {
        var splits = new ArrayList<Split>();
        for (BitSet test : cuts.apply(data, new SplittableRandom(seed))) {
            splits.add(split(data, test));
        }
        return List.copyOf(splits);
    }

    private static Split split(Dataset data, BitSet test) {
        BitSet kept = (BitSet) test.clone();
        kept.flip(0, data.size());
        Dataset train = data.subset(kept);
        int[] trainItem = rows(data.items(), train.items());
        int[] trainUser = rows(data.users(), train.users());
        var users = new ArrayList<TestSet.TestUser>();
        for (int user = 0; user < data.users().size(); user++) {
            if (hasAny(data.byUser(), user, test)) {
                History history =
                        trainUser[user] < 0
                                ? History.EMPTY.withAttributes(data.userAttributes().row(user))
                                : train.history(trainUser[user]);
                users.add(testUser(data, user, history, test, trainItem));
            }
        }
        return new Split(train, new TestSet(users));
    }

    /** Where the ids of one index are in another one. */
    static int[] rows(IdIndex from, IdIndex to) {
        int[] rows = new int[from.size()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = to.row(from.id(row));
        }
        return rows;
    }

    static boolean hasAny(SparseRows byUser, int user, BitSet entries) {
        int first = entries.nextSetBit(byUser.start(user));
        return first >= 0 && first < byUser.end(user);
    }

    /** A test user whose targets are the user's entries in the set, in event order. */
    static TestSet.TestUser testUser(
            Dataset data, int user, History history, BitSet test, int[] trainItem) {
        SparseRows byUser = data.byUser();
        int[] targets = new int[byUser.size(user)];
        double[] values = new double[targets.length];
        int size = 0;
        for (int at = byUser.start(user); at < byUser.end(user); at++) {
            int k = data.eventEntry(at);
            if (test.get(k)) {
                targets[size] = trainItem[byUser.column(k)];
                values[size++] = byUser.value(k);
            }
        }
        return new TestSet.TestUser(
                data.users().id(user),
                history,
                Arrays.copyOf(targets, size),
                Arrays.copyOf(values, size),
                null);
    }

    static BitSet random(Dataset data, double fraction, SplittableRandom random) {
        return choose(
                0, data.size(), (int) Math.round(data.size() * fraction), random, new BitSet());
    }

    static BitSet perUser(Dataset data, double fraction, SplittableRandom random) {
        var test = new BitSet();
        SparseRows byUser = data.byUser();
        for (int user = 0; user < byUser.rows(); user++) {
            int size = byUser.size(user);
            int wanted = (int) Math.min(Math.round(size * fraction), Math.max(0, size - 1));
            choose(byUser.start(user), byUser.end(user), wanted, random, test);
        }
        return test;
    }

    static BitSet last(Dataset data, int events) {
        var test = new BitSet();
        SparseRows byUser = data.byUser();
        for (int user = 0; user < byUser.rows(); user++) {
            int wanted = Math.min(events, byUser.size(user) - 1);
            for (int n = 1; n <= wanted; n++) {
                test.set(data.eventEntry(byUser.end(user) - n));
            }
        }
        return test;
    }

    static BitSet latest(Dataset data, double trainFraction) {
        requireTimes(data, trainFraction);
        long[] times = new long[data.size()]; // user by user, each in event order
        for (int at = 0; at < times.length; at++) {
            times[at] = data.time(data.eventEntry(at));
        }
        var test = new BitSet();
        int trained = (int) Math.round(data.size() * trainFraction);
        if (trained == times.length) {
            return test;
        }
        long[] sorted = times.clone();
        Arrays.sort(sorted);
        long cut = sorted[trained];
        int trainedAtCut = trained;
        while (trainedAtCut > 0 && sorted[trained - trainedAtCut] < cut) {
            trainedAtCut--;
        }
        for (int at = 0; at < times.length; at++) {
            if (times[at] > cut || times[at] == cut && trainedAtCut-- <= 0) {
                test.set(data.eventEntry(at));
            }
        }
        return test;
    }

    private static void requireTimes(Dataset data, double trainFraction) {
        if (!data.hasTimes()) {
            throw new IllegalArgumentException(
                    ("split time:%s needs times, but the data has none. Maybe the column with the"
                                    + " times has another name, or random:0.2 will do.")
                            .formatted(trainFraction));
        }
    }

    /** Each of the numbers below {@code size} in one of the sets, which differ by at most one. */
    static List<BitSet> folds(int size, int folds, SplittableRandom random) {
        if (size < folds) {
            throw new IllegalArgumentException(
                    "%d folds need at least as many interactions and users, but there are %d"
                            .formatted(folds, size));
        }
        int[] order = identity(0, size);
        shuffle(order, size, random);
        var sets = new ArrayList<BitSet>();
        for (int fold = 0; fold < folds; fold++) {
            var set = new BitSet();
            for (int n = fold; n < size; n += folds) {
                set.set(order[n]);
            }
            sets.add(set);
        }
        return sets;
    }

    /** Adds so many of the numbers from start to end, at random. */
    static BitSet choose(int start, int end, int wanted, SplittableRandom random, BitSet chosen) {
        int[] order = identity(start, end);
        shuffle(order, wanted, random);
        for (int n = 0; n < wanted; n++) {
            chosen.set(order[n]);
        }
        return chosen;
    }

    private static int[] identity(int start, int end) {
        int[] numbers = new int[end - start];
        for (int n = 0; n < numbers.length; n++) {
            numbers[n] = start + n;
        }
        return numbers;
    }

    /** Fisher and Yates, for the first places only. */
    private static void shuffle(int[] numbers, int places, SplittableRandom random) {
        for (int n = 0; n < places && n < numbers.length - 1; n++) {
            int other = random.nextInt(n, numbers.length);
            int moved = numbers[n];
            numbers[n] = numbers[other];
            numbers[other] = moved;
        }
    }
}
