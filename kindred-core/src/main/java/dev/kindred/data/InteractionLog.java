package dev.kindred.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Interactions in the order in which they came, in columns: append-only, about 25 bytes each. Not
 * thread-safe while it is written.
 */
public final class InteractionLog implements Iterable<Interaction> {
    private final IdIndex.Builder users = new IdIndex.Builder();
    private final IdIndex.Builder items = new IdIndex.Builder();
    private final List<String> types = new ArrayList<>();
    private int[] user = new int[1024];
    private int[] item = new int[1024];
    private byte[] type = new byte[1024];
    private double[] value = new double[1024];
    private long[] time = new long[1024];
    private int size;

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
        int length = (int) Math.min(size * 2L, Integer.MAX_VALUE - 8);
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
