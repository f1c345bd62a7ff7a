package dev.kindred.internal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Float arithmetic of this machine. Immutable and thread-safe.
 *
 * <p>Every result depends on the arguments alone: the same kernels give the same bits in every
 * thread, before and after compilation and on every JDK. Two implementations round differently.
 * Threads are the caller's business: who splits work by rows or tiles, and never a sum, gets the
 * same bits on any number of them.
 */
public interface Kernels {
    /** Set to {@code plain} or {@code vector} to force one. */
    String PROPERTY = "kindred.kernels";

    /**
     * The kernels chosen at start: on the JDK's vector module where the JVM runs with it and the
     * machine has vectors of use, else plain Java.
     */
    static Kernels get() {
        return KernelChoice.CHOSEN;
    }

    /** The kernels in plain Java. */
    static Kernels plain() {
        return PlainKernels.INSTANCE;
    }

    /** The kernels on the vector module, or null where the JVM runs without it. */
    static @Nullable Kernels vector() {
        return KernelChoice.VECTOR;
    }

    /** One line for the log: which kernels {@link #get} gives, and why. */
    static String choice() {
        return KernelChoice.REASON;
    }

    /** What these kernels are, such as "vector, 512 bits". */
    String description();

    /** Rows of a tile of a product: the width to pack the left operand with. */
    int tileRows();

    /** Columns of a tile of a product: the width to pack the right operand with. */
    int tileColumns();

    /** The sum of {@code a[aFrom + k] * b[bFrom + k]} for k below length. */
    float dot(float[] a, int aFrom, float[] b, int bFrom, int length);

    /** Adds {@code scale * x[xFrom + k]} to {@code y[yFrom + k]} for k below length. */
    void axpy(float scale, float[] x, int xFrom, float[] y, int yFrom, int length);

    /** Writes {@code scale * a[k] * b[k]} to {@code to[k]} for k below length. */
    default void multiply(float scale, float[] a, float[] b, float[] to, int length) {
        for (int k = 0; k < length; k++) {
            to[k] = scale * a[k] * b[k];
        }
    }

    /** Sets {@code y[k]} to {@code x[k] + keep * y[k]} for k below length. */
    default void fade(float keep, float[] y, float[] x, int length) {
        for (int k = 0; k < length; k++) {
            y[k] = x[k] + keep * y[k];
        }
    }

    /**
     * One step of gradient descent on {@code p.q}: {@code p = keep * p + gain * q} and {@code q =
     * keep * q + gain * p}, both with the old values. The two places must not overlap.
     */
    void cross(float keep, float gain, float[] p, int pFrom, float[] q, int qFrom, int length);

    /**
     * One step of gradient descent on {@code x.(p - q)}: {@code x = keep * x + gain * (p - q)},
     * {@code p = keep * p + gain * x} and {@code q = keep * q - gain * x}, all with the old values.
     * The three places must not overlap.
     *
     * @param rows holds both p and q
     */
    void crossPair(
            float keep,
            float gain,
            float[] x,
            int xFrom,
            float[] rows,
            int pFrom,
            int qFrom,
            int length);

    /**
     * Gradient descent on some ratings, one after the other; see {@link Descent}.
     *
     * @param from the first of the ratings
     * @param end behind the last
     * @param keep what a step leaves of a row, just below 1
     * @param rate what a step moves a row by, per error
     * @return the sum of the squared errors met
     */
    double descend(Descent ratings, int from, int end, float keep, float rate);

    /**
     * The dot products of rows with a vector: {@code out[r] = sum over k of rows[from + r * length
     * + k] * x[xFrom + k]} for r below count.
     */
    void dots(float[] rows, int from, int count, int length, float[] x, int xFrom, float[] out);

    /**
     * Adds multiples of rows to a vector: {@code y[yFrom + k] += sum over r of factors[r] *
     * rows[from + r * length + k]}.
     */
    void addRows(
            float[] factors, float[] rows, int from, int count, int length, float[] y, int yFrom);

    /**
     * Writes the product {@code left' right}, a row-major matrix of {@code left.columns()} rows and
     * {@code right.columns()} columns: {@code c[i][j] = sum over p of left[p][i] * right[p][j]}.
     *
     * <p>Cost: 2 x rows x columns x length flops, near the machine's peak where length is 64 or
     * more and the operands stay in the caches.
     *
     * @param left view, or packed with {@link #tileRows}
     * @param right view, or packed with {@link #tileColumns}
     * @param cFrom where the first row starts in {@code c}
     * @param cStep from the start of one row of {@code c} to that of the next
     */
    void product(Panels left, Panels right, Update update, float[] c, int cFrom, int cStep);

    /**
     * Factors the rows {@code first} to {@code end - 1} of a symmetric matrix, from which the rows
     * before have been taken already: the inner step of {@link Symmetric#factor}.
     *
     * @return false where a pivot is not a finite number above 0
     */
    boolean factorRows(float[] matrix, int from, int n, int first, int end);

    /** Solves with a factor that the same kernels made: see {@link Symmetric#solve}. */
    void solve(float[] factor, int from, int n, float[] b, int bFrom);

    /**
     * The positions of the scores not below a threshold, rising; never those of {@code NaN}.
     *
     * @param positions out: room for {@code length} positions, counted from {@code from} = 0
     * @return how many there are
     */
    int atLeast(float threshold, float[] scores, int from, int length, int[] positions);

    /**
     * The greatest scores of groups: every score whose distance from the first, modulo the number
     * of groups, is j belongs to group j. {@code NaN} counts as minus infinity; what is left when
     * all groups are equally large is left out.
     *
     * @param maxima out: one per group; a multiple of 64
     */
    void maxima(float[] scores, int from, int length, float[] maxima);
}
