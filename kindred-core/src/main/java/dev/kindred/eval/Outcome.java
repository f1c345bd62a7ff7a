package dev.kindred.eval;

import dev.kindred.data.History;
import dev.kindred.data.TestSet.TestUser;
import java.util.Arrays;

/**
 * What one test user got and wanted: a ranked list and its targets, or the predicted ratings of the
 * test items. Immutable.
 *
 * <p>A target that the training data does not know counts as a target, though no list can hold it.
 */
public final class Outcome {
    private static final int[] NO_LIST = {};
    private static final double[] NO_PREDICTIONS = {};

    private final TestUser user;
    private final Targets targets;
    private final int[] list;
    private final double[] values; // of the target at each position of the list, else NaN
    private final Pool pool;
    private final double[] predictions;

    private Outcome(
            TestUser user,
            Targets targets,
            int[] list,
            double[] values,
            Pool pool,
            double[] predictions) {
        this.user = user;
        this.targets = targets;
        this.list = list;
        this.values = values;
        this.pool = pool;
        this.predictions = predictions;
    }

    /**
     * What a list was chosen from.
     *
     * @param items all items that could have been ranked
     * @param targets the targets among them
     */
    public record Pool(int items, int targets) {}

    /** A list of item rows, best first, chosen from itself; every test item is a target. */
    public static Outcome ofList(TestUser user, int... list) {
        Targets targets = Targets.of(user, Double.NEGATIVE_INFINITY);
        int hits = (int) Arrays.stream(list).filter(targets::holds).count();
        return ofList(user, list, targets, new Pool(list.length, hits));
    }

    /**
     * A list and what it should have held.
     *
     * @throws IllegalArgumentException if the list holds an item twice
     */
    static Outcome ofList(TestUser user, int[] list, Targets targets, Pool pool) {
        rejectDuplicates(user, list);
        double[] values = new double[list.length];
        for (int position = 0; position < list.length; position++) {
            values[position] = targets.value(list[position]);
        }
        return new Outcome(user, targets, list, values, pool, NO_PREDICTIONS);
    }

    /** Predicted ratings of the test items of a user, in their order; no list. */
    public static Outcome ofPredictions(TestUser user, double... predictions) {
        if (predictions.length != user.targets().length) {
            throw new IllegalArgumentException(
                    "user %s has %d test items, but %d predictions"
                            .formatted(user.id(), user.targets().length, predictions.length));
        }
        Targets targets = Targets.of(user, Double.NEGATIVE_INFINITY);
        return new Outcome(
                user, targets, NO_LIST, new double[0], new Pool(0, 0), predictions.clone());
    }

    /** The same with the list cut after k items. */
    Outcome cut(int k) {
        return new Outcome(
                user,
                targets,
                Arrays.copyOf(list, size(k)),
                Arrays.copyOf(values, size(k)),
                pool,
                predictions);
    }

    private static void rejectDuplicates(TestUser user, int[] list) {
        int[] sorted = list.clone();
        Arrays.sort(sorted);
        for (int k = 1; k < sorted.length; k++) {
            if (sorted[k] == sorted[k - 1]) {
                throw new IllegalArgumentException(
                        "a list must hold no item twice, but that of user \"%s\" holds row %d twice"
                                .formatted(user.id(), sorted[k]));
            }
        }
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
        return !Double.isNaN(values[position]);
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
        return targets.size();
    }

    /** What the user thought of the targets, from the best (0) down. */
    public double idealValue(int position) {
        return targets.idealValue(position);
    }

    /** The least value of a target; negative infinity where every test item is one. */
    public double relevantFrom() {
        return targets.relevantFrom();
    }

    /** What the list was chosen from. */
    public Pool pool() {
        return pool;
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
}
