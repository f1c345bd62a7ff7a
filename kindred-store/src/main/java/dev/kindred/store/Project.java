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

    /**
     * Counters that answers kept elsewhere depend on.
     *
     * @param sequence highest sequence number given to an event
     * @param deletions changes to events that were no appends: undo, erase, merge
     * @param catalogue changes to items
     */
    record Versions(long sequence, long deletions, long catalogue) {}

    Versions versions();
}
