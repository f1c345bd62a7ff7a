package dev.kindred.factor;

/**
 * The logistic function and its loss from tables, to about six digits: fast, and the same on every
 * JDK.
 */
final class Logistic {
    private static final int LIMIT = 16;
    private static final int PER_UNIT = 256;
    private static final float[] CHANCE = new float[2 * LIMIT * PER_UNIT + 2];
    private static final float[] LOSS = new float[CHANCE.length];

    static {
        for (int k = 0; k < CHANCE.length; k++) {
            double x = (double) k / PER_UNIT - LIMIT;
            CHANCE[k] = (float) (1 / (1 + StrictMath.exp(-x)));
            LOSS[k] = (float) StrictMath.log1p(StrictMath.exp(-x));
        }
    }

    private Logistic() {}

    /** {@code 1 / (1 + exp(-x))}; constant beyond 16. */
    static float chance(float x) {
        return between(CHANCE, x);
    }

    /** {@code -ln chance(x) = ln(1 + exp(-x))}; constant beyond 16. */
    static float loss(float x) {
        return between(LOSS, x);
    }

    private static float between(float[] table, float x) {
        float place = (Math.max(-LIMIT, Math.min(LIMIT, x)) + LIMIT) * PER_UNIT;
        int low = (int) place;
        float part = place - low;
        return table[low] + part * (table[low + 1] - table[low]);
    }
}
