package dev.kindred.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of items or users: for each id and field a list of texts (a title, several genres,
 * none at all). Immutable and thread-safe.
 */
public final class Attributes {
    /** No ids and no fields. */
    public static final Attributes NONE = new Builder().build();

    private static final List<String> CATEGORIES =
            List.of("genres", "genre", "categories", "category", "tags");

    private final IdIndex ids;
    private final Map<String, List<List<String>>> byField;

    private Attributes(IdIndex ids, Map<String, List<List<String>>> byField) {
        this.ids = ids;
        this.byField = byField;
    }

    /** The ids that have attributes; rows below are rows of this index. */
    public IdIndex ids() {
        return ids;
    }

    /** The names of the fields, in the order in which they came. */
    public List<String> fields() {
        return List.copyOf(byField.keySet());
    }

    /**
     * The field that looks like categories: genres, genre, categories, category or tags, the first
     * of these that is there, in any case of letters; null if none is.
     */
    public static @Nullable String categoryField(List<String> fields) {
        return CATEGORIES.stream()
                .flatMap(name -> fields.stream().filter(name::equalsIgnoreCase))
                .findFirst()
                .orElse(null);
    }

    /** The values of a field; empty where the row has none or the field does not exist. */
    public List<String> values(int row, String field) {
        List<List<String>> rows = byField.get(field);
        return rows == null || row < 0 || row >= rows.size() ? List.of() : rows.get(row);
    }

    /** The values of a field joined by "|", or null where the row has none. */
    public @Nullable String text(int row, String field) {
        List<String> values = values(row, field);
        return values.isEmpty() ? null : String.join("|", values);
    }

    /** All attributes of a row; those of a row that does not exist are empty. */
    public AttributeRow row(int row) {
        return byField.isEmpty() ? AttributeRow.NONE : new AttributeRow(this, row);
    }

    /** All attributes of an id; those of an unknown one are empty. */
    public AttributeRow of(String id) {
        return row(ids.row(id));
    }

    /** The same attributes with the rows of another index; ids that it lacks are dropped. */
    public Attributes align(IdIndex target) {
        if (target.equals(ids)) {
            return this;
        }
        if (byField.isEmpty()) {
            return new Attributes(target, byField);
        }
        int[] from = new int[target.size()];
        for (int row = 0; row < from.length; row++) {
            from[row] = ids.row(target.id(row));
        }
        var aligned = new LinkedHashMap<String, List<List<String>>>();
        byField.forEach(
                (field, values) -> {
                    var rows = new ArrayList<List<String>>(from.length);
                    for (int row : from) {
                        rows.add(row < 0 || row >= values.size() ? List.of() : values.get(row));
                    }
                    aligned.put(field, rows);
                });
        return new Attributes(target, aligned);
    }

    /** The same ids without some fields. Cost: that of the fields' number. */
    public Attributes without(Collection<String> fields) {
        var kept = new LinkedHashMap<>(byField);
        kept.keySet().removeAll(fields);
        return new Attributes(ids, kept);
    }

    /**
     * The same attributes with some rows replaced whole, and others added: values by field, by id.
     * Rows keep their place. Cost: copies the columns, not their values.
     */
    public Attributes with(Map<String, Map<String, List<String>>> rows) {
        var allIds = new IdIndex.Builder(ids);
        var columns = new LinkedHashMap<String, List<List<String>>>();
        byField.forEach((field, column) -> columns.put(field, new ArrayList<>(column)));
        rows.forEach(
                (id, values) -> {
                    int row = allIds.add(id);
                    values.keySet()
                            .forEach(f -> columns.computeIfAbsent(f, k -> new ArrayList<>()));
                    columns.forEach((field, column) -> set(column, row, values.get(field)));
                });
        columns.replaceAll((field, column) -> List.copyOf(column));
        return new Attributes(allIds.build(), columns);
    }

    private static void set(List<List<String>> column, int row, @Nullable List<String> values) {
        if (values == null && row >= column.size()) {
            return;
        }
        while (column.size() <= row) {
            column.add(List.of());
        }
        column.set(row, values == null ? List.of() : List.copyOf(values));
    }

    /** Collects attributes; not thread-safe. */
    public static final class Builder {
        private final IdIndex.Builder ids = new IdIndex.Builder();
        private final Map<String, List<List<String>>> byField = new LinkedHashMap<>();

        /** Names a field, so that it exists even if no row has it. */
        public Builder field(String name) {
            byField.computeIfAbsent(name, key -> new ArrayList<>());
            return this;
        }

        /** Names an id, so that it exists even if it has no field. */
        public Builder id(String id) {
            ids.add(id);
            return this;
        }

        /** Sets a field of an id; a second call for the same field replaces the first. */
        public Builder put(String id, String field, List<String> values) {
            int row = ids.add(id);
            Attributes.set(byField.computeIfAbsent(field, key -> new ArrayList<>()), row, values);
            return this;
        }

        public Builder put(String id, String field, String... values) {
            return put(id, field, List.of(values));
        }

        public Attributes build() {
            var copy = new LinkedHashMap<String, List<List<String>>>();
            byField.forEach((field, rows) -> copy.put(field, List.copyOf(rows)));
            return new Attributes(ids.build(), copy);
        }
    }
}
