package dev.kindred.store;

import dev.kindred.data.Dedupe;
import dev.kindred.data.InteractionLog;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The append-only log of what users did, numbered in the order in which it was stored. */
public interface Events {
    /** The most events of one call. */
    int MAX_BATCH = 100_000;

    /**
     * The outcome of an append.
     *
     * @param accepted events stored now
     * @param duplicates events whose id was stored before, or came twice in this call
     * @param sequence highest number given out so far in the project
     */
    record Appended(int accepted, int duplicates, long sequence) {}

    /**
     * Which events; parts that are null do not matter.
     *
     * @param user id of the user
     * @param item id of the item
     * @param type of the events
     */
    record Filter(@Nullable String user, @Nullable String item, @Nullable String type) {
        public static final Filter ALL = new Filter(null, null, null);

        public static Filter user(String user) {
            return new Filter(user, null, null);
        }
    }

    /**
     * What the list made for a user depends on: changes with every change to the user's events.
     *
     * @param sequence number of the user's last event, 0 if there is none
     * @param rewrites changes with every change to the user's events that was no append, and to the
     *     user's description
     */
    record HistoryVersion(long sequence, long rewrites) {}

    /**
     * Stores events, all or none.
     *
     * <p>Cost: some 10 microseconds each; a forced write to the disk per transaction, shared with
     * other writers.
     */
    Appended append(List<Event> events, WriteMode mode);

    /** Events after a number, in order: the log as it was written, overwritten ones included. */
    List<StoredEvent> list(Filter filter, long after, int limit);

    /**
     * Passes on the events after a number that followed a recommendation, in order.
     *
     * <p>Cost: the database looks at every event after that number.
     *
     * @return up to which number was looked
     */
    long followingRecommendations(long after, Consumer<StoredEvent> each);

    /** The last events of a user that count, oldest first. */
    List<StoredEvent> history(String user, int limit);

    HistoryVersion version(String user);

    /**
     * Deletes events.
     *
     * @return how many
     * @throws IllegalArgumentException if the filter names neither a user nor an item
     */
    int delete(Filter filter);

    /**
     * Deletes what is older: the events before a time, and with those that overwrite also what they
     * overwrote. Events without a time stay. Runs in many short transactions, so that other writes
     * go on; the snapshot is built anew.
     *
     * @return how many
     */
    int deleteBefore(long time);

    long count();

    /**
     * The events that count, in the order of the log: the input of training. Overwritten ones are
     * left out; several that add up are all there (see {@link Dedupe#SUM}).
     *
     * <p>Read from a derived snapshot beside the store, and from the database only what came since:
     * some millions a second.
     */
    InteractionLog interactions();
}
