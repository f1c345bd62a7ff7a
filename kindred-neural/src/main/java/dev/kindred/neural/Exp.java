package dev.kindred.neural;

/**
 * The exponential function of floats, the same on every machine.
 *
 * <p>{@code e^x = 2^k e^r} with a whole number k and |r| at most ln(2)/2, and a polynomial for
 * {@code e^r}; the relative error is below 2e-7. Below -87 it is 0.
 */
final class Exp {
    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float LOWEST = -87;
    private static final float HIGHEST = 88;
    private static final int BIAS = 127;
    private static final int FRACTION_BITS = 23;

    private Exp() {}

    static float of(float x) {
        if (x < LOWEST) {
            return 0;
        }
        float bounded = Math.min(x, HIGHEST);
        float k = (float) Math.rint(bounded * LOG2_E);
        float r = bounded - k * LN2_HIGH - k * LN2_LOW;
        float sum = 1.9875691500e-4f;
        sum = sum * r + 1.3981999507e-3f;
        sum = sum * r + 8.3334519073e-3f;
        sum = sum * r + 4.1665795894e-2f;
        sum = sum * r + 1.6666665459e-1f;
        sum = sum * r + 5.0000001201e-1f;
        sum = sum * r * r + r + 1;
        return sum * Float.intBitsToFloat(((int) k + BIAS) << FRACTION_BITS);
    }
}
