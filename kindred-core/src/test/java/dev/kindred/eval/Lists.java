package dev.kindred.eval;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.data.TestSet.TestUser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes lists, targets and training data for tests of metrics. Items are rows. */
final class Lists {
    /** Training data of nobody and nothing. */
    static final DataMetric.Data NO_DATA = data(new int[0][], 0);

    private Lists() {}

    /** A user who wants the given items. */
    static TestUser wants(int... targets) {
        double[] ones = new double[targets.length];
        Arrays.fill(ones, 1);
        return new TestUser("u", History.EMPTY, targets, ones, null);
    }

    /** A user who gave the given items ratings. */
    static TestUser rated(int[] targets, double... values) {
        return new TestUser("u", History.EMPTY, targets, values, null);
    }

    /** The value of one metric for one outcome. */
    static double value(String metric, Outcome outcome) {
        return value(metric, NO_DATA, outcome);
    }

    static double value(String metric, DataMetric.Data data, Outcome... outcomes) {
        return Metrics.measure(List.of(Metrics.of(metric)), data, List.of(outcomes)).get(metric);
    }

    /** Training data: the items of each user, and how many items there are. */
    static DataMetric.Data data(int[][] itemsOfUser, int items) {
        return data(itemsOfUser, ids(items), Attributes.NONE);
    }

    /** As {@link #data(int[][], int)}, with attributes of the items, whose ids are i0, i1 ... */
    static DataMetric.Data data(int[][] itemsOfUser, IdIndex items, Attributes attributes) {
        int[] starts = new int[itemsOfUser.length + 1];
        for (int user = 0; user < itemsOfUser.length; user++) {
            starts[user + 1] = starts[user] + itemsOfUser[user].length;
        }
        int[] columns =
                Arrays.stream(itemsOfUser).flatMapToInt(r -> Arrays.stream(r).sorted()).toArray();
        List<String> users = IntStream.range(0, itemsOfUser.length).mapToObj(u -> "u" + u).toList();
        var train =
                new Dataset(
                        IdIndex.of(users),
                        items,
                        SparseRows.of(items.size(), starts, columns, null),
                        IntStream.range(0, columns.length).toArray(),
                        null,
                        Attributes.NONE,
                        attributes);
        return new DataMetric.Data(train, Attributes.NONE);
    }

    static IdIndex ids(int items) {
        return IdIndex.of(IntStream.range(0, items).mapToObj(i -> "i" + i).toList());
    }
}
