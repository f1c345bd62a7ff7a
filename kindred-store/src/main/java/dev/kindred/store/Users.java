package dev.kindred.store;

import dev.kindred.data.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users that were described; those that only have events are not among them. */
public interface Users {
    /** Adds or replaces; changes the {@link Events#version version} of each user. */
    void put(List<UserRecord> users);

    @Nullable UserRecord get(String id);

    /** Users with ids after the given one, by the bytes of their ids; "" is before all. */
    List<UserRecord> list(String after, int limit);

    /** What is known of all described users, in the shape of core, by the bytes of their ids. */
    Attributes attributes();

    long count();
}
