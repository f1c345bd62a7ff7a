package dev.kindred.internal.kernel;

import dev.kindred.internal.Parallel;
import java.util.function.IntConsumer;

/**
 * The inverse of a large symmetric positive definite matrix, in place, on several threads.
 *
 * <p>Blocks of rows and columns are swept one after the other. With D the inverse of the pivot tile
 * and W the pivot's column of tiles: {@code A = A - W D W'} elsewhere, {@code W D} in the pivot's
 * row and column, and -D in its place; when all are swept, A holds minus its inverse. This is the
 * arithmetic of a Cholesky inverse (each pivot tile is what the Cholesky factorisation has left of
 * it) with one product per tile and step, so nothing waits for long, and all of it runs in the
 * kernels' product.
 *
 * <p>Cost: n^3 flops, no memory but two columns of tiles. The result does not depend on the number
 * of threads: each tile is written by one thread in each step.
 *
 * <p>Accuracy: the forward error is that of a Cholesky inverse in floats, about 1e-7 times the
 * condition number.
 */
public final class SymmetricInverse {
    /** With a larger product of a diagonal cell and that of the inverse, few digits are left. */
    private static final double LARGEST_INFLATION = 1e6;

    private final Kernels kernels;
    private final int threads;
    private final TiledSymmetric matrix;
    private final Panels[] right;
    private final Panels[] left;
    private final float[][] product;
    private final float[] diagonal;

    private SymmetricInverse(Kernels kernels, int threads, TiledSymmetric matrix) {
        this.kernels = kernels;
        this.threads = threads;
        this.matrix = matrix;
        right = new Panels[matrix.blocks()];
        left = new Panels[matrix.blocks()];
        product = new float[matrix.blocks()][];
        diagonal = new float[matrix.size()];
        for (int row = 0; row < diagonal.length; row++) {
            diagonal[row] = matrix.get(row, row);
        }
    }

    /**
     * Replaces a matrix by its inverse.
     *
     * @param step is told the number of blocks done after each
     * @return false where the matrix is not positive definite to the accuracy of floats; its cells
     *     are useless then
     */
    public static boolean invert(
            Kernels kernels, int threads, TiledSymmetric matrix, IntConsumer step) {
        var inverse = new SymmetricInverse(kernels, threads, matrix);
        for (int pivot = 0; pivot < matrix.blocks(); pivot++) {
            if (!inverse.sweep(pivot)) {
                return false;
            }
            step.accept(pivot + 1);
        }
        Parallel.forEach(threads, matrix.blocks(), inverse::negate);
        return inverse.isAccurate();
    }

    private boolean isAccurate() {
        for (int row = 0; row < diagonal.length; row++) {
            double inflation = (double) matrix.get(row, row) * diagonal[row];
            if (!(inflation > 0 && inflation < LARGEST_INFLATION)) {
                return false;
            }
        }
        return true;
    }

    private boolean sweep(int pivot) {
        float[] inverse = pivotInverse(pivot);
        if (inverse.length == 0) {
            return false;
        }
        int size = matrix.rows(pivot);
        Panels packed = Panels.pack(inverse, 0, size, size, size, kernels.tileRows());
        int blocks = matrix.blocks();
        Parallel.forEach(threads, blocks, block -> prepare(block, pivot, packed));
        // Longest rows of tiles first, so that the threads end together.
        Parallel.forEach(threads, blocks * (blocks + 1) / 2, at -> update(blocks, at, pivot));
        Parallel.forEach(threads, blocks, block -> writeColumn(block, pivot));
        float[] data = matrix.data(pivot);
        int start = matrix.tileStart(pivot, pivot);
        for (int k = 0; k < inverse.length; k++) {
            data[start + k] = -inverse[k];
        }
        return true;
    }

    /** The inverse of the pivot tile as a full matrix; empty where it is not positive definite. */
    private float[] pivotInverse(int pivot) {
        int size = matrix.rows(pivot);
        float[] tile = new float[size * size];
        int start = matrix.tileStart(pivot, pivot);
        System.arraycopy(matrix.data(pivot), start, tile, 0, tile.length);
        return SmallInverse.invert(kernels, tile, size) ? tile : new float[0];
    }

    /** Packs one tile W of the pivot's column, and (W D)'. */
    private void prepare(int block, int pivot, Panels inverse) {
        if (block == pivot) {
            return;
        }
        int size = matrix.rows(pivot);
        int rows = matrix.rows(block);
        int width = kernels.tileColumns();
        Panels tile;
        if (block < pivot) {
            int start = matrix.tileStart(pivot, block);
            tile = Panels.pack(matrix.data(pivot), start, rows, size, rows, width);
        } else {
            int start = matrix.tileStart(block, pivot);
            tile = Panels.packTransposed(matrix.data(block), start, size, rows, size, width);
        }
        float[] scaled = new float[size * rows];
        kernels.product(inverse, tile, Update.SET, scaled, 0, rows);
        right[block] = tile;
        left[block] = Panels.pack(scaled, 0, rows, size, rows, kernels.tileRows());
        product[block] = scaled;
    }

    private void update(int blocks, int at, int pivot) {
        int block = blocks - 1;
        int rest = at;
        while (rest > block) {
            rest -= block + 1;
            block--;
        }
        int columnBlock = rest;
        if (block == pivot || columnBlock == pivot) {
            return;
        }
        kernels.product(
                left[block],
                right[columnBlock],
                Update.SUBTRACT,
                matrix.data(block),
                matrix.tileStart(block, columnBlock),
                matrix.rows(columnBlock));
    }

    private void writeColumn(int block, int pivot) {
        if (block == pivot) {
            return;
        }
        int size = matrix.rows(pivot);
        int rows = matrix.rows(block);
        float[] scaled = product[block];
        if (block < pivot) {
            int start = matrix.tileStart(pivot, block);
            System.arraycopy(scaled, 0, matrix.data(pivot), start, scaled.length);
            return;
        }
        int start = matrix.tileStart(block, pivot);
        float[] data = matrix.data(block);
        for (int row = 0; row < rows; row++) {
            for (int p = 0; p < size; p++) {
                data[start + row * size + p] = scaled[p * rows + row];
            }
        }
    }

    private void negate(int block) {
        float[] data = matrix.data(block);
        int end = matrix.tileStart(block, block) + matrix.rows(block) * matrix.rows(block);
        for (int k = 0; k < end; k++) {
            data[k] = -data[k];
        }
    }
}
