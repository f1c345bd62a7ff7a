package dev.kindred.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who changed what, in order; only {@link Persons#erase} ever changes an entry. */
public interface Audit {
    /** The field of details with the network address that a request came from; it names nobody. */
    String ADDRESS = "address";

    /**
     * An entry.
     *
     * @param actor id of the key or name of the part that acted
     * @param action such as "model.activate"
     * @param project in which; null = the whole store
     * @param target what it was done to
     * @param details a JSON object
     */
    record Entry(
            long sequence,
            long time,
            String actor,
            String action,
            @Nullable String project,
            @Nullable String target,
            @Nullable String details) {}

    void add(
            String actor,
            String action,
            @Nullable String project,
            @Nullable String target,
            @Nullable String details);

    /** Entries below a number, newest first; {@link Long#MAX_VALUE} starts at the end. */
    List<Entry> list(long below, int limit);
}
