package dev.kindred.store;

/** What one project holds. Methods throw NOT_FOUND once the project was deleted. */
public interface Project {
    String id();

    Events events();

    Users users();

    Items items();

    Persons persons();

    Models models();

    Documents documents();

    Jobs jobs();

    Idempotency idempotency();

    Exposures exposures();

    Outcomes outcomes();

    Series series();

    /**
     * Counters that answers kept elsewhere depend on.
     *
     * @param sequence highest sequence number given to an event
     * @param deletions changes to events that were no appends: undo, erase, merge
     * @param catalogue changes to items
     * @param documents changes to documents of any kind
     */
    record Versions(long sequence, long deletions, long catalogue, long documents) {}

    Versions versions();

    /**
     * What an answer to a user depends on. With SQLite it is mostly read from memory, in less than
     * a microsecond; with PostgreSQL, which other servers may write to, it is two short queries.
     * Whoever reads it after a write of this process has returned sees that write.
     */
    Freshness freshness(String user);
}
