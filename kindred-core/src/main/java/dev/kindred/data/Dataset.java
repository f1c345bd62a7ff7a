package dev.kindred.data;

import dev.kindred.internal.Checks;
import dev.kindred.internal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What algorithms train on: who did what with which item, at most once per user and item. Immutable
 * and thread-safe.
 *
 * <p>Built by {@link DatasetBuilder}. Users and items are rows; {@link #byUser} holds the values.
 * Each user's events also have an order: by time, and by arrival where times are equal or absent.
 */
public final class Dataset {
    private final IdIndex users;
    private final IdIndex items;
    private final SparseRows byUser;
    private final int[] eventOrder; // per user: the entries of byUser in event order
    private final long @Nullable [] times; // per entry of byUser
    private final Attributes userAttributes;
    private final Attributes itemAttributes;
    private volatile @Nullable SparseRows byItem;
    private volatile @Nullable String fingerprint;

    /**
     * A data set over the given arrays, which the caller must not change afterwards.
     *
     * @param eventOrder length {@code byUser.entries()}: for each user, between start and end of
     *     the row, the entries in event order
     * @param times time of each entry of {@code byUser}, or null where no entry has one
     */
    public Dataset(
            IdIndex users,
            IdIndex items,
            SparseRows byUser,
            int[] eventOrder,
            long @Nullable [] times,
            Attributes userAttributes,
            Attributes itemAttributes) {
        Checks.sameLength("rows", users.size(), byUser.rows());
        Checks.sameLength("columns", items.size(), byUser.columns());
        Checks.sameLength("eventOrder", byUser.entries(), eventOrder.length);
        Checks.sameLength(
                "times", byUser.entries(), times == null ? byUser.entries() : times.length);
        this.users = users;
        this.items = items;
        this.byUser = byUser;
        this.eventOrder = eventOrder;
        this.times = times;
        this.userAttributes = userAttributes.align(users);
        this.itemAttributes = itemAttributes.align(items);
    }

    public IdIndex users() {
        return users;
    }

    public IdIndex items() {
        return items;
    }

    /** Users as rows, items as columns. */
    public SparseRows byUser() {
        return byUser;
    }

    /** Items as rows, users as columns; computed at the first call. */
    public SparseRows byItem() {
        SparseRows known = byItem;
        if (known == null) {
            known = byUser.transpose();
            byItem = known;
        }
        return known;
    }

    /** The number of interactions. */
    public int size() {
        return byUser.entries();
    }

    public boolean hasTimes() {
        return times != null;
    }

    /** The time of entry k of {@link #byUser}, or {@link Interaction#NO_TIME}. */
    public long time(int k) {
        return times == null ? Interaction.NO_TIME : times[k];
    }

    /** The latest time of all interactions, or {@link Interaction#NO_TIME}. */
    public long latestTime() {
        long latest = Interaction.NO_TIME;
        for (int k = 0; times != null && k < times.length; k++) {
            latest = Math.max(latest, times[k]);
        }
        return latest;
    }

    /**
     * The entry of {@link #byUser} at a position of the user's event order; positions go from start
     * to end.
     */
    public int eventEntry(int position) {
        return eventOrder[position];
    }

    /** What a user has done, in event order, with the user's attributes. */
    public History history(int user) {
        int start = byUser.start(user);
        int length = byUser.size(user);
        int[] rows = new int[length];
        double[] values = new double[length];
        long[] whens = new long[length];
        for (int n = 0; n < length; n++) {
            int k = eventOrder[start + n];
            rows[n] = byUser.column(k);
            values[n] = byUser.value(k);
            whens[n] = time(k);
        }
        return History.of(user, rows, values, whens).withAttributes(userAttributes.row(user));
    }

    /** Attributes of users, with the rows of {@link #users}. */
    public Attributes userAttributes() {
        return userAttributes;
    }

    /** Attributes of items, with the rows of {@link #items}. */
    public Attributes itemAttributes() {
        return itemAttributes;
    }

    /**
     * SHA-256, in hex, of ids, entries, values, order and times: equal for equal interactions,
     * whatever file they came from. Attributes are left out.
     */
    public String fingerprint() {
        String known = fingerprint;
        if (known == null) {
            known = computeFingerprint();
            fingerprint = known;
        }
        return known;
    }

    private String computeFingerprint() {
        MessageDigest digest = Sha256.digest();
        for (IdIndex index : new IdIndex[] {users, items}) {
            for (int row = 0; row < index.size(); row++) {
                byte[] id = index.id(row).getBytes(StandardCharsets.UTF_8);
                digest.update((byte) (id.length - 1)); // 1 to 256 bytes
                digest.update(id);
            }
        }
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        put(digest, buffer, users.size());
        put(digest, buffer, items.size());
        for (int user = 0; user < users.size(); user++) {
            put(digest, buffer, byUser.size(user));
            for (int at = byUser.start(user); at < byUser.end(user); at++) {
                int k = eventOrder[at];
                put(digest, buffer, byUser.column(k));
                put(digest, buffer, Double.doubleToLongBits(byUser.value(k)));
                put(digest, buffer, time(k));
            }
        }
        digest.update(buffer.flip());
        return Sha256.hex(digest.digest());
    }

    private static void put(MessageDigest digest, ByteBuffer buffer, long value) {
        if (buffer.remaining() < Long.BYTES) {
            digest.update(buffer.flip());
            buffer.clear();
        }
        buffer.putLong(value);
    }

    /**
     * The data set of some of the interactions. Users and items that keep none are dropped, items
     * with attributes excepted.
     *
     * @param keep entries of {@link #byUser} to keep
     */
    public Dataset subset(BitSet keep) {
        return new DatasetSubset(this, keep).build();
    }

    /**
     * The same interactions with more items, which nobody has; shares the arrays.
     *
     * @param more starts with {@link #items}
     * @param newItemAttributes of all of them
     */
    public Dataset withItems(IdIndex more, Attributes newItemAttributes) {
        for (int row = 0; row < items.size(); row++) {
            if (row >= more.size() || !more.id(row).equals(items.id(row))) {
                throw new IllegalArgumentException(
                        "the items must start with those that there are, but item %d is another one"
                                .formatted(row));
            }
        }
        return new Dataset(
                users,
                more,
                byUser.withColumns(more.size()),
                eventOrder,
                times,
                userAttributes,
                newItemAttributes);
    }

    /** The same interactions with other attributes. */
    public Dataset withAttributes(Attributes newUserAttributes, Attributes newItemAttributes) {
        return new Dataset(
                users, items, byUser, eventOrder, times, newUserAttributes, newItemAttributes);
    }
}
