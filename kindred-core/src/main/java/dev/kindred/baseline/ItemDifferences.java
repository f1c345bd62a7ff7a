package dev.kindred.baseline;

import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import java.util.Arrays;

/**
 * Mean differences between items, in both directions: row i holds, for each item j with common
 * users, {@code dev_ij} and how many they are. Immutable and thread-safe.
 */
final class ItemDifferences {
    private final SparseRows means;
    private final int[] counts; // per entry of means

    /**
     * One item's differences to items of higher rows.
     *
     * @param others item rows, rising
     * @param counts common users
     * @param means damped mean differences
     */
    record Row(int[] others, int[] counts, double[] means) {}

    private ItemDifferences(SparseRows means, int[] counts) {
        this.means = means;
        this.counts = counts;
    }

    /** The differences of all pairs, given once for each pair. */
    static ItemDifferences ofUpperRows(Row[] rows) {
        int[] starts = starts(rows);
        int[] next = starts.clone();
        int[] columns = new int[starts[rows.length]];
        int[] counts = new int[columns.length];
        double[] means = new double[columns.length];
        // Items in rising order write to rows in which all lower items have written already.
        for (int item = 0; item < rows.length; item++) {
            Row row = rows[item];
            for (int k = 0; k < row.others.length; k++) {
                put(
                        next[item]++,
                        row.others[k],
                        row.counts[k],
                        row.means[k],
                        columns,
                        counts,
                        means);
                int mirror = next[row.others[k]]++;
                put(mirror, item, row.counts[k], -row.means[k], columns, counts, means);
            }
        }
        return new ItemDifferences(SparseRows.of(rows.length, starts, columns, means), counts);
    }

    private static void put(
            int at,
            int column,
            int count,
            double mean,
            int[] columns,
            int[] counts,
            double[] means) {
        columns[at] = column;
        counts[at] = count;
        means[at] = mean;
    }

    private static int[] starts(Row[] rows) {
        long total = 0;
        int[] starts = new int[rows.length + 1];
        for (int item = 0; item < rows.length; item++) {
            starts[item + 1] += rows[item].others.length;
            for (int other : rows[item].others) {
                starts[other + 1]++;
            }
            total += 2L * rows[item].others.length;
        }
        if (total > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "%d pairs of items have common users, which is too many. Maybe raise minimumOverlap."
                            .formatted(total / 2));
        }
        for (int item = 0; item < rows.length; item++) {
            starts[item + 1] += starts[item];
        }
        return starts;
    }

    int items() {
        return means.rows();
    }

    /** The entry of a pair, or -1. */
    int find(int item, int other) {
        return means.find(item, other);
    }

    double mean(int entry) {
        return means.value(entry);
    }

    int count(int entry) {
        return counts[entry];
    }

    /** Writes each pair once: the upper triangle. */
    void save(Tensors out) {
        int size = means.entries() / 2;
        int[] starts = new int[items() + 1];
        int[] others = new int[size];
        int[] sizes = new int[size];
        double[] differences = new double[size];
        int to = 0;
        for (int item = 0; item < items(); item++) {
            for (int k = means.start(item); k < means.end(item); k++) {
                if (means.column(k) > item) {
                    put(
                            to++,
                            means.column(k),
                            counts[k],
                            means.value(k),
                            others,
                            sizes,
                            differences);
                }
            }
            starts[item + 1] = to;
        }
        out.put("model.starts", starts);
        out.put("model.others", others);
        out.put("model.counts", sizes);
        out.put("model.means", differences);
    }

    static ItemDifferences load(int items, Tensors in) {
        SparseRows upper =
                SparseRows.of(
                        items,
                        in.ints("model.starts"),
                        in.ints("model.others"),
                        in.doubles("model.means"));
        int[] counts = in.ints("model.counts");
        Checks.sameLength("model.counts", upper.entries(), counts.length);
        int[] others = upper.columnArray();
        double[] means = upper.values();
        Row[] rows = new Row[upper.rows()];
        for (int item = 0; item < rows.length; item++) {
            int start = upper.start(item);
            int end = upper.end(item);
            if (start < end && others[start] <= item) {
                throw new IllegalArgumentException(
                        "row %d of the differences holds item %d, which is not above it"
                                .formatted(item, others[start]));
            }
            rows[item] =
                    new Row(
                            Arrays.copyOfRange(others, start, end),
                            Arrays.copyOfRange(counts, start, end),
                            Arrays.copyOfRange(means, start, end));
        }
        return ofUpperRows(rows);
    }
}
