package dev.kindred.data;

import java.util.Arrays;

/**
 * Mean, item effects and user effects: the part of a rating that has nothing to do with taste.
 * Immutable and thread-safe.
 *
 * <p>{@code r_ui ~ mu + b_u + b_i}, with mu the mean of all values and, the effects of users being
 * 0 at the start, in each epoch first {@code b_i = sum_u (r_ui - mu - b_u) / (n_i + itemDamping)},
 * then {@code b_u = sum_i (r_ui - mu - b_i) / (n_u + userDamping)}: alternating least squares with
 * the dampings as regularization. One epoch is the plain damped mean. Damping without limit leaves
 * an effect out.
 *
 * <p>A user's effect follows from the item effects and a history alone, so none is kept: it is
 * computed for the history that is asked about, and is 0 for an empty one.
 *
 * <p>Cost: time O(entries x epochs), memory O(users + items) while fitting, O(items) afterwards.
 *
 * <p>Source: Y. Koren, "Factor in the Neighbors", ACM TKDD 2010, section 2.1 (its decoupled form is
 * one epoch).
 */
public final class Biases {
    private final double mean;
    private final double[] itemEffects;
    private final double userDamping;

    private Biases(double mean, double[] itemEffects, double userDamping) {
        this.mean = mean;
        this.itemEffects = itemEffects;
        this.userDamping = userDamping;
    }

    /**
     * The biases of a matrix.
     *
     * @param userDamping how many ratings without effect each user starts with; at least 0, may be
     *     infinite
     * @param itemDamping the same for items
     * @param epochs at least 1
     */
    public static Biases fit(
            SparseRows byUser, double userDamping, double itemDamping, int epochs) {
        double mean = mean(byUser);
        double[] users = new double[byUser.rows()];
        double[] items = new double[byUser.columns()];
        for (int epoch = 0; epoch < epochs; epoch++) {
            fitItems(byUser, mean, users, itemDamping, items);
            for (int user = 0; user < users.length; user++) {
                users[user] = userEffect(byUser, user, mean, items, userDamping);
            }
        }
        return new Biases(mean, items, userDamping);
    }

    /** The biases that {@link #mean}, {@link #itemEffects} and {@link #userDamping} describe. */
    public static Biases of(double mean, double[] itemEffects, double userDamping) {
        return new Biases(mean, itemEffects.clone(), userDamping);
    }

    private static double mean(SparseRows matrix) {
        double sum = 0;
        for (int k = 0; k < matrix.entries(); k++) {
            sum += matrix.value(k);
        }
        return sum / matrix.entries();
    }

    private static void fitItems(
            SparseRows byUser, double mean, double[] users, double damping, double[] items) {
        int[] counts = new int[items.length];
        Arrays.fill(items, 0);
        for (int user = 0; user < byUser.rows(); user++) {
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                items[byUser.column(k)] += byUser.value(k) - mean - users[user];
                counts[byUser.column(k)]++;
            }
        }
        for (int item = 0; item < items.length; item++) {
            items[item] = damped(items[item], counts[item], damping);
        }
    }

    private static double userEffect(
            SparseRows byUser, int user, double mean, double[] items, double damping) {
        double sum = 0;
        for (int k = byUser.start(user); k < byUser.end(user); k++) {
            sum += byUser.value(k) - mean - items[byUser.column(k)];
        }
        return damped(sum, byUser.size(user), damping);
    }

    private static double damped(double sum, int count, double damping) {
        return count == 0 ? 0 : sum / (count + damping);
    }

    /** The mean of all values; {@code NaN} if there are none. */
    public double mean() {
        return mean;
    }

    /** The effect of an item; 0 for {@link IdIndex#ABSENT}. */
    public double itemEffect(int item) {
        return item == IdIndex.ABSENT ? 0 : itemEffects[item];
    }

    /** The effects of all items: a copy. */
    public double[] itemEffects() {
        return itemEffects.clone();
    }

    public double userDamping() {
        return userDamping;
    }

    /** The effect of the user with this history; 0 for an empty one. Cost: O(size). */
    public double userEffect(History history) {
        return damped(residualSum(history), history.size(), userDamping);
    }

    /** The effect of a user of the matrix that was fitted, or of one with the same items. */
    public double userEffect(SparseRows byUser, int user) {
        return userEffect(byUser, user, mean, itemEffects, userDamping);
    }

    /**
     * What a user's effect would be with one more or one less event: {@code sum / damped count}.
     */
    public double userEffect(double residualSum, int count) {
        return damped(residualSum, count, userDamping);
    }

    /** The sum of the {@link #residual}s of a history. */
    public double residualSum(History history) {
        double sum = 0;
        for (int k = 0; k < history.size(); k++) {
            sum += residual(history.item(k), history.value(k));
        }
        return sum;
    }

    /** What a rating says about its user: {@code value - mu - b_i}. */
    public double residual(int item, double value) {
        return value - mean - itemEffect(item);
    }
}
