package dev.kindred.internal.kernel.vector;

import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.ProductCheck;
import dev.kindred.internal.kernel.Update;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Products, tile by tile. */
final class VectorProduct {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** AVX2 has 16 vector registers; AVX-512 and ARM have 32. */
    private static final boolean TWELVE = LANES != 8;

    static final int ROWS = TWELVE ? TwelveRowTile.ROWS : SixRowTile.ROWS;
    static final int COLUMNS = 2 * LANES;

    private VectorProduct() {}

    /** See {@link dev.kindred.internal.kernel.Kernels#product}. */
    static void product(Panels left, Panels right, Update update, float[] c, int cFrom, int cStep) {
        ProductCheck.check(left, right, c, cFrom, cStep);
        Panels a = left.readableBy(ROWS);
        Panels b = right.readableBy(COLUMNS);
        float[] tile = new float[ROWS * COLUMNS];
        for (int column = 0; column < right.columns(); column += COLUMNS) {
            int bFrom = b.readStart(column, COLUMNS);
            int skipped = b.overlap(column, COLUMNS);
            int columns = Math.min(COLUMNS, right.columns() - column);
            for (int row = 0; row < left.columns(); row += ROWS) {
                int aFrom = a.readStart(row, ROWS);
                int rows = Math.min(ROWS, left.columns() - row);
                int to = cFrom + row * cStep + column;
                if (update == Update.SET && rows == ROWS && columns == COLUMNS) {
                    sum(a, aFrom, b, bFrom, c, to, cStep);
                    continue;
                }
                sum(a, aFrom, b, bFrom, tile, 0, COLUMNS);
                int from = a.overlap(row, ROWS) * COLUMNS + skipped;
                for (int r = 0; r < rows; r++) {
                    write(update, tile, from + r * COLUMNS, c, to + r * cStep, columns);
                }
            }
        }
    }

    private static void sum(Panels a, int aFrom, Panels b, int bFrom, float[] c, int to, int step) {
        if (TWELVE) {
            TwelveRowTile.sum(
                    a.length(), a.data(), aFrom, a.step(), b.data(), bFrom, b.step(), c, to, step);
        } else {
            SixRowTile.sum(
                    a.length(), a.data(), aFrom, a.step(), b.data(), bFrom, b.step(), c, to, step);
        }
    }

    private static void write(Update update, float[] tile, int from, float[] c, int to, int count) {
        switch (update) {
            case SET -> System.arraycopy(tile, from, c, to, count);
            case ADD -> add(tile, from, c, to, count);
            case SUBTRACT -> subtract(tile, from, c, to, count);
        }
    }

    private static void add(float[] tile, int from, float[] c, int to, int count) {
        int j = 0;
        for (; j <= count - LANES; j += LANES) {
            load(c, to + j).add(load(tile, from + j)).intoArray(c, to + j);
        }
        for (; j < count; j++) {
            c[to + j] += tile[from + j];
        }
    }

    private static void subtract(float[] tile, int from, float[] c, int to, int count) {
        int j = 0;
        for (; j <= count - LANES; j += LANES) {
            load(c, to + j).sub(load(tile, from + j)).intoArray(c, to + j);
        }
        for (; j < count; j++) {
            c[to + j] -= tile[from + j];
        }
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}
