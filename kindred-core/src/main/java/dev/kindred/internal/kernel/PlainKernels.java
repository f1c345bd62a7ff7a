package dev.kindred.internal.kernel;

import java.util.Arrays;

/**
 * The kernels in plain Java, written so that the compiler vectorises them: it does so only where
 * all arrays of a loop are read and written at the same index, hence the copies of rows to the
 * start of small arrays.
 */
final class PlainKernels implements Kernels {
    static final Kernels INSTANCE = new PlainKernels();

    private static final int ROWS = 4;
    private static final int COLUMNS = 64;

    private PlainKernels() {}

    @Override
    public String description() {
        return "plain Java";
    }

    @Override
    public int tileRows() {
        return ROWS;
    }

    @Override
    public int tileColumns() {
        return COLUMNS;
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int k = 0;
        for (; k + 3 < length; k += 4) {
            s0 += a[aFrom + k] * b[bFrom + k];
            s1 += a[aFrom + k + 1] * b[bFrom + k + 1];
            s2 += a[aFrom + k + 2] * b[bFrom + k + 2];
            s3 += a[aFrom + k + 3] * b[bFrom + k + 3];
        }
        for (; k < length; k++) {
            s0 += a[aFrom + k] * b[bFrom + k];
        }
        return s0 + s1 + (s2 + s3);
    }

    @Override
    public void axpy(float scale, float[] x, int xFrom, float[] y, int yFrom, int length) {
        if (xFrom == 0 && yFrom == 0) {
            axpy(scale, x, y, length);
            return;
        }
        for (int k = 0; k < length; k++) {
            y[yFrom + k] += scale * x[xFrom + k];
        }
    }

    private static void axpy(float scale, float[] x, float[] y, int length) {
        for (int k = 0; k < length; k++) {
            y[k] += scale * x[k];
        }
    }

    @Override
    public void cross(
            float keep, float gain, float[] p, int pFrom, float[] q, int qFrom, int length) {
        for (int k = 0; k < length; k++) {
            float x = p[pFrom + k];
            float y = q[qFrom + k];
            p[pFrom + k] = keep * x + gain * y;
            q[qFrom + k] = keep * y + gain * x;
        }
    }

    @Override
    public double descend(Descent ratings, int from, int end, float keep, float rate) {
        float[] p = ratings.p();
        float[] q = ratings.q();
        int width = ratings.width();
        double loss = 0;
        for (int k = from; k < end; k++) {
            int left = ratings.ps()[k];
            int right = ratings.qs()[k];
            float error = ratings.values()[k] - dot(p, left, q, right, width);
            loss += (double) error * error;
            cross(keep, rate * error, p, left, q, right, width);
            p[left + width - 1] = 1;
            q[right + width - 2] = 1;
        }
        return loss;
    }

    @Override
    public void dots(
            float[] rows, int from, int count, int length, float[] x, int xFrom, float[] out) {
        for (int row = 0; row < count; row++) {
            out[row] = dot(rows, from + row * length, x, xFrom, length);
        }
    }

    @Override
    public void addRows(
            float[] factors, float[] rows, int from, int count, int length, float[] y, int yFrom) {
        for (int row = 0; row < count; row++) {
            axpy(factors[row], rows, from + row * length, y, yFrom, length);
        }
    }

    @Override
    public boolean factorRows(float[] matrix, int from, int n, int first, int end) {
        for (int row = first; row < end; row++) {
            int start = from + row * n;
            float pivot = matrix[start + row];
            if (!(pivot > 0) || pivot == Float.POSITIVE_INFINITY) {
                return false;
            }
            float scale = (float) (1 / Math.sqrt(pivot));
            for (int column = row; column < n; column++) {
                matrix[start + column] *= scale;
            }
            for (int below = row + 1; below < end; below++) {
                int to = from + below * n + below;
                axpy(-matrix[start + below], matrix, start + below, matrix, to, n - below);
            }
        }
        return true;
    }

    @Override
    public void solve(float[] factor, int from, int n, float[] b, int bFrom) {
        for (int row = 0; row < n; row++) {
            int start = from + row * n + row;
            float value = b[bFrom + row] / factor[start];
            b[bFrom + row] = value;
            axpy(-value, factor, start + 1, b, bFrom + row + 1, n - row - 1);
        }
        for (int row = n - 1; row >= 0; row--) {
            int start = from + row * n + row;
            float known = dot(factor, start + 1, b, bFrom + row + 1, n - row - 1);
            b[bFrom + row] = (b[bFrom + row] - known) / factor[start];
        }
    }

    @Override
    public void crossPair(
            float keep,
            float gain,
            float[] x,
            int xFrom,
            float[] rows,
            int pFrom,
            int qFrom,
            int length) {
        for (int k = 0; k < length; k++) {
            float old = x[xFrom + k];
            float p = rows[pFrom + k];
            float q = rows[qFrom + k];
            x[xFrom + k] = keep * old + gain * (p - q);
            rows[pFrom + k] = keep * p + gain * old;
            rows[qFrom + k] = keep * q - gain * old;
        }
    }

    @Override
    public void product(Panels left, Panels right, Update update, float[] c, int cFrom, int cStep) {
        ProductCheck.check(left, right, c, cFrom, cStep);
        Panels a = left.readableBy(ROWS);
        Panels b = right.readableBy(COLUMNS);
        float[][] rows = new float[right.length][COLUMNS];
        float[][] tile = new float[ROWS][COLUMNS];
        for (int column = 0; column < right.columns; column += COLUMNS) {
            int start = b.readStart(column, COLUMNS);
            for (int p = 0; p < rows.length; p++) {
                System.arraycopy(b.data, start + p * b.step, rows[p], 0, COLUMNS);
            }
            int skipped = b.overlap(column, COLUMNS);
            int count = Math.min(COLUMNS, right.columns - column);
            for (int row = 0; row < left.columns; row += ROWS) {
                int firstRow = a.overlap(row, ROWS);
                tile(a, a.readStart(row, ROWS), rows, tile);
                for (int r = 0; r < Math.min(ROWS, left.columns - row); r++) {
                    int to = cFrom + (row + r) * cStep + column;
                    write(tile[firstRow + r], skipped, update, c, to, count);
                }
            }
        }
    }

    private static void tile(Panels a, int start, float[][] rows, float[][] tile) {
        for (int r = 0; r < ROWS; r++) {
            float[] sums = tile[r];
            Arrays.fill(sums, 0);
            int at = start + r;
            int p = 0;
            for (; p + 3 < rows.length; p += 4, at += 4 * a.step) {
                addFour(
                        a.data[at],
                        rows[p],
                        a.data[at + a.step],
                        rows[p + 1],
                        a.data[at + 2 * a.step],
                        rows[p + 2],
                        a.data[at + 3 * a.step],
                        rows[p + 3],
                        sums);
            }
            for (; p < rows.length; p++, at += a.step) {
                axpy(a.data[at], rows[p], sums, COLUMNS);
            }
        }
    }

    private static void addFour(
            float a0,
            float[] b0,
            float a1,
            float[] b1,
            float a2,
            float[] b2,
            float a3,
            float[] b3,
            float[] sums) {
        for (int j = 0; j < COLUMNS; j++) {
            sums[j] += a0 * b0[j] + a1 * b1[j] + (a2 * b2[j] + a3 * b3[j]);
        }
    }

    private static void write(float[] sums, int from, Update update, float[] c, int to, int count) {
        switch (update) {
            case SET -> System.arraycopy(sums, from, c, to, count);
            case ADD -> {
                for (int j = 0; j < count; j++) {
                    c[to + j] += sums[from + j];
                }
            }
            case SUBTRACT -> {
                for (int j = 0; j < count; j++) {
                    c[to + j] -= sums[from + j];
                }
            }
        }
    }

    @Override
    public int atLeast(float threshold, float[] scores, int from, int length, int[] positions) {
        int found = 0;
        for (int k = 0; k < length; k++) {
            if (scores[from + k] >= threshold) {
                positions[found++] = k;
            }
        }
        return found;
    }

    @Override
    public void maxima(float[] scores, int from, int length, float[] maxima) {
        Arrays.fill(maxima, Float.NEGATIVE_INFINITY);
        for (int k = 0; k <= length - maxima.length; k += maxima.length) {
            for (int group = 0; group < maxima.length; group++) {
                float score = scores[from + k + group];
                if (score > maxima[group]) {
                    maxima[group] = score;
                }
            }
        }
    }
}
