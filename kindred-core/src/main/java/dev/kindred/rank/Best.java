package dev.kindred.rank;

import dev.kindred.data.History;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The best items of one model for one history. Rating predictors answer in double, and are ranked
 * in double: two predictions may differ and yet be the same float.
 *
 * @param rows best first; ties: lower row first
 * @param scores of the rows
 */
record Best(int[] rows, double[] scores) {
    static Best of(Model model, History history, int n, boolean[] blocked) {
        float[] scores = new float[blocked.length];
        double[] exact = new double[model instanceof RatingModel ? blocked.length : 0];
        if (model instanceof RatingModel rating) {
            rating.predict(history, IntStream.range(0, exact.length).toArray(), exact);
            for (int item = 0; item < exact.length; item++) {
                scores[item] = (float) exact[item];
            }
        } else {
            model.score(history, scores);
        }
        for (int item = 0; item < scores.length; item++) {
            scores[item] = blocked[item] ? Float.NaN : scores[item];
        }
        var top = new TopN(Math.max(1, Math.min(n, scores.length)));
        top.offerAll(scores);
        top.sort();
        return model instanceof RatingModel ? inDouble(top, scores, exact) : inFloat(top);
    }

    private static Best inFloat(TopN top) {
        int[] rows = new int[top.size()];
        double[] scores = new double[top.size()];
        for (int at = 0; at < rows.length; at++) {
            rows[at] = top.row(at);
            scores[at] = top.score(at);
        }
        return new Best(rows, scores);
    }

    /** Rounding keeps the order: what is best in double is among those not below the last float. */
    private static Best inDouble(TopN top, float[] scores, double[] exact) {
        if (top.size() == 0) {
            return inFloat(top);
        }
        float last = top.score(top.size() - 1);
        int[] rows =
                IntStream.range(0, scores.length)
                        .filter(item -> scores[item] >= last)
                        .boxed()
                        .sorted(
                                Comparator.<Integer>comparingDouble(item -> 0 - exact[item])
                                        .thenComparingInt(item -> item))
                        .mapToInt(item -> item)
                        .limit(top.size())
                        .toArray();
        return new Best(rows, Arrays.stream(rows).mapToDouble(item -> exact[item]).toArray());
    }
}
