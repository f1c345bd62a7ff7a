package dev.kindred.knn;

import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;

/**
 * The neighbours of each row, in no particular order.
 *
 * @param rows per row: its neighbours
 * @param similarities per row: how similar each of them is
 */
record NeighbourLists(int[][] rows, double[][] similarities) {
    private static final int MOST_PARTS = 8;

    /**
     * The lists turned round, as a matrix: row j holds the rows that have j as neighbour, with
     * their similarity.
     */
    SparseRows transposed(FitContext context) {
        int parts =
                Math.min(
                        context.threads(),
                        MOST_PARTS); // each part of the lists is written by one thread
        int[][] next =
                new int[parts][rows.length]; // per part and row of the result: where to write
        context.forEachRow(
                parts, part -> count(start(part, parts), start(part + 1, parts), next[part]));
        int[] starts = new int[rows.length + 1];
        for (int row = 0; row < rows.length; row++) {
            int at = starts[row];
            for (int[] ofPart : next) {
                int count = ofPart[row];
                ofPart[row] = at;
                at = Math.addExact(at, count);
            }
            starts[row + 1] = at;
        }
        int[] columns = new int[starts[rows.length]];
        float[] values = new float[columns.length];
        context.forEachRow(
                parts,
                part ->
                        fill(
                                start(part, parts),
                                start(part + 1, parts),
                                next[part],
                                columns,
                                values));
        return SparseRows.ofFloats(rows.length, starts, columns, values);
    }

    private int start(int part, int parts) {
        return (int) ((long) rows.length * part / parts);
    }

    private void count(int from, int to, int[] counts) {
        for (int row = from; row < to; row++) {
            for (int neighbour : rows[row]) {
                counts[neighbour]++;
            }
        }
    }

    private void fill(int from, int to, int[] next, int[] columns, float[] values) {
        for (int row = from; row < to; row++) {
            int[] neighbours = rows[row];
            double[] similar = similarities[row];
            for (int k = 0; k < neighbours.length; k++) {
                int at = next[neighbours[k]]++;
                columns[at] = row;
                values[at] = (float) similar[k];
            }
        }
    }
}
