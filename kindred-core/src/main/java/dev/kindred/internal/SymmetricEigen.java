package dev.kindred.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix: {@code A = sum over k of values[k] v_k v_k'},
 * largest value first.
 *
 * <p>Householder reduction to tridiagonal form, then implicit QL with shifts (the classic EISPACK
 * pair tred2 and tql2), arranged so that every inner loop runs along rows. Cost: about 9 n^3 flops,
 * memory 2 n^2. Works in double on one thread, so the result is the same everywhere.
 *
 * @param values eigenvalues, falling
 * @param vectors row-major n x n; row k is the eigenvector of {@code values[k]}, of length 1
 */
public record SymmetricEigen(double[] values, double[] vectors) {
    private static final int MAX_SWEEPS = 60;

    /**
     * The decomposition of a symmetric matrix.
     *
     * @param matrix row-major n x n, not changed; must be finite
     * @throws ArithmeticException if it does not converge, as with NaN
     */
    public static SymmetricEigen of(double[] matrix, int n) {
        Checks.sameLength("matrix", n * n, matrix.length);
        double[] a = matrix.clone();
        double[] diagonal = new double[n];
        double[] below = new double[n]; // below[k] links k and k + 1
        double[] rows = tridiagonalise(a, n, diagonal, below);
        diagonalise(diagonal, below, rows, n);
        return sorted(diagonal, rows, n);
    }

    /** Leaves the tridiagonal matrix in diagonal and below; returns Q' with A = Q T Q'. */
    private static double[] tridiagonalise(double[] a, int n, double[] diagonal, double[] below) {
        double[] betas = new double[n];
        double[] v = new double[n];
        double[] w = new double[n];
        for (int k = 0; k < n; k++) {
            diagonal[k] = a[k * n + k];
            if (k + 2 < n) {
                betas[k] = reflector(a, n, k, v, below);
                if (betas[k] != 0) {
                    reduce(a, n, k + 1, v, w, betas[k]);
                }
                // The reduced row is free: it keeps the reflector for later.
                System.arraycopy(v, k + 1, a, k * n + k + 1, n - k - 1);
            } else if (k + 1 < n) {
                below[k] = a[k * n + k + 1];
            }
        }
        return accumulate(a, n, betas);
    }

    /** The reflector I - beta v v' that maps row k, right of the diagonal, to its first place. */
    private static double reflector(double[] a, int n, int k, double[] v, double[] below) {
        double scale = 0;
        for (int j = k + 1; j < n; j++) {
            v[j] = a[k * n + j];
            scale = Math.max(scale, Math.abs(v[j]));
        }
        if (scale == 0) {
            below[k] = 0;
            return 0;
        }
        double norm = 0;
        for (int j = k + 1; j < n; j++) {
            v[j] /= scale;
            norm += v[j] * v[j];
        }
        double alpha = v[k + 1] > 0 ? -Math.sqrt(norm) : Math.sqrt(norm);
        double squared = 2 * (norm - alpha * v[k + 1]); // |v|^2 after the next line
        v[k + 1] -= alpha;
        below[k] = alpha * scale;
        return 2 / squared;
    }

    /** A := H A H for the square from {@code from} on, as A - v w' - w v'. */
    private static void reduce(double[] a, int n, int from, double[] v, double[] w, double beta) {
        Arrays.fill(w, from, n, 0);
        for (int i = from; i < n; i++) {
            addTo(w, 0, a, i * n, beta * v[i], from, n);
        }
        double dot = 0;
        for (int j = from; j < n; j++) {
            dot += w[j] * v[j];
        }
        addTo(w, 0, v, 0, -beta * dot / 2, from, n);
        for (int i = from; i < n; i++) {
            addTo(a, i * n, v, 0, -w[i], from, n);
            addTo(a, i * n, w, 0, -v[i], from, n);
        }
    }

    /** The transposed product of all reflectors. */
    private static double[] accumulate(double[] a, int n, double[] betas) {
        double[] q = new double[n * n];
        for (int i = 0; i < n; i++) {
            q[i * n + i] = 1;
        }
        double[] t = new double[n];
        for (int k = n - 3; k >= 0; k--) {
            Arrays.fill(t, k + 1, n, 0);
            for (int i = k + 1; i < n; i++) {
                addTo(t, 0, q, i * n, a[k * n + i], k + 1, n);
            }
            for (int i = k + 1; i < n; i++) {
                addTo(q, i * n, t, 0, -betas[k] * a[k * n + i], k + 1, n);
            }
        }
        return transposed(q, n);
    }

    private static double[] transposed(double[] q, int n) {
        double[] result = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                result[j * n + i] = q[i * n + j];
            }
        }
        return result;
    }

    private static void diagonalise(double[] d, double[] e, double[] rows, int n) {
        double noise = Math.ulp(1.0) * largest(d, e, n);
        for (int low = 0; low < n; low++) {
            int sweeps = 0;
            int high = firstSmall(d, e, noise, low, n);
            while (high > low) {
                if (sweeps++ == MAX_SWEEPS) {
                    throw new ArithmeticException("eigenvalue %d did not converge".formatted(low));
                }
                sweep(d, e, rows, n, low, high);
                high = firstSmall(d, e, noise, low, n);
            }
        }
    }

    private static double largest(double[] d, double[] e, int n) {
        double largest = 0;
        for (int k = 0; k < n; k++) {
            largest = Math.max(largest, Math.abs(d[k]) + Math.abs(e[k]));
        }
        return largest;
    }

    /**
     * The first place from {@code low} on whose link to the next one is negligible. What is small
     * beside the whole matrix is noise of the rounding: among such links alone, where the rank is
     * low, sweeps would never end.
     */
    private static int firstSmall(double[] d, double[] e, double noise, int low, int n) {
        for (int m = low; m + 1 < n; m++) {
            if (Math.abs(e[m]) <= noise) {
                return m;
            }
        }
        return n - 1;
    }

    /** One implicit QL sweep over the places low to high, with Wilkinson's shift. */
    private static void sweep(double[] d, double[] e, double[] rows, int n, int low, int high) {
        double g = (d[low + 1] - d[low]) / (2 * e[low]);
        double r = Math.sqrt(g * g + 1);
        g = d[high] - d[low] + e[low] / (g + (g < 0 ? -r : r));
        double s = 1;
        double c = 1;
        double p = 0;
        for (int i = high - 1; i >= low; i--) {
            double f = s * e[i];
            double b = c * e[i];
            r = length(f, g);
            e[i + 1] = r;
            if (r == 0) { // a link vanished on the way: the sweep is done early
                d[i + 1] -= p;
                e[high] = 0;
                return;
            }
            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            rotate(rows, i * n, (i + 1) * n, n, c, s);
        }
        d[low] -= p;
        e[low] = g;
        e[high] = 0;
    }

    /** The length of (a, b) without overflow. */
    private static double length(double a, double b) {
        double big = Math.max(Math.abs(a), Math.abs(b));
        double small = Math.min(Math.abs(a), Math.abs(b));
        double ratio = big == 0 ? 0 : small / big;
        return big * Math.sqrt(1 + ratio * ratio);
    }

    private static void rotate(double[] rows, int low, int high, int n, double c, double s) {
        for (int k = 0; k < n; k++) {
            double x = rows[low + k];
            double y = rows[high + k];
            rows[high + k] = s * x + c * y;
            rows[low + k] = c * x - s * y;
        }
    }

    private static void addTo(
            double[] to, int toAt, double[] from, int fromAt, double factor, int low, int high) {
        for (int j = low; j < high; j++) {
            to[toAt + j] += factor * from[fromAt + j];
        }
    }

    private static SymmetricEigen sorted(double[] values, double[] rows, int n) {
        int[] order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> -values[k]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] sortedValues = new double[n];
        double[] sortedRows = new double[n * n];
        for (int k = 0; k < n; k++) {
            sortedValues[k] = values[order[k]];
            System.arraycopy(rows, order[k] * n, sortedRows, k * n, n);
        }
        return new SymmetricEigen(sortedValues, sortedRows);
    }
}
