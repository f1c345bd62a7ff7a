package dev.kindred.store.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kindred.store.Events.HistoryVersion;
import dev.kindred.store.Project.Versions;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Versions as they are in the database, kept in memory: right only where no other process writes.
 *
 * <p>Each is read while its key is locked, and removed after every commit that may have changed it:
 * a removal waits for a reading that began before the commit, and what is read after it is new.
 */
final class VersionMemory {
    private static final int MOST_USERS = 200_000;

    private final Cache<Long, Known> projects = Caffeine.newBuilder().build();
    private final Cache<UserKey, HistoryVersion> users =
            Caffeine.newBuilder().maximumSize(MOST_USERS).build();

    // Of the transaction under way; used by the thread that writes alone.
    private final Set<Long> changedProjects = new HashSet<>();
    private final Set<UserKey> changedUsers = new HashSet<>();

    /** What is known of a project. */
    record Known(Versions versions, long model) {}

    private record UserKey(long project, String user) {}

    Known project(long project, Supplier<Known> reading) {
        return projects.get(project, key -> reading.get());
    }

    HistoryVersion user(long project, String user, Supplier<HistoryVersion> reading) {
        return users.get(new UserKey(project, user), key -> reading.get());
    }

    void changed(long project) {
        changedProjects.add(project);
    }

    void changed(long project, String user) {
        changedUsers.add(new UserKey(project, user));
    }

    /** The transaction has ended, whether it was done or not. */
    void forgetChanged() {
        projects.invalidateAll(changedProjects);
        users.invalidateAll(changedUsers);
        changedProjects.clear();
        changedUsers.clear();
    }
}
