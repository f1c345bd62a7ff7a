package dev.kindred.knn;

import dev.kindred.data.SparseRows;

/**
 * The neighbours of each row, in no particular order.
 *
 * @param rows per row: its neighbours
 * @param similarities per row: how similar each of them is
 */
record NeighbourLists(int[][] rows, double[][] similarities) {

    /**
     * The lists turned round, as a matrix: row j holds the rows that have j as neighbour, with
     * their similarity.
     */
    SparseRows transposed() {
        int[] starts = new int[rows.length + 1];
        for (int[] neighbours : rows) {
            for (int neighbour : neighbours) {
                starts[neighbour + 1]++;
            }
        }
        for (int row = 0; row < rows.length; row++) {
            starts[row + 1] += starts[row];
        }
        int[] next = starts.clone();
        int[] columns = new int[starts[rows.length]];
        float[] values = new float[columns.length];
        for (int row = 0; row < rows.length; row++) {
            for (int k = 0; k < rows[row].length; k++) {
                int to = next[rows[row][k]]++;
                columns[to] = row;
                values[to] = (float) similarities[row][k];
            }
        }
        return SparseRows.ofFloats(rows.length, starts, columns, values);
    }
}
