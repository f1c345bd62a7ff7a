package dev.kindred.store;

import dev.kindred.store.Outcomes.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What concerns one person in all parts of a project. */
public interface Persons {
    /**
     * All that is stored of a person.
     *
     * @param user description, or null if there is none
     * @param events of the person, in order
     * @param owned ids of the items that the person offers
     * @param exposures what the person was shown, newest first
     * @param outcomes totals that experiments recorded of the person
     */
    record Export(
            @Nullable UserRecord user,
            List<StoredEvent> events,
            List<String> owned,
            List<Exposure> exposures,
            List<Outcome> outcomes) {}

    /**
     * What was removed.
     *
     * @param events of the person
     * @param user whether there was a description
     * @param answers recorded answers to requests that named the person
     * @param exposures lists that the person was shown
     * @param outcomes totals that experiments recorded of the person
     * @param mentions jobs and states of documents that named the person, and now do not
     */
    record Erased(
            int events, boolean user, int answers, int exposures, int outcomes, int mentions) {}

    Export export(String user);

    /**
     * Removes a person: events, description, recorded answers, exposures, variants and totals in
     * experiments (their sums stay), ownership of items, the name in the audit log, in jobs and in
     * documents (in fields that name people; an equal word elsewhere stays); the derived snapshot
     * of the log is deleted. What remains is a hash of the id, by which {@link #isErased} answers.
     * SQLite overwrites the freed space and empties its journal; in PostgreSQL that is the work of
     * VACUUM.
     */
    Erased erase(String user);

    /** Whether the user was erased, and has sent no event and got no description since. */
    boolean isErased(String user);

    /**
     * Gives a guest's events and exposures to an account, and the guest's description if the
     * account has none. In experiments the account takes the guest's variant and totals, unless it
     * was exposed itself: then it keeps its own, the guest's stay in the sums, and where the two
     * variants differ, both are units that crossed over.
     *
     * @return how many events moved
     * @throws IllegalArgumentException if both are the same
     */
    int merge(String guest, String account);
}
