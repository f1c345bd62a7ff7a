package dev.kindred.blend;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Trains an algorithm on users and on item attributes: each value of an attribute is one more user
 * (or several) who likes all items that have it, with the mean of the positive values. Items that
 * nobody knows yet get weights and factors from what they have in common with others.
 *
 * <p>A value that only one item has teaches nothing and is left out, and so is one that more than
 * half of the items have. The extra users come after the real ones, whose rows stay as they are.
 *
 * <p>Cost: that of the algorithm on as many more interactions as there are values, times the
 * weight.
 *
 * <p>Source: O. Jeunen, J. Van Balen, B. Goethals, "Closed-Form Models for Collaborative Filtering
 * with Side-Information", RecSys 2020 (the collective model of EASE). Differs in working for any
 * algorithm, and in whole-number weights.
 *
 * @param <M> the model that the algorithm trains
 */
public final class FeatureAugmented<M extends Model> implements Algorithm<M> {
    private final Algorithm<M> algorithm;
    private final List<String> fields;
    private final int weight;

    /**
     * An algorithm that is trained on attributes as well.
     *
     * @param fields item attributes, or {@code *} alone for all
     * @param weight how many users each value counts as; at least 1
     */
    public FeatureAugmented(Algorithm<M> algorithm, List<String> fields, int weight) {
        this.algorithm = algorithm;
        this.fields = List.copyOf(fields);
        this.weight = Checks.positive("attributeWeight", weight);
    }

    /** Data without these attributes is trained on as it is. */
    @Override
    public M fit(Dataset data, FitContext context) {
        return algorithm.fit(augmented(data), context);
    }

    /** The data with the values of the attributes as users. */
    Dataset augmented(Dataset data) {
        List<int[]> rows = new ArrayList<>();
        for (int[] items : itemsByValue(data)) {
            for (int copy = 0; copy < weight; copy++) {
                rows.add(items);
            }
        }
        return rows.isEmpty() ? data : withRows(data, rows);
    }

    /** The items of each value that tells some apart from others. */
    private List<int[]> itemsByValue(Dataset data) {
        Attributes attributes = data.itemAttributes();
        int items = data.items().size();
        List<int[]> byValue = new ArrayList<>();
        List<String> wanted = fields.equals(List.of(Part.ALL)) ? attributes.fields() : fields;
        for (String field : wanted) {
            var rows = new TreeMap<String, List<Integer>>();
            for (int item = 0; item < items; item++) {
                for (String value : attributes.values(item, field)) {
                    rows.computeIfAbsent(value, key -> new ArrayList<>()).add(item);
                }
            }
            for (List<Integer> row : rows.values()) {
                int[] distinct = row.stream().mapToInt(item -> item).distinct().toArray();
                if (distinct.length > 1 && distinct.length <= (items + 1) / 2) {
                    byValue.add(distinct);
                }
            }
        }
        return byValue;
    }

    private static Dataset withRows(Dataset data, List<int[]> rows) {
        SparseRows byUser = data.byUser();
        int extra = rows.stream().mapToInt(row -> row.length).sum();
        int size = Math.addExact(data.size(), extra);
        int[] starts = Arrays.copyOf(byUser.startArray(), byUser.rows() + rows.size() + 1);
        int[] columns = Arrays.copyOf(byUser.columnArray(), size);
        double[] values = Arrays.copyOf(byUser.values(), size);
        int[] order = new int[size];
        Arrays.setAll(order, at -> at < data.size() ? data.eventEntry(at) : at);
        Arrays.fill(values, data.size(), size, meanOfLikes(values, data.size()));
        int to = data.size();
        for (int row = 0; row < rows.size(); row++) {
            int[] items = rows.get(row);
            System.arraycopy(items, 0, columns, to, items.length);
            to += items.length;
            starts[byUser.rows() + row + 1] = to;
        }
        return new Dataset(
                users(data.users(), rows.size()),
                data.items(),
                SparseRows.of(data.items().size(), starts, columns, values),
                order,
                data.hasTimes() ? times(data, size) : null,
                data.userAttributes(),
                data.itemAttributes());
    }

    private static double meanOfLikes(double[] values, int size) {
        double[] liked = Arrays.stream(values, 0, size).filter(value -> value > 0).toArray();
        return liked.length == 0 ? 1 : (float) Arrays.stream(liked).average().orElse(1);
    }

    private static long[] times(Dataset data, int size) {
        long[] times = new long[size];
        Arrays.setAll(times, k -> k < data.size() ? data.time(k) : Interaction.NO_TIME);
        return times;
    }

    private static IdIndex users(IdIndex real, int extra) {
        var users = new IdIndex.Builder();
        real.ids().forEach(users::add);
        for (int number = 0; users.size() < real.size() + extra; number++) {
            users.add("attribute " + number); // a user with this very id keeps it
        }
        return users.build();
    }
}
