package dev.kindred.data;

import dev.kindred.internal.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Interactions in the order in which they came, in columns: append-only, about 25 bytes each. Not
 * thread-safe while it is written.
 */
public final class InteractionLog implements Iterable<Interaction> {
    private final IdIndex.Builder users;
    private final IdIndex.Builder items;
    private final List<String> types = new ArrayList<>();
    private int[] user = new int[1024];
    private int[] item = new int[1024];
    private byte[] type = new byte[1024];
    private double[] value = new double[1024];
    private long[] time = new long[1024];
    private int size;

    public InteractionLog() {
        users = new IdIndex.Builder();
        items = new IdIndex.Builder();
    }

    private InteractionLog(IdIndex users, IdIndex items, List<String> types, Columns columns) {
        this.users = new IdIndex.Builder(users);
        this.items = new IdIndex.Builder(items);
        types.forEach(this::typeRow);
        user = columns.user();
        item = columns.item();
        type = columns.type();
        value = columns.value();
        time = columns.time();
        size = user.length;
    }

    /**
     * Whole columns: place k of each is interaction k.
     *
     * @param user rows of the users
     * @param item rows of the items
     * @param type positions of the types
     * @param value finite numbers
     * @param time milliseconds since 1970-01-01 UTC, or {@link Interaction#NO_TIME}
     */
    public record Columns(int[] user, int[] item, byte[] type, double[] value, long[] time) {}

    /**
     * A log of columns, which it takes over; it can go on. Cost: one pass over the columns.
     *
     * @throws IllegalArgumentException if the columns differ in length, name a row that is not
     *     there, hold a value that is not finite, or there are more than 127 types
     */
    public static InteractionLog ofColumns(
            IdIndex users, IdIndex items, List<String> types, Columns columns) {
        int size = columns.user().length;
        Checks.sameLength("item", size, columns.item().length);
        Checks.sameLength("type", size, columns.type().length);
        Checks.sameLength("value", size, columns.value().length);
        Checks.sameLength("time", size, columns.time().length);
        for (int k = 0; k < size; k++) {
            checkRow("user", columns.user()[k], users.size());
            checkRow("item", columns.item()[k], items.size());
            checkRow("type", columns.type()[k], types.size());
            Checks.finite("value", columns.value()[k]);
        }
        return new InteractionLog(users, items, types, columns);
    }

    /** The columns so far: copies. */
    public Columns columns() {
        return new Columns(
                Arrays.copyOf(user, size),
                Arrays.copyOf(item, size),
                Arrays.copyOf(type, size),
                Arrays.copyOf(value, size),
                Arrays.copyOf(time, size));
    }

    /** A log of some of the interactions, with the same rows of users, items and types. */
    public InteractionLog only(BitSet kept) {
        int[] from = kept.stream().takeWhile(k -> k < size).toArray();
        var columns =
                new Columns(
                        new int[from.length],
                        new int[from.length],
                        new byte[from.length],
                        new double[from.length],
                        new long[from.length]);
        for (int k = 0; k < from.length; k++) {
            columns.user[k] = user[from[k]];
            columns.item[k] = item[from[k]];
            columns.type[k] = type[from[k]];
            columns.value[k] = value[from[k]];
            columns.time[k] = time[from[k]];
        }
        return new InteractionLog(users.build(), items.build(), types, columns);
    }

    private static void checkRow(String what, int row, int rows) {
        if (row < 0 || row >= rows) {
            throw new IllegalArgumentException(
                    "%s row %d does not exist; there are %d".formatted(what, row, rows));
        }
    }

    /** A log of the given interactions. */
    public static InteractionLog of(Iterable<Interaction> interactions) {
        if (interactions instanceof InteractionLog log) {
            return log;
        }
        var log = new InteractionLog();
        interactions.forEach(log::add);
        return log;
    }

    /** A log of the given interactions. */
    public static InteractionLog of(Interaction... interactions) {
        return of(Arrays.asList(interactions));
    }

    public void add(Interaction one) {
        add(one.user(), one.item(), one.type(), one.value(), one.time());
    }

    /**
     * Appends one interaction.
     *
     * @throws IllegalArgumentException if an id is no id ({@link IdIndex}), the value is not
     *     finite, or this is the 128th type
     */
    public void add(String userId, String itemId, String typeName, double value, long time) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "value must be a finite number, but is %s".formatted(value));
        }
        int typeRow = typeRow(typeName);
        // An id that the other one's error leaves without interaction is harmless: the builder
        // drops it.
        int userRow = users.add(userId);
        int itemRow = items.add(itemId);
        if (size == user.length) {
            grow();
        }
        user[size] = userRow;
        item[size] = itemRow;
        type[size] = (byte) typeRow;
        this.value[size] = value;
        this.time[size] = time;
        size++;
    }

    private int typeRow(String name) {
        int row = types.indexOf(name);
        if (row >= 0) {
            return row;
        }
        if (types.size() == Byte.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "there may be at most %d interaction types; \"%s\" is one more. Maybe the type column is not a type."
                            .formatted((int) Byte.MAX_VALUE, name));
        }
        types.add(name);
        return types.size() - 1;
    }

    private void grow() {
        int length = (int) Math.min(Math.max(1024, size * 2L), Integer.MAX_VALUE - 8);
        user = Arrays.copyOf(user, length);
        item = Arrays.copyOf(item, length);
        type = Arrays.copyOf(type, length);
        value = Arrays.copyOf(value, length);
        time = Arrays.copyOf(time, length);
    }

    public int size() {
        return size;
    }

    /** Every user so far; a snapshot. */
    public IdIndex users() {
        return users.build();
    }

    /** Every item so far; a snapshot. */
    public IdIndex items() {
        return items.build();
    }

    /** The types so far, in the order in which they came. */
    public List<String> types() {
        return List.copyOf(types);
    }

    /** The user of interaction k, as row of {@link #users}. */
    public int user(int k) {
        return user[k];
    }

    /** The item of interaction k, as row of {@link #items}. */
    public int item(int k) {
        return item[k];
    }

    /** The type of interaction k, as position in {@link #types}. */
    public int type(int k) {
        return type[k];
    }

    public double value(int k) {
        return value[k];
    }

    public long time(int k) {
        return time[k];
    }

    @Override
    public Iterator<Interaction> iterator() {
        IdIndex userIds = users();
        IdIndex itemIds = items();
        return new Iterator<>() {
            private int k;

            @Override
            public boolean hasNext() {
                return k < size;
            }

            @Override
            public Interaction next() {
                if (k >= size) {
                    throw new NoSuchElementException();
                }
                int at = k++;
                return new Interaction(
                        userIds.id(user[at]),
                        itemIds.id(item[at]),
                        types.get(type[at]),
                        value[at],
                        time[at]);
            }
        };
    }
}
