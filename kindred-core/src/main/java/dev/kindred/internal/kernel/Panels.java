package dev.kindred.internal.kernel;

import dev.kindred.internal.Checks;

/**
 * One operand of {@link Kernels#product}: a matrix of {@code length} rows and {@code columns}
 * columns, of which the product sums over the rows.
 *
 * <p>It is either a view of a row-major array ({@link #view}), or packed ({@link #pack}, {@link
 * #packTransposed}): cut into panels of {@code width} columns, each stored row by row without gaps,
 * the last one filled up with zeros. Packing pays where an operand is used again and again.
 */
public final class Panels {
    final float[] data;
    final int from;
    final int step;
    final int width;
    final int length;
    final int columns;
    final boolean packed;

    private Panels(
            float[] data, int from, int step, int width, int length, int columns, boolean packed) {
        this.data = data;
        this.from = from;
        this.step = step;
        this.width = width;
        this.length = length;
        this.columns = columns;
        this.packed = packed;
    }

    /**
     * A view of a row-major matrix; shares the array.
     *
     * @param from where the first row starts
     * @param step from the start of one row to that of the next
     */
    public static Panels view(float[] data, int from, int step, int length, int columns) {
        if (length > 0 && columns > 0) {
            Checks.range("matrix", from, (length - 1L) * step + columns, data.length);
        }
        return new Panels(data, from, step, 1, length, columns, false);
    }

    /** The packed form of a row-major matrix of {@code length} rows. */
    public static Panels pack(
            float[] source, int from, int step, int length, int columns, int width) {
        float[] data = new float[packedSize(length, columns, width)];
        for (int first = 0; first < columns; first += width) {
            int count = Math.min(width, columns - first);
            int to = first * length;
            for (int p = 0; p < length; p++, to += width) {
                System.arraycopy(source, from + p * step + first, data, to, count);
            }
        }
        return new Panels(data, 0, width, width, length, columns, true);
    }

    /**
     * The packed form of the transpose of a row-major matrix: its rows become columns, so that a
     * product of two operands packed in this way holds the dot products of their rows.
     *
     * @param rows number of rows to pack, from {@code from} on
     * @param length length of a row
     */
    public static Panels packTransposed(
            float[] source, int from, int step, int rows, int length, int width) {
        float[] data = new float[packedSize(length, rows, width)];
        packTransposed(source, from, step, rows, length, width, data, 0);
        return new Panels(data, 0, width, width, length, rows, true);
    }

    static void packTransposed(
            float[] source,
            int from,
            int step,
            int rows,
            int length,
            int width,
            float[] target,
            int to) {
        for (int row = 0; row < rows; row++) {
            int at = to + row / width * width * length + row % width;
            int start = from + row * step;
            for (int p = 0; p < length; p++, at += width) {
                target[at] = source[start + p];
            }
        }
    }

    /** The operand over an array that is packed already, from {@code from} on. */
    static Panels packedAt(float[] data, int from, int width, int length, int columns) {
        return new Panels(data, from, width, width, length, columns, true);
    }

    /** Number of floats that a packed matrix takes. */
    static int packedSize(int length, int columns, int width) {
        return Math.multiplyExact(Math.multiplyExact((columns + width - 1) / width, width), length);
    }

    /** Copies one column of a packed matrix. */
    public void copyColumn(int column, float[] target) {
        int at = from + column / width * width * length + column % width;
        for (int p = 0; p < length; p++, at += width) {
            target[p] = data[at];
        }
    }

    /** Some of the columns of a packed matrix; shares the array. The first one starts a panel. */
    public Panels columns(int first, int count) {
        if (!packed || first % width != 0 || first < 0 || first + count > columns) {
            throw new IllegalArgumentException(
                    "columns %d to %d of %d do not start a panel of width %d"
                            .formatted(first, first + count, columns, width));
        }
        return new Panels(data, from + first * length, width, width, length, count, true);
    }

    public int length() {
        return length;
    }

    public int columns() {
        return columns;
    }

    /** The array, for kernels. */
    public float[] data() {
        return data;
    }

    /** From one row to the next, for kernels. */
    public int step() {
        return step;
    }

    /** This operand in a form that a kernel with panels of {@code newWidth} columns can read. */
    public Panels readableBy(int newWidth) {
        if (packed && width != newWidth) {
            throw new IllegalArgumentException(
                    "panels have width %d, but the kernel reads %d".formatted(width, newWidth));
        }
        // What is read beyond the few columns of a view does no harm, as long as it is there.
        boolean harmless = from + (length - 1L) * step + newWidth <= data.length;
        return packed || columns == 0 || columns >= newWidth || harmless
                ? this
                : pack(data, from, step, length, columns, newWidth);
    }

    /**
     * Where the {@code panelWidth} columns start that are read to get at column {@code first}: in a
     * view the last panel overlaps the one before, so that nothing is read beyond the last row.
     */
    public int readStart(int first, int panelWidth) {
        return packed
                ? from + first * length
                : from + Math.max(0, Math.min(first, columns - panelWidth));
    }

    /** How many of the columns read at {@link #readStart} come before column {@code first}. */
    public int overlap(int first, int panelWidth) {
        return packed || columns < panelWidth ? 0 : Math.max(0, first + panelWidth - columns);
    }
}
