package dev.kindred.benchmarks.synthetic;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Interaction sets of any size, made from a seed: item popularity after Zipf and Mandelbrot ({@code
 * 1 / (rank + 20)}), lognormal activity of users, genres that users have a taste for, tastes that
 * drift in time, and ratings from 1 to 5 that follow the taste.
 *
 * <p>Each user has two genres; early events favour the first, late ones the second. Four events of
 * five are drawn from the favoured genre by popularity, one from all items. Nobody has an item
 * twice. Item row r is the item of popularity rank r, user u and item i have the ids {@code "u" +
 * u} and {@code "i" + i}, and users come one after the other with their events in order of time.
 * The numbers depend on the shape alone, on any JDK.
 *
 * <p>Cost: O(interactions log items) time, O(users + items) memory; {@link #dataset} adds 20 bytes
 * per interaction.
 *
 * @param users number of users, each with at least one interaction
 * @param items number of items
 * @param interactions number of interactions, at most half of all pairs
 * @param genres number of genres
 * @param seed all random numbers come from it
 */
public record SyntheticData(int users, int items, int interactions, int genres, long seed) {
    /** Sized like MovieLens 20M with its ratings of 4 and more. */
    public static final SyntheticData SYN20M =
            new SyntheticData(136_677, 20_108, 10_000_000, 32, 20);

    /** The first possible time: 2020-01-01 UTC. */
    public static final long START = 1_577_836_800_000L;

    /** All events happen within this time, in milliseconds: two years. */
    public static final long SPAN = 730L * 24 * 3600 * 1000;

    public SyntheticData {
        Checks.positive("users", users);
        Checks.positive("items", items);
        Checks.positive("genres", genres);
        if (interactions < users || interactions > (long) users * Math.max(1, items / 2)) {
            throw new IllegalArgumentException(
                    "interactions must be at least the %d users and at most half of all pairs, but is %d"
                            .formatted(users, interactions));
        }
    }

    /** A set of about the proportions of MovieLens 20M with the given number of interactions. */
    public static SyntheticData ofSize(int interactions, long seed) {
        int users = Math.max(10, (int) (interactions / 73L));
        int items = Math.max(50, (int) (Math.sqrt(interactions) * 6.36));
        return new SyntheticData(users, items, interactions, 32, seed);
    }

    /** Takes interactions, by rows. */
    @FunctionalInterface
    public interface Sink {
        /**
         * One interaction.
         *
         * @param value the rating, 1 to 5
         * @param time milliseconds since 1970-01-01 UTC
         */
        void accept(int user, int item, int value, long time);
    }

    /** The genre of an item. */
    public int genre(int item) {
        return SyntheticGenres.genre(this, item);
    }

    /** Makes all interactions, user by user. */
    public void forEach(Sink sink) {
        int[] counts = SyntheticActivity.counts(this);
        var maker = new SyntheticUser(this);
        for (int user = 0; user < users; user++) {
            maker.make(user, counts[user], sink);
        }
    }

    /** Writes CSV with the columns user, item, value, time (seconds since 1970). */
    public void writeCsv(Appendable out) {
        try {
            out.append("user,item,value,time\n");
            forEach(
                    (user, item, value, time) -> {
                        try {
                            out.append('u').append(Integer.toString(user));
                            out.append(",i").append(Integer.toString(item));
                            out.append(',').append((char) ('0' + value)).append(',');
                            out.append(Long.toString(time / 1000)).append('\n');
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All interactions as a log, with ratings as values. */
    public InteractionLog log() {
        var log = new InteractionLog();
        String[] itemIds = new String[items];
        Arrays.setAll(itemIds, item -> "i" + item);
        forEach(
                (user, item, value, time) ->
                        log.add("u" + user, itemIds[item], Interaction.RATING, value, time));
        return log;
    }

    /** All interactions with ratings as values, without a log in between. */
    public Dataset dataset() {
        return dataset(true);
    }

    /** All interactions with 1 as value, without a log in between. */
    public Dataset likes() {
        return dataset(false);
    }

    private Dataset dataset(boolean rated) {
        int[] starts = new int[users + 1];
        int[] counts = SyntheticActivity.counts(this);
        for (int user = 0; user < users; user++) {
            starts[user + 1] = starts[user] + counts[user];
        }
        int[] columns = new int[interactions];
        float[] values = new float[rated ? interactions : 0];
        long[] times = new long[interactions];
        int[] order = new int[interactions];
        var maker = new SyntheticUser(this);
        for (int user = 0; user < users; user++) {
            var row = new SyntheticRow(counts[user]);
            maker.make(user, counts[user], row);
            row.copyTo(starts[user], columns, values, times, order);
        }
        SparseRows byUser =
                rated
                        ? SparseRows.ofFloats(items, starts, columns, values)
                        : SparseRows.of(items, starts, columns, null);
        return new Dataset(
                ids("u", users),
                ids("i", items),
                byUser,
                order,
                times,
                Attributes.NONE,
                Attributes.NONE);
    }

    private static IdIndex ids(String prefix, int count) {
        var builder = new IdIndex.Builder();
        for (int row = 0; row < count; row++) {
            builder.add(prefix + row);
        }
        return builder.build();
    }
}
