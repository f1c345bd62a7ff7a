package dev.kindred.knn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The largest columns as bits, 32 to a group: who has how many columns of a group in common with a
 * row is then a population count per row, which the compiler makes vector instructions of, instead
 * of an increment per entry. Immutable.
 *
 * <p>Columns are taken from the largest on, for as long as a group saves more than it costs: all of
 * a small dense matrix, none of a sparse one.
 */
final class HeavyColumns {
    private static final int GROUP = Integer.SIZE;

    /** A population count costs about as much as this share of an increment: measured. */
    private static final double COUNT_COST = 0.12;

    /** At most 64 MB of bits. */
    private static final long MOST_WORDS = 1 << 24;

    private final RowArrays matrix;
    private final int[] places; // per column: 32 x group + bit, or -1
    private final int[] order; // columns by place
    private final int[][] bits; // per group and row

    private HeavyColumns(RowArrays matrix, int[] places, int[] order, int[][] bits) {
        this.matrix = matrix;
        this.places = places;
        this.order = order;
        this.bits = bits;
    }

    static HeavyColumns of(RowArrays matrix) {
        int[] order = largestFirst(matrix);
        List<int[]> groups = new ArrayList<>();
        long most = Math.min(order.length / GROUP, MOST_WORDS / Math.max(1, matrix.rowCount()));
        double[] increments = new double[matrix.rowCount()];
        while (groups.size() < most && isWorthIt(matrix, order, groups.size(), increments)) {
            groups.add(bits(matrix, order, groups.size()));
        }
        int[] places = new int[order.length];
        Arrays.fill(places, -1);
        for (int place = 0; place < groups.size() * GROUP; place++) {
            places[order[place]] = place;
        }
        return new HeavyColumns(matrix, places, order, groups.toArray(int[][]::new));
    }

    /** None: for parts of a matrix, where few rows are compared and bits would not pay. */
    static HeavyColumns none(RowArrays matrix) {
        int[] places = new int[matrix.columnCount()];
        Arrays.fill(places, -1);
        return new HeavyColumns(matrix, places, new int[0], new int[0][]);
    }

    private static int[] largestFirst(RowArrays matrix) {
        long[] keys = new long[matrix.columnCount()]; // the size in the high half
        Arrays.setAll(keys, column -> ((long) -matrix.size(column) << Integer.SIZE) + column);
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    private static boolean isWorthIt(
            RowArrays matrix, int[] order, int group, double[] increments) {
        Arrays.fill(increments, 0);
        for (int place = group * GROUP; place < (group + 1) * GROUP; place++) {
            int column = order[place];
            for (int k = matrix.start(column); k < matrix.end(column); k++) {
                increments[matrix.columnRows()[k]] += matrix.size(column);
            }
        }
        double cost = matrix.rowCount() * COUNT_COST;
        double saved = Arrays.stream(increments).map(sum -> Math.max(0, sum - cost)).sum();
        return saved > 2.0 * matrix.rowCount();
    }

    private static int[] bits(RowArrays matrix, int[] order, int group) {
        int[] bits = new int[matrix.rowCount()];
        for (int bit = 0; bit < GROUP; bit++) {
            int column = order[group * GROUP + bit];
            for (int k = matrix.start(column); k < matrix.end(column); k++) {
                bits[matrix.columnRows()[k]] |= 1 << bit;
            }
        }
        return bits;
    }

    int groups() {
        return bits.length;
    }

    /** The place of a column: 32 times its group plus its bit, or -1 if it is not heavy. */
    int place(int column) {
        return places[column];
    }

    /** Adds to each row the number of columns that it has of those in a word of a group. */
    void count(int group, int word, int[] counts) {
        double increments = 0;
        for (int rest = word; rest != 0; rest &= rest - 1) {
            increments += matrix.size(column(group, rest));
        }
        if (increments > counts.length * COUNT_COST) {
            countBits(bits[group], word, counts);
            return;
        }
        for (int rest = word; rest != 0; rest &= rest - 1) {
            int column = column(group, rest);
            for (int k = matrix.start(column); k < matrix.end(column); k++) {
                counts[matrix.columnRows()[k]]++;
            }
        }
    }

    /** The column of the lowest bit. */
    private int column(int group, int word) {
        return order[group * GROUP + Integer.numberOfTrailingZeros(word)];
    }

    private static void countBits(int[] ofRows, int word, int[] counts) {
        for (int row = 0; row < counts.length; row++) {
            counts[row] += Integer.bitCount(ofRows[row] & word);
        }
    }
}
