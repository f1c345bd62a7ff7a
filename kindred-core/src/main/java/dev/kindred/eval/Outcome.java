package dev.kindred.eval;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.TestSet.TestUser;
import java.util.Arrays;

/**
 * What one test user got and wanted: a ranked list, the targets, and the predicted ratings of the
 * targets. Immutable.
 *
 * <p>A target that the training data does not know counts as a target, though no list can hold it.
 */
public final class Outcome {
    private static final double NOT_RELEVANT = Double.NaN;

    private final TestUser user;
    private final int[] list;
    private final double[] values; // of the target at each position of the list, else NOT_RELEVANT
    private final double[] ideal; // values of all targets, falling
    private final int candidates;
    private final double[] predictions;

    private Outcome(
            TestUser user,
            int[] list,
            double[] values,
            double[] ideal,
            int candidates,
            double[] predictions) {
        this.user = user;
        this.list = list;
        this.values = values;
        this.ideal = ideal;
        this.candidates = candidates;
        this.predictions = predictions;
    }

    /**
     * A list and what it should have held.
     *
     * @param list item rows, best first
     * @param relevantFrom test items with at least this value are targets; negative infinity for
     *     all
     * @param candidates how many items could have been ranked
     * @throws IllegalArgumentException if the list or the targets hold an item twice
     */
    public static Outcome ofList(TestUser user, int[] list, double relevantFrom, int candidates) {
        rejectDuplicates("the list", list, user);
        long[] targets = sortedTargets(user, relevantFrom);
        double[] values = new double[list.length];
        for (int position = 0; position < list.length; position++) {
            int found = find(targets, list[position]);
            values[position] = found < 0 ? NOT_RELEVANT : user.values()[(int) targets[found]];
        }
        return new Outcome(
                user, list, values, ideal(user, relevantFrom), candidates, new double[0]);
    }

    /** Predicted ratings of the test items of a user; no list. */
    public static Outcome ofPredictions(TestUser user, double[] predictions) {
        if (predictions.length != user.targets().length) {
            throw new IllegalArgumentException(
                    "user %s has %d test items, but %d predictions"
                            .formatted(user.id(), user.targets().length, predictions.length));
        }
        return new Outcome(
                user,
                new int[0],
                new double[0],
                ideal(user, Double.NEGATIVE_INFINITY),
                0,
                predictions);
    }

    /** The same lists, the list cut after some items; predictions are dropped. */
    Outcome cut(int depth) {
        int length = Math.min(depth, list.length);
        return new Outcome(
                user,
                Arrays.copyOf(list, length),
                Arrays.copyOf(values, length),
                ideal,
                candidates,
                new double[0]);
    }

    /** Outside id of the user. */
    public String user() {
        return user.id();
    }

    /** What the recommender was told about the user. */
    public History history() {
        return user.history();
    }

    /** The length of the list, at most {@code k}. */
    public int size(int k) {
        return Math.min(k, list.length);
    }

    /** The item row at a position; 0 is the best. */
    public int item(int position) {
        return list[position];
    }

    /** True if the item at a position is a target. */
    public boolean hit(int position) {
        return values[position] == values[position];
    }

    /** What the user thought of the item at a position; {@code NaN} if it is no target. */
    public double value(int position) {
        return values[position];
    }

    /** The number of targets among the first {@code k} items. */
    public int hits(int k) {
        int hits = 0;
        for (int position = 0; position < size(k); position++) {
            hits += hit(position) ? 1 : 0;
        }
        return hits;
    }

    /** The number of targets, unknown items included. */
    public int targets() {
        return ideal.length;
    }

    /** What the user thought of the targets, from the best down. */
    public double idealValue(int position) {
        return ideal[position];
    }

    /** How many items could have been ranked. */
    public int candidates() {
        return candidates;
    }

    /** The number of predictions: one per test item, or 0 if none were asked for. */
    public int predictions() {
        return predictions.length;
    }

    /** The predicted rating of a test item; {@code NaN} if it cannot be predicted. */
    public double predicted(int k) {
        return predictions[k];
    }

    /** The true rating of a test item. */
    public double actual(int k) {
        return user.values()[k];
    }

    private static void rejectDuplicates(String what, int[] rows, TestUser user) {
        int[] sorted = rows.clone();
        Arrays.sort(sorted);
        for (int k = 1; k < sorted.length; k++) {
            if (sorted[k] == sorted[k - 1]) {
                throw new IllegalArgumentException(
                        "%s of user %s must hold no item twice, but holds item row %d twice"
                                .formatted(what, user.id(), sorted[k]));
            }
        }
    }

    /** Known targets as item row and index in one number, rising. */
    private static long[] sortedTargets(TestUser user, double relevantFrom) {
        long[] sorted = new long[user.targets().length];
        int size = 0;
        for (int k = 0; k < sorted.length; k++) {
            if (user.targets()[k] != IdIndex.ABSENT && user.values()[k] >= relevantFrom) {
                sorted[size++] = (long) user.targets()[k] << 32 | k;
            }
        }
        sorted = Arrays.copyOf(sorted, size);
        Arrays.sort(sorted);
        for (int k = 1; k < size; k++) {
            if (sorted[k] >> 32 == sorted[k - 1] >> 32) {
                throw new IllegalArgumentException(
                        "the targets of user %s must hold no item twice, but hold item row %d twice"
                                .formatted(user.id(), sorted[k] >> 32));
            }
        }
        return sorted;
    }

    private static int find(long[] targets, int item) {
        int at = Arrays.binarySearch(targets, (long) item << 32);
        int first = at < 0 ? -at - 1 : at;
        return first < targets.length && targets[first] >> 32 == item ? first : -1;
    }

    private static double[] ideal(TestUser user, double relevantFrom) {
        double[] rising =
                Arrays.stream(user.values())
                        .filter(value -> value >= relevantFrom)
                        .sorted()
                        .toArray();
        double[] falling = new double[rising.length];
        for (int k = 0; k < rising.length; k++) {
            falling[k] = rising[rising.length - 1 - k];
        }
        return falling;
    }
}
