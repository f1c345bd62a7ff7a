package dev.kindred.internal.kernel;

import dev.kindred.internal.Checks;

/**
 * A large symmetric matrix, stored so that blocked algorithms read it tile by tile: each block of
 * rows is one array that holds its tiles one after the other, each tile row-major. The tiles on and
 * below the diagonal count until {@link #toRows} turns the matrix, in place, into plain rows.
 *
 * <p>Memory: 4 n^2 bytes. The side is not bound by the largest array of Java.
 */
public final class TiledSymmetric {
    private final int size;
    private final int tile;
    private final float[][] blocks;

    /** A matrix of zeros. */
    public TiledSymmetric(int size, int tile) {
        this.size = Checks.notNegative("size", size);
        this.tile = Checks.positive("tile", tile);
        blocks = new float[(size + tile - 1) / tile][];
        for (int block = 0; block < blocks.length; block++) {
            blocks[block] = new float[Math.multiplyExact(rows(block), size)];
        }
    }

    public int size() {
        return size;
    }

    /** The number of blocks of rows. */
    public int blocks() {
        return blocks.length;
    }

    /** The number of rows of a block, and so the number of columns of its tiles' transposes. */
    public int rows(int block) {
        return Math.min(tile, size - block * tile);
    }

    /** The first row of a block. */
    public int firstRow(int block) {
        return block * tile;
    }

    /** The block of a row. */
    public int block(int row) {
        return row / tile;
    }

    /** The array of a block of rows. */
    public float[] data(int block) {
        return blocks[block];
    }

    /** Where a tile starts in the array of its block of rows. */
    public int tileStart(int block, int columnBlock) {
        return rows(block) * columnBlock * tile;
    }

    /** Writes the cells {@code (row, 0)} to {@code (row, row)}. */
    public void setRow(int row, float[] values) {
        int block = row / tile;
        int inBlock = row % tile;
        for (int columnBlock = 0; columnBlock <= block; columnBlock++) {
            int width = rows(columnBlock);
            int count = Math.min(width, row + 1 - columnBlock * tile);
            int to = tileStart(block, columnBlock) + inBlock * width;
            System.arraycopy(values, columnBlock * tile, blocks[block], to, count);
        }
    }

    /** The cell of a row and a column of at most the row. */
    public float get(int row, int column) {
        int block = row / tile;
        int columnBlock = column / tile;
        int width = rows(columnBlock);
        return blocks[block][tileStart(block, columnBlock) + row % tile * width + column % tile];
    }

    /**
     * Turns the matrix into plain rows, in place: block b then holds its rows one after the other,
     * {@code size} floats each. The tiles are not to be read afterwards.
     *
     * @return the arrays of the blocks
     */
    public float[][] toRows(int threads) {
        dev.kindred.internal.Parallel.forEach(threads, blocks.length, this::mirror);
        dev.kindred.internal.Parallel.forEachWithState(
                threads,
                blocks.length,
                thread -> {
                    float[] scratch = new float[blocks.length == 0 ? 0 : blocks[0].length];
                    return block -> untile(block, scratch);
                });
        return blocks;
    }

    /** Fills what is above the diagonal in a block of rows from what is below it. */
    private void mirror(int block) {
        int height = rows(block);
        for (int other = block; other < blocks.length; other++) {
            int width = rows(other);
            int to = tileStart(block, other);
            int from = tileStart(other, block);
            for (int row = 0; row < height; row++) {
                for (int column = other == block ? row + 1 : 0; column < width; column++) {
                    blocks[block][to + row * width + column] =
                            blocks[other][from + column * height + row];
                }
            }
        }
    }

    private void untile(int block, float[] scratch) {
        int height = rows(block);
        for (int other = 0; other < blocks.length; other++) {
            int width = rows(other);
            int from = tileStart(block, other);
            for (int row = 0; row < height; row++) {
                int to = row * size + other * tile;
                System.arraycopy(blocks[block], from + row * width, scratch, to, width);
            }
        }
        System.arraycopy(scratch, 0, blocks[block], 0, height * size);
    }
}
