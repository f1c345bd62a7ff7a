package dev.kindred.store;

import dev.kindred.data.Attributes;
import dev.kindred.data.IdIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All items at one version of the catalogue, in columns. Immutable and thread-safe.
 *
 * <p>Rows keep their ids from one version to the next ({@link #with}); an item that was deleted
 * keeps its row, without attributes, and is not available. A catalogue that is read whole has its
 * items by the bytes of their ids, then those that were deleted.
 *
 * <p>Cost: some hundred bytes per item beside its texts. Going on to the next version copies the
 * columns that changed, not their values: milliseconds with 100,000 items; if only hidden flags or
 * dates changed, the attributes are the same object as before.
 */
public final class Catalogue {
    /** A catalogue without items. */
    public static final Catalogue EMPTY =
            new Catalogue(
                    new Object(),
                    0,
                    Attributes.NONE,
                    new BitSet(),
                    new BitSet(),
                    new long[0],
                    new long[0],
                    Map.of());

    private final Object origin; // the same for all versions that came from one reading
    private final long version;
    private final Attributes attributes;
    private final BitSet hidden;
    private final BitSet deleted;
    private final long[] from;
    private final long[] until;
    private final Map<Integer, float[]> embeddings;

    private Catalogue(
            Object origin,
            long version,
            Attributes attributes,
            BitSet hidden,
            BitSet deleted,
            long[] from,
            long[] until,
            Map<Integer, float[]> embeddings) {
        this.origin = origin;
        this.version = version;
        this.attributes = attributes;
        this.hidden = hidden;
        this.deleted = deleted;
        this.from = from;
        this.until = until;
        this.embeddings = embeddings;
    }

    /**
     * An item as it is stored.
     *
     * @param created when it was first stored, in milliseconds since 1970-01-01 UTC
     */
    public record Entry(ItemRecord item, long created) {}

    /** The next version: some items are new or changed, some deleted. */
    public Catalogue with(long next, List<Entry> changed, Collection<String> removed) {
        var rows = new LinkedHashMap<String, Map<String, List<String>>>();
        for (Entry entry : changed) {
            rows.put(entry.item().id(), entry.item().fields(entry.created()));
        }
        removed.forEach(id -> rows.put(id, Map.of()));
        rows.entrySet().removeIf(row -> isSame(row.getKey(), row.getValue()));
        Attributes after = rows.isEmpty() ? attributes : attributes.with(rows);
        int size = after.ids().size();
        var result =
                new Catalogue(
                        this == EMPTY ? new Object() : origin,
                        next,
                        after,
                        (BitSet) hidden.clone(),
                        (BitSet) deleted.clone(),
                        Arrays.copyOf(from, size),
                        Arrays.copyOf(until, size),
                        new HashMap<>(embeddings));
        changed.forEach(entry -> result.put(entry.item()));
        for (String id : removed) {
            result.remove(after.ids().row(id));
        }
        return result;
    }

    private boolean isSame(String id, Map<String, List<String>> fields) {
        int row = ids().row(id);
        return row != IdIndex.ABSENT
                && attributes.fields().containsAll(fields.keySet())
                && attributes.fields().stream()
                        .allMatch(
                                field ->
                                        attributes
                                                .values(row, field)
                                                .equals(fields.getOrDefault(field, List.of())));
    }

    private void put(ItemRecord item) {
        int row = ids().row(item.id());
        deleted.clear(row);
        hidden.set(row, item.hidden());
        from[row] = item.availableFrom() == null ? Long.MIN_VALUE : item.availableFrom();
        until[row] = item.availableUntil() == null ? Long.MAX_VALUE : item.availableUntil();
        float[] embedding = item.embedding();
        if (embedding == null) {
            embeddings.remove(row);
        } else {
            embeddings.put(row, embedding);
        }
    }

    private void remove(int row) {
        if (row != IdIndex.ABSENT) {
            deleted.set(row);
            embeddings.remove(row);
        }
    }

    /** Whether this is a later version of the same reading: items have the rows they had. */
    public boolean continues(Catalogue earlier) {
        return origin == earlier.origin;
    }

    /** {@link Project.Versions#catalogue} at least as old as the items are. */
    public long version() {
        return version;
    }

    /** The ids of the rows; those of deleted items may be among them. */
    public IdIndex ids() {
        return attributes.ids();
    }

    /**
     * What is known of the items, with the rows of {@link #ids}, in the shape of core: the fields
     * {@link ItemRecord#fields} names.
     */
    public Attributes attributes() {
        return attributes;
    }

    /**
     * What models may learn from: the attributes of the items that were not deleted, without the
     * dates that say when an item was stored or may be shown. These tell old items from new ones,
     * and a model that learnt them would judge the items of tomorrow by the dates of its training.
     */
    public Attributes learnable() {
        Attributes described = attributes.without(ItemRecord.DATES);
        if (deleted.isEmpty()) {
            return described;
        }
        var there = new IdIndex.Builder();
        for (int row = 0; row < from.length; row++) {
            if (isThere(row)) {
                there.add(ids().id(row));
            }
        }
        return described.align(there.build());
    }

    /** The attributes, and the field {@code embedding}: its numbers, separated by blanks. */
    public Attributes attributesWithEmbeddings() {
        var rows = new HashMap<String, Map<String, List<String>>>();
        embeddings.forEach(
                (row, vector) -> {
                    var fields = new LinkedHashMap<String, List<String>>();
                    attributes.fields().forEach(f -> fields.put(f, attributes.values(row, f)));
                    fields.put("embedding", List.of(text(vector)));
                    rows.put(ids().id(row), fields);
                });
        return rows.isEmpty() ? attributes : attributes.with(rows);
    }

    private static String text(float[] vector) {
        var text = new StringBuilder();
        for (float number : vector) {
            text.append(text.isEmpty() ? "" : " ").append(number);
        }
        return text.toString();
    }

    /** Whether the item of a row may be recommended at a moment; false for rows below 0. */
    public boolean isAvailable(int row, long time) {
        return isThere(row) && !hidden.get(row) && time >= from[row] && time < until[row];
    }

    /** The first moment at which an item is no longer available. */
    public long availableUntil(int row) {
        return until[row];
    }

    /** Whether a row has an item that was not deleted. */
    public boolean isThere(int row) {
        return row >= 0 && row < from.length && !deleted.get(row);
    }

    public boolean isHidden(int row) {
        return hidden.get(row);
    }

    /** The item's vector from elsewhere, or null; not to be changed. */
    public float @Nullable [] embedding(int row) {
        return embeddings.get(row);
    }

    /** How many items there are, hidden ones included. */
    public int count() {
        return from.length - deleted.cardinality();
    }

    /** The items that are there, in the order of their rows. */
    public List<String> items() {
        var items = new ArrayList<String>();
        for (int row = 0; row < from.length; row++) {
            if (!deleted.get(row)) {
                items.add(ids().id(row));
            }
        }
        return items;
    }
}
