package dev.kindred.server.api.data;

import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.tenant.Tenants;
import dev.kindred.store.Store;
import dev.kindred.store.cache.ResultCache;
import java.util.List;

/** All routes to what is stored. */
public final class DataRoutes implements AutoCloseable {
    private final RejectFiles files = new RejectFiles();
    private final List<RouteGroup> groups;

    public DataRoutes(Store store, Tenants tenants, ResultCache cache) {
        var access = new Access(store, tenants, cache);
        groups =
                List.of(
                        new UserRoutes(access, files::forget),
                        new ItemRoutes(access),
                        new EventRoutes(access),
                        new ImportRoutes(access, files),
                        new ExportRoutes(access),
                        new StatsRoutes(access),
                        new DiagnosisRoutes(access));
    }

    public List<RouteGroup> groups() {
        return groups;
    }

    /** Removes the files of lines that imports refused. */
    @Override
    public void close() {
        files.close();
    }
}
