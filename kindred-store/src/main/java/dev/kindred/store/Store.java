package dev.kindred.store;

import java.nio.file.Path;

/**
 * All that a server keeps, for every project. Thread-safe.
 *
 * <p>A write that has returned survives the death of the process and of the machine. Concurrent
 * writes share one transaction, in the order in which they came; each is done whole or not at all.
 *
 * <p>Every method may throw {@link StoreException}: its reason says whether to try again. Bad
 * arguments are an {@link IllegalArgumentException}, and change nothing.
 */
public interface Store extends AutoCloseable {
    /** The project that every new store has. */
    String DEFAULT_PROJECT = "default";

    Projects projects();

    /**
     * A project.
     *
     * @throws StoreException NOT_FOUND if there is none with this id
     */
    Project project(String id);

    Keys keys();

    Audit audit();

    /**
     * Writes all that is stored, and the model files, into one zip file, as it is at one moment;
     * reads and writes go on meanwhile.
     *
     * @param file must not exist yet
     */
    Backup backup(Path file);

    /**
     * Asks the database for an answer.
     *
     * @throws StoreException UNAVAILABLE if it gives none within seconds
     */
    void ping();

    /** Finishes the writes under way and lets go of the files; a second call does nothing. */
    @Override
    void close();
}
