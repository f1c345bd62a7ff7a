package dev.kindred.server.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kindred.server.guard.StoreGate;
import dev.kindred.store.Events.HistoryVersion;
import dev.kindred.store.Project;
import dev.kindred.store.UserRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is known of users, read when it is needed and kept in memory as long as its version is the
 * newest; longer, as the last that is known, while the store does not answer. Thread-safe.
 */
final class Persons {
    /** The events of one user that are looked at; older ones do not count. */
    static final int MOST_EVENTS = 10_000;

    private static final long MOST_KEPT = 2_000_000; // events, some 100 bytes each
    private static final int PERSON = 5; // a person without events weighs as much as so many

    private final Project store;
    private final StoreGate gate;
    private final Cache<String, Person> known =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_KEPT)
                    .weigher((String id, Person one) -> PERSON + one.events().size())
                    .build();

    Persons(Project store, StoreGate gate) {
        this.store = store;
        this.gate = gate;
    }

    /** The user at a version or a newer one. */
    Person get(@Nullable String user, HistoryVersion version) {
        if (user == null) {
            return Person.GUEST;
        }
        if (version.equals(Person.NO_HISTORY)) {
            return Person.unknown(user);
        }
        Person kept = known.getIfPresent(user);
        if (kept != null && kept.version().equals(version)) {
            return kept;
        }
        Person read = gate.read(() -> read(user, version));
        known.put(user, read);
        return read;
    }

    private Person read(String user, HistoryVersion version) {
        UserRecord described = store.users().get(user);
        return new Person(
                user,
                version,
                store.events().history(user, MOST_EVENTS).stream().map(Person.Past::of).toList(),
                described == null ? java.util.Map.of() : described.fields());
    }

    /** The last that is known of a user, be it out of date; a stranger where nothing is. */
    Person lastKnown(@Nullable String user) {
        Person kept = user == null ? null : known.getIfPresent(user);
        return kept == null ? Person.unknown(user) : kept;
    }

    /** Forgets a user, as after an erasure. */
    void forget(String user) {
        known.invalidate(user);
    }
}
