package dev.kindred.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users that were described; those that only have events are not among them. */
public interface Users {
    /** Adds or replaces. */
    void put(List<UserRecord> users);

    @Nullable UserRecord get(String id);

    /** Users with ids after the given one, by the bytes of their ids; "" is before all. */
    List<UserRecord> list(String after, int limit);

    long count();
}
