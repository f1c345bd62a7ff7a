package dev.kindred.rank;

import dev.kindred.data.History;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Working memory of one recommendation: the scores of all items, and the best of them. Used by one
 * thread at a time, and again and again.
 *
 * <p>Rating predictors answer in double, and are ranked in double: two predictions may differ and
 * yet be the same float.
 */
final class Scratch {
    private static final int[] NO_ROWS = {};

    private final float[] scores;
    private double[] exact = {};
    private double[] before = {};
    private int[] allRows = NO_ROWS;
    private TopN top = new TopN(1);
    private int capacity = 1;

    Scratch(int items) {
        scores = new float[items];
    }

    /**
     * Scores items.
     *
     * @param rows the only items to be ranked, rising, or null for all
     */
    void score(Model model, History history, int @Nullable [] rows) {
        if (model instanceof RatingModel rating) {
            predict(rating, history, rows == null ? allRows() : rows);
        } else {
            model.score(history, scores);
        }
    }

    /** Takes scores that a model (no rating predictor) has made for all items. */
    void take(float[] made) {
        System.arraycopy(made, 0, scores, 0, scores.length);
    }

    private int[] allRows() {
        if (allRows.length < scores.length) {
            allRows = IntStream.range(0, scores.length).toArray();
        }
        return allRows;
    }

    private void predict(RatingModel model, History history, int[] rows) {
        double[] predictions = new double[rows.length];
        model.predict(history, rows, predictions);
        exact = exact.length < scores.length ? new double[scores.length] : exact;
        for (int k = 0; k < rows.length; k++) {
            exact[rows[k]] = predictions[k];
            scores[rows[k]] = (float) predictions[k];
        }
    }

    /** Gives an item another score. */
    interface Adjustment {
        double score(int item, double score);
    }

    /** The score of a row before {@link #adjust}. */
    double unadjusted(int row) {
        return before[row];
    }

    /** Changes the scores that there are; rows as for {@link #score}. */
    void adjust(Model model, int @Nullable [] rows, Adjustment adjustment) {
        before = before.length < scores.length ? new double[scores.length] : before;
        for (int row : rows == null ? allRows() : rows) {
            if (!Float.isNaN(scores[row])) {
                before[row] = model instanceof RatingModel ? exact[row] : scores[row];
                double after = adjustment.score(row, before[row]);
                scores[row] = (float) after;
                if (model instanceof RatingModel) {
                    exact[row] = after;
                }
            }
        }
    }

    /** Keeps an item out of the answer. */
    void block(int row) {
        scores[row] = Float.NaN;
    }

    /**
     * The best items; ties: lower row first.
     *
     * @param rows as for {@link #score}
     * @param keeps asked about items that would be in the answer, or null
     */
    Best best(Model model, int n, int @Nullable [] rows, @Nullable IntPredicate keeps) {
        clear(Math.max(1, Math.min(n, scores.length)));
        if (rows == null && keeps == null) {
            top.offerAll(scores);
        } else if (rows == null) {
            for (int row = 0; row < scores.length; row++) {
                offer(row, keeps);
            }
        } else {
            for (int row : rows) {
                offer(row, keeps);
            }
        }
        top.sort();
        return model instanceof RatingModel ? inDouble(rows, keeps) : top.sorted();
    }

    private void clear(int n) {
        if (capacity == n) {
            top.clear();
        } else {
            top = new TopN(n);
            capacity = n;
        }
    }

    private void offer(int row, @Nullable IntPredicate keeps) {
        if (top.accepts(row, scores[row]) && (keeps == null || keeps.test(row))) {
            top.offer(row, scores[row]);
        }
    }

    /** The best rows with their scores. */
    record Best(int[] rows, double[] scores) {}

    /** Rounding keeps the order: what is best in double is among those not below the last float. */
    private Best inDouble(int @Nullable [] rows, @Nullable IntPredicate keeps) {
        if (top.size() == 0) {
            return top.sorted();
        }
        float last = top.score(top.size() - 1);
        int[] best =
                Arrays.stream(rows == null ? allRows() : rows)
                        .filter(item -> scores[item] >= last)
                        .filter(item -> keeps == null || keeps.test(item))
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingDouble(item -> 0 - exact[item])
                                        .thenComparingInt(item -> item))
                        .mapToInt(item -> item)
                        .limit(top.size())
                        .toArray();
        return new Best(best, Arrays.stream(best).mapToDouble(item -> exact[item]).toArray());
    }
}
