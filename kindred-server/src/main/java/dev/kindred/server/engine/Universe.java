package dev.kindred.server.engine;

import dev.kindred.data.Attributes;
import dev.kindred.data.IdIndex;
import dev.kindred.expression.Scope;
import dev.kindred.store.Catalogue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All items that can be recommended now: those of the model in its rows, then those of the
 * catalogue that are younger, then those that only events name. Immutable and thread-safe.
 *
 * <p>Cost: a new one goes through all items, some 3 microseconds each; {@link #withAvailability} is
 * nearly free.
 */
final class Universe {
    private static final int NOT_LISTED = -1;

    private final IdIndex items;
    private final IdIndex modelItems;
    private final Catalogue catalogue;
    private final Catalogue describedBy; // of which items and attributes are
    private final int counted;
    private final int[] catalogueRows;
    private final Attributes attributes;
    private final Scope scope;
    private final Lazy<Map<String, int[]>> owned;
    private final Lazy<long[]> created;

    private Universe(
            IdIndex items,
            IdIndex modelItems,
            Catalogue catalogue,
            Catalogue describedBy,
            int counted,
            int[] catalogueRows,
            Attributes attributes,
            Scope scope,
            Lazy<Map<String, int[]>> owned,
            Lazy<long[]> created) {
        this.items = items;
        this.modelItems = modelItems;
        this.catalogue = catalogue;
        this.describedBy = describedBy;
        this.counted = counted;
        this.catalogueRows = catalogueRows;
        this.attributes = attributes;
        this.scope = scope;
        this.owned = owned;
        this.created = created;
    }

    /**
     * Puts the items together.
     *
     * @param counted items that events name
     * @param before an earlier state, of which what did not change is taken over; or null
     */
    static Universe of(
            IdIndex modelItems, Catalogue catalogue, IdIndex counted, @Nullable Universe before) {
        boolean goesOn = before != null && before.modelItems == modelItems;
        if (goesOn
                && before.counted == counted.size()
                && before.describedBy.attributes() == catalogue.attributes()) {
            return before.with(catalogue, catalogue);
        }
        IdIndex items = all(goesOn ? before.items : modelItems, catalogue, counted);
        int[] rows = new int[items.size()];
        Arrays.fill(rows, NOT_LISTED);
        for (int row = 0; row < catalogue.ids().size(); row++) {
            int to = items.row(catalogue.ids().id(row));
            if (to != IdIndex.ABSENT) {
                rows[to] = row;
            }
        }
        Attributes attributes = catalogue.attributes().align(items);
        return new Universe(
                items,
                modelItems,
                catalogue,
                catalogue,
                counted.size(),
                rows,
                attributes,
                Scope.ofItems(attributes, 0),
                new Lazy<>(() -> owned(attributes)),
                new Lazy<>(() -> created(attributes, goesOn ? before : null)));
    }

    /**
     * The same items with the same attributes; which of them may be recommended is as a later
     * version of the catalogue says. What is new or described otherwise there is not yet seen.
     */
    Universe withAvailability(Catalogue later) {
        return with(later, describedBy);
    }

    private Universe with(Catalogue later, Catalogue by) {
        return new Universe(
                items,
                modelItems,
                later,
                by,
                counted,
                catalogueRows,
                attributes,
                scope,
                owned,
                created);
    }

    private static IdIndex all(IdIndex start, Catalogue catalogue, IdIndex counted) {
        var all = new IdIndex.Builder(start);
        for (int row = 0; row < catalogue.ids().size(); row++) {
            if (catalogue.isThere(row)) {
                all.add(catalogue.ids().id(row));
            }
        }
        for (int row = 0; row < counted.size(); row++) {
            String id = counted.id(row);
            int listed = catalogue.ids().row(id);
            if (listed == IdIndex.ABSENT || catalogue.isThere(listed)) {
                all.add(id);
            }
        }
        return all.size() == start.size() ? start : all.build();
    }

    private static Map<String, int[]> owned(Attributes attributes) {
        Map<String, int[]> owned = new HashMap<>();
        if (!attributes.fields().contains("owner")) {
            return owned;
        }
        for (int row = 0; row < attributes.ids().size(); row++) {
            List<String> owner = attributes.values(row, "owner");
            if (!owner.isEmpty()) {
                int[] rows = owned.getOrDefault(owner.get(0), new int[0]);
                rows = Arrays.copyOf(rows, rows.length + 1);
                rows[rows.length - 1] = row;
                owned.put(owner.get(0), rows);
            }
        }
        return owned;
    }

    /**
     * Texts of moments are read once: their rows, and where they did not change they themselves,
     * stay.
     */
    private static long[] created(Attributes attributes, @Nullable Universe before) {
        long[] known = before == null ? new long[0] : before.created.get();
        long[] created = new long[attributes.ids().size()];
        for (int row = 0; row < created.length; row++) {
            List<String> from = attributes.values(row, "availableFrom");
            List<String> time = from.isEmpty() ? attributes.values(row, "created") : from;
            boolean same =
                    row < known.length
                            && before.attributes.values(row, "availableFrom") == from
                            && (!from.isEmpty()
                                    || before.attributes.values(row, "created") == time);
            created[row] =
                    same ? known[row] : time.isEmpty() ? Long.MAX_VALUE : millis(time.get(0));
        }
        return created;
    }

    private static long millis(String time) {
        try {
            return Instant.parse(time).toEpochMilli();
        } catch (DateTimeException e) {
            return Long.MAX_VALUE; // an attribute of the same name, not the store's
        }
    }

    /** When an item came into the catalogue; {@code Long.MAX_VALUE} if it is not there. */
    long created(int row) {
        return created.get()[row];
    }

    IdIndex items() {
        return items;
    }

    int size() {
        return items.size();
    }

    Catalogue catalogue() {
        return catalogue;
    }

    /** Whether nothing is new since, nor described otherwise. */
    boolean isOf(Catalogue now, IdIndex countedNow) {
        return described() == now.version() && counted == countedNow.size();
    }

    /** The version of the catalogue that items and attributes are of. */
    long described() {
        return describedBy.version();
    }

    /** What is known of the items, by row. */
    Attributes attributes() {
        return attributes;
    }

    /** The names that expressions may use. */
    Scope scope(long now) {
        return scope.at(now);
    }

    /** The row of an item in the catalogue, or below 0. */
    int catalogueRow(int row) {
        return catalogueRows[row];
    }

    /**
     * Whether an item may be recommended at a moment: in the catalogue or named by events alone.
     */
    boolean isAvailable(int row, long now) {
        int listed = catalogueRows[row];
        return listed == NOT_LISTED || catalogue.isAvailable(listed, now);
    }

    /** The first moment at which an item may no longer be recommended. */
    long availableUntil(int row) {
        int listed = catalogueRows[row];
        return listed == NOT_LISTED ? Long.MAX_VALUE : catalogue.availableUntil(listed);
    }

    /** An item's vector from elsewhere, or null. */
    float @Nullable [] embedding(int row) {
        int listed = catalogueRows[row];
        return listed == NOT_LISTED ? null : catalogue.embedding(listed);
    }

    /** The rows of the items that a user offers. */
    int[] ownedBy(String user) {
        return owned.get().getOrDefault(user, new int[0]);
    }
}
