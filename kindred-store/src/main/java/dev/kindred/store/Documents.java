package dev.kindred.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON documents with a history: rules, pipelines, named lists, experiments. */
public interface Documents {
    /** Stored whatever the version is now. */
    long ANY_VERSION = -1;

    /** Stored only if there is no such document. */
    long NEW = 0;

    /**
     * One state of a document.
     *
     * @param kind such as "rule"
     * @param version 1 for the first, one more with each change
     * @param body a JSON object; null: deleted by this change
     * @param author who made the change
     * @param time of the change, in milliseconds since 1970-01-01 UTC
     */
    record Document(
            String kind,
            String id,
            long version,
            @Nullable String body,
            String author,
            long time) {}

    /**
     * Stores a new state.
     *
     * @param expected the version it replaces, {@link #NEW} or {@link #ANY_VERSION}
     * @throws StoreException CONFLICT if the version is another one by now
     */
    Document put(String kind, String id, String body, long expected, String author);

    /** The present state; null if there is none or it was deleted. */
    @Nullable Document get(String kind, String id);

    /** The present states of a kind, by id. */
    List<Document> list(String kind);

    /** All states, newest first. */
    List<Document> history(String kind, String id);

    /** Deletes; the history stays. False if there is none. */
    boolean delete(String kind, String id, long expected, String author);
}
