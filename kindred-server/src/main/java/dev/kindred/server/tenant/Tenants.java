package dev.kindred.server.tenant;

import dev.kindred.store.Project;
import dev.kindred.store.Store;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The tenants of a server, opened when they are first asked for. Thread-safe. */
public final class Tenants implements AutoCloseable {
    private final Store store;
    private final Function<Project, Tenant> opener;
    private final Map<String, Tenant> open = new ConcurrentHashMap<>();

    /**
     * Tenants of a store.
     *
     * @param opener puts together what works for a project
     */
    public Tenants(Store store, Function<Project, Tenant> opener) {
        this.store = store;
        this.opener = opener;
    }

    /**
     * The tenant of a project.
     *
     * @throws dev.kindred.store.StoreException NOT_FOUND if there is no such project
     */
    public Tenant get(String project) {
        Tenant known = open.get(project);
        if (known != null) {
            return known;
        }
        Project stored = store.project(project);
        return open.computeIfAbsent(project, id -> opener.apply(stored));
    }

    /** Those that are open. */
    public List<Tenant> open() {
        return List.copyOf(open.values());
    }

    /** Lets go of a project that was deleted. */
    public void forget(String project) {
        Tenant tenant = open.remove(project);
        if (tenant != null) {
            tenant.close();
        }
    }

    /** Ends the work for all of them. */
    @Override
    public void close() {
        open.values().forEach(Tenant::close);
        open.clear();
    }
}
