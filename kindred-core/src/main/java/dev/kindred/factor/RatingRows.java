package dev.kindred.factor;

import dev.kindred.model.FitContext;

/**
 * Rows of rating models while they are trained: a user's row is (p, b, 1) and an item's (q, 1, b),
 * so that their product is the whole prediction less the mean. Rows are filled up with zeros.
 */
final class RatingRows {
    /** Rows start at multiples of this, for vectors. */
    private static final int ALIGN = 16;

    private RatingRows() {}

    /** The users' rows at the start. */
    static Factors users(int rows, int factors, double deviation, FitContext context) {
        return start(rows, factors, deviation, factors + 1, 1, context);
    }

    /** The items' rows at the start. */
    static Factors items(int rows, int factors, double deviation, FitContext context) {
        return start(rows, factors, deviation, factors, 0, context);
    }

    /** Rows of zeros of the same width. */
    static Factors zeros(int rows, int factors) {
        return new Factors(rows, (factors + 2 + ALIGN - 1) / ALIGN * ALIGN);
    }

    private static Factors start(
            int rows, int factors, double deviation, int one, int odd, FitContext context) {
        Factors start = zeros(rows, factors);
        context.forEachRow(
                rows,
                row -> {
                    // Users and items draw from different streams: odd and even ones.
                    var gaussian = new Gaussian(context.random(2L * row + odd));
                    int at = start.at(row);
                    for (int k = 0; k < factors; k++) {
                        start.values()[at + k] = (float) (deviation * gaussian.next());
                    }
                    start.values()[at + one] = 1;
                });
        return start;
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
