package dev.kindred.neural;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * What is held back from the training to see when to stop: for lists the last liked item of some
 * users, measured by nDCG@10 among all items that the user has not seen; for ratings some of them,
 * measured by RMSE.
 */
final class HeldBack {
    private static final int MOST_USERS = 1000;
    private static final int DEPTH = 10;

    private final Dataset data;
    private final BitSet entries = new BitSet();
    private int[] users = new int[0];

    private HeldBack(Dataset data) {
        this.data = data;
    }

    /** Holds back the last liked item of a share of the users, of those with at least two. */
    static HeldBack lastItems(Dataset data, double share, SplittableRandom random) {
        var held = new HeldBack(data);
        int[] found = new int[data.users().size()];
        int size = 0;
        for (int user = 0; user < found.length && share > 0; user++) {
            int last = lastLiked(data, user);
            if (random.nextDouble() < share && last >= 0 && size < MOST_USERS) {
                held.entries.set(last);
                found[size++] = user;
            }
        }
        held.users = Arrays.copyOf(found, size);
        return held;
    }

    private static int lastLiked(Dataset data, int user) {
        int last = -1;
        int likes = 0;
        for (int at = data.byUser().start(user); at < data.byUser().end(user); at++) {
            int entry = data.eventEntry(at);
            if (data.byUser().value(entry) > 0) {
                last = entry;
                likes++;
            }
        }
        return likes < 2 ? -1 : last;
    }

    /** Holds back a share of all ratings. */
    static HeldBack ratings(Dataset data, double share, SplittableRandom random) {
        var held = new HeldBack(data);
        for (int entry = 0; share > 0 && entry < data.size(); entry++) {
            if (random.nextDouble() < share) {
                held.entries.set(entry);
            }
        }
        return held;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    boolean contains(int entry) {
        return entries.get(entry);
    }

    /** What is left of a user's history. */
    History history(int user) {
        History history = data.history(user);
        for (int k = data.byUser().start(user); k < data.byUser().end(user); k++) {
            history = contains(k) ? history.without(data.byUser().column(k)) : history;
        }
        return history;
    }

    /** The mean nDCG@10 of the users' lists. */
    double ndcg(Model model, FitContext context) {
        double[] gains = new double[users.length];
        context.forEachRowWithState(
                users.length,
                thread -> {
                    float[] scores = new float[data.items().size()];
                    return k -> gains[k] = gain(model, users[k], scores);
                });
        return Arrays.stream(gains).average().orElse(Double.NaN);
    }

    private double gain(Model model, int user, float[] scores) {
        int target = -1;
        for (int k = data.byUser().start(user); k < data.byUser().end(user); k++) {
            target = contains(k) ? data.byUser().column(k) : target;
        }
        History history = history(user);
        model.score(history, scores);
        for (int k = 0; k < history.size(); k++) {
            scores[history.item(k)] = Float.NaN;
        }
        int rank = 1;
        for (float score : scores) {
            rank += score > scores[target] ? 1 : 0;
        }
        boolean hit = rank <= DEPTH && !Float.isNaN(scores[target]);
        return hit ? StrictMath.log(2) / StrictMath.log(1 + rank) : 0;
    }

    /** The root of the mean squared error of the predictions. */
    double rmse(RatingModel model, FitContext context) {
        double[] squares = new double[data.users().size()];
        context.forEachRow(squares.length, user -> squares[user] = squares(model, user));
        return Math.sqrt(Arrays.stream(squares).sum() / entries.cardinality());
    }

    private double squares(RatingModel model, int user) {
        int[] items = new int[data.byUser().size(user)];
        double[] values = new double[items.length];
        int size = 0;
        for (int k = data.byUser().start(user); k < data.byUser().end(user); k++) {
            if (contains(k)) {
                items[size] = data.byUser().column(k);
                values[size++] = data.byUser().value(k);
            }
        }
        double[] predictions = new double[size];
        model.predict(history(user), Arrays.copyOf(items, size), predictions);
        double sum = 0;
        for (int k = 0; k < size; k++) {
            sum += (predictions[k] - values[k]) * (predictions[k] - values[k]);
        }
        return sum;
    }
}
