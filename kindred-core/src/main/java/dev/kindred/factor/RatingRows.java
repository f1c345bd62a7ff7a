package dev.kindred.factor;

import dev.kindred.internal.kernel.Descent;
import dev.kindred.model.FitContext;

/**
 * Rows of rating models while they are trained: a user's row is (p, b, 1) and an item's (q, 1, b),
 * so that their product is the whole prediction less the mean. Rows are filled up with zeros.
 */
final class RatingRows {
    private RatingRows() {}

    /** The users' rows at the start. */
    static Factors users(int rows, int factors, double deviation, FitContext context) {
        Factors start = zeros(rows, factors);
        context.forEachRow(rows, user -> start(start, user, user, factors, deviation, 1, context));
        return withOnes(start, factors + 1);
    }

    /** The items' rows at the start. */
    static Factors items(int rows, int factors, double deviation, FitContext context) {
        Factors start = zeros(rows, factors);
        context.forEachRow(rows, item -> start(start, item, item, factors, deviation, 0, context));
        return withOnes(start, factors);
    }

    /** As {@link #users}, at their places, with (b, 1) as the last numbers behind the filling. */
    static Factors users(Places places, int factors, double deviation, FitContext context) {
        Factors start = zeros(places.rows(), factors);
        context.forEachRow(
                places.rows(),
                user -> start(start, user, places.of(user), factors, deviation, 1, context));
        return withOnes(start, start.width() - 1);
    }

    /** As {@link #items}, at their places, with (1, b) as the last numbers behind the filling. */
    static Factors items(Places places, int factors, double deviation, FitContext context) {
        Factors start = zeros(places.rows(), factors);
        context.forEachRow(
                places.rows(),
                item -> start(start, item, places.of(item), factors, deviation, 0, context));
        return withOnes(start, start.width() - 2);
    }

    /** Rows of zeros of the same width. */
    static Factors zeros(int rows, int factors) {
        int align = Descent.ALIGN;
        return new Factors(rows, (factors + 2 + align - 1) / align * align);
    }

    /** Users and items draw from different streams: odd and even ones. */
    private static void start(
            Factors rows,
            int row,
            int place,
            int factors,
            double deviation,
            int odd,
            FitContext context) {
        var gaussian = new Gaussian(context.random(2L * row + odd));
        int at = rows.at(place);
        for (int k = 0; k < factors; k++) {
            rows.values()[at + k] = (float) (deviation * gaussian.next());
        }
    }

    private static Factors withOnes(Factors rows, int one) {
        for (int row = 0; row < rows.rows(); row++) {
            rows.values()[rows.at(row) + one] = 1;
        }
        return rows;
    }

    /**
     * The items' rows of a model, without filling and in the scale of the ratings: (s q, 1, s b);
     * an item without ratings keeps (0, 1, 0).
     */
    static Factors ofModel(Factors items, int factors, double deviation, boolean[] rated) {
        var rows = new Factors(items.rows(), factors + 2);
        for (int item = 0; item < items.rows(); item++) {
            for (int k = 0; rated[item] && k < factors + 2; k++) {
                rows.values()[rows.at(item) + k] =
                        (float) deviation * items.values()[items.at(item) + k];
            }
            rows.values()[rows.at(item) + factors] = 1;
        }
        return rows;
    }
}
