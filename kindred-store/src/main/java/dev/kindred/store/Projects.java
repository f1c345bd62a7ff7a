package dev.kindred.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The projects (tenants) of a store; each has its own events, users, items, models and jobs. */
public interface Projects {
    /**
     * A project's name card.
     *
     * @param id 1 to 64 of a-z, 0-9, "-" and "_", not starting with a sign
     * @param name for people
     * @param created in milliseconds since 1970-01-01 UTC
     */
    record Info(String id, String name, long created) {}

    /**
     * Adds a project.
     *
     * @throws StoreException CONFLICT if there is one with this id
     */
    Info create(String id, String name);

    @Nullable Info get(String id);

    /** All, by id. */
    List<Info> list();

    /** Removes a project with everything in it; false if there is none. */
    boolean delete(String id);
}
