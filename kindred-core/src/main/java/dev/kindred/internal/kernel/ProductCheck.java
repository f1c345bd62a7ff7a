package dev.kindred.internal.kernel;

import dev.kindred.internal.Checks;

/** Checks the arguments of a product once, so that kernels need not. */
public final class ProductCheck {
    private ProductCheck() {}

    /** Throws where operands and result do not fit each other. */
    public static void check(Panels left, Panels right, float[] c, int cFrom, int cStep) {
        if (left.length != right.length) {
            throw new IllegalArgumentException(
                    "operands must have the same length, but have %d and %d"
                            .formatted(left.length, right.length));
        }
        if (left.columns > 0 && right.columns > 0) {
            Checks.range("result", cFrom, (left.columns - 1L) * cStep + right.columns, c.length);
        }
    }
}
