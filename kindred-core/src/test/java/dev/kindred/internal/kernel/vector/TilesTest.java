package dev.kindred.internal.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.internal.kernel.Kernels;
import org.junit.jupiter.api.Test;

/** Both tiles, whichever of them this machine's kernels use. */
class TilesTest {
    @Test
    void everyTileIsTheSumOfOuterProducts() {
        int columns = new VectorKernels().tileColumns();
        for (int length : new int[] {0, 1, 2, 33}) {
            float[] a = new float[5 + length * 13 + 12];
            float[] b = new float[1 + length * (columns + 3) + columns];
            for (int k = 0; k < a.length; k++) {
                a[k] = k % 7 - 3;
            }
            for (int k = 0; k < b.length; k++) {
                b[k] = k % 5 - 1.5f;
            }
            float[] c = new float[2 + TwelveRowTile.ROWS * (columns + 5)];
            TwelveRowTile.sum(length, a, 5, 13, b, 1, columns + 3, c, 2, columns + 5);
            check(length, TwelveRowTile.ROWS, columns, a, b, c);
            c = new float[2 + SixRowTile.ROWS * (columns + 5)];
            SixRowTile.sum(length, a, 5, 13, b, 1, columns + 3, c, 2, columns + 5);
            check(length, SixRowTile.ROWS, columns, a, b, c);
        }
    }

    private static void check(int length, int rows, int columns, float[] a, float[] b, float[] c) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                double expected = 0;
                for (int p = 0; p < length; p++) {
                    expected += (double) a[5 + p * 13 + r] * b[1 + p * (columns + 3) + j];
                }
                assertThat((double) c[2 + r * (columns + 5) + j]).isCloseTo(expected, within(1e-4));
            }
            for (int j = columns; j < columns + 5; j++) {
                assertThat(c[2 + r * (columns + 5) + j]).isZero();
            }
        }
    }

    @Test
    void theServiceLoaderFindsTheseKernels() {
        assertThat(Kernels.vector()).isInstanceOf(VectorKernels.class);
        assertThat(Kernels.vector().tileRows()).isIn(TwelveRowTile.ROWS, SixRowTile.ROWS);
    }
}
