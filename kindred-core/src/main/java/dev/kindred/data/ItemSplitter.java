package dev.kindred.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Splits by items: those of the test set are in the training data with their attributes alone, as
 * new items are, and lists are made of them alone.
 *
 * @param fraction of the items that anybody has
 */
record ItemSplitter(String description, double fraction) implements Splitter {

    @Override
    public List<Split> split(Dataset data, long seed) {
        BitSet hidden = hidden(data, new SplittableRandom(seed));
        var test = new BitSet();
        for (int k = 0; k < data.size(); k++) {
            if (hidden.get(data.byUser().column(k))) {
                test.set(k);
            }
        }
        BitSet kept = (BitSet) test.clone();
        kept.flip(0, data.size());
        Dataset train = data.subset(kept);
        int[] trainItem = InteractionSplitter.rows(data.items(), train.items());
        int[] candidates = candidates(hidden, trainItem);
        var users = new ArrayList<TestSet.TestUser>();
        for (int user = 0; user < data.users().size(); user++) {
            if (InteractionSplitter.hasAny(data.byUser(), user, test)) {
                int row = train.users().row(data.users().id(user));
                History history = row < 0 ? History.EMPTY : train.history(row);
                users.add(
                        InteractionSplitter.testUser(data, user, history, test, trainItem)
                                .withCandidates(candidates));
            }
        }
        return List.of(new Split(train, new TestSet(users)));
    }

    private BitSet hidden(Dataset data, SplittableRandom random) {
        var had = new BitSet();
        for (int k = 0; k < data.size(); k++) {
            had.set(data.byUser().column(k));
        }
        int[] items = had.stream().toArray();
        int wanted = (int) Math.round(items.length * fraction);
        var hidden = new BitSet();
        InteractionSplitter.choose(0, items.length, wanted, random, new BitSet()).stream()
                .forEach(n -> hidden.set(items[n]));
        return hidden;
    }

    private int[] candidates(BitSet hidden, int[] trainItem) {
        int[] candidates =
                hidden.stream()
                        .map(item -> trainItem[item])
                        .filter(row -> row != IdIndex.ABSENT)
                        .toArray();
        if (candidates.length == 0) {
            throw new IllegalArgumentException(
                    ("split %s hides %d items, and nothing is left of them: attributes of the items are"
                                    + " needed. Maybe --items FILE is missing.")
                            .formatted(description, hidden.cardinality()));
        }
        Arrays.sort(candidates);
        return candidates;
    }
}
