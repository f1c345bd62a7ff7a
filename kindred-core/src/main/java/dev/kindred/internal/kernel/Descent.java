package dev.kindred.internal.kernel;

/**
 * Ratings and the two tables of rows that gradient descent fits to them.
 *
 * <p>A rating is predicted by the product of its rows p and q, of which the last two numbers are
 * (b, 1) in p and (1, b) in q: so they add the biases of both. A step with error e of a rating sets
 * {@code p = keep p + rate e q} and {@code q = keep q + rate e p}, both with the old values, and
 * leaves the ones as they are.
 *
 * @param p one table, row after row
 * @param q the other
 * @param width of the rows; a multiple of {@link #ALIGN}
 * @param ps for each rating where its row of p starts
 * @param qs for each rating where its row of q starts
 * @param values the ratings
 */
public record Descent(float[] p, float[] q, int width, int[] ps, int[] qs, float[] values) {
    /** Rows are multiples of this wide, so that vectors of any length fit them. */
    public static final int ALIGN = 16;

    public Descent {
        if (width < ALIGN || width % ALIGN != 0) {
            throw new IllegalArgumentException(
                    "width must be a multiple of %d, but is %d".formatted(ALIGN, width));
        }
        if (ps.length != values.length || qs.length != values.length) {
            throw new IllegalArgumentException(
                    "%d ratings need as many rows, but there are %d and %d"
                            .formatted(values.length, ps.length, qs.length));
        }
    }
}
