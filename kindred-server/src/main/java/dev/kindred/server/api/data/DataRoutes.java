package dev.kindred.server.api.data;

import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.tenant.Tenants;
import dev.kindred.store.Store;
import dev.kindred.store.cache.ResultCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** All routes to what is stored. */
public final class DataRoutes implements AutoCloseable {
    private final ImportJobs imports;
    private final List<RouteGroup> groups;

    /**
     * The routes.
     *
     * @param folder for bodies of imports that are being read, and lines that they refused
     * @param kept how long refused lines are kept
     */
    public DataRoutes(
            Store store,
            Tenants tenants,
            ResultCache cache,
            Path folder,
            Duration kept,
            Clock clock) {
        var access = new Access(store, tenants, cache);
        var files = new RejectFiles(folder.resolve("rejects"), kept, clock);
        imports = new ImportJobs(access, files);
        Uploads uploads = prepared(folder.resolve("uploads"), files);
        groups =
                List.of(
                        new UserRoutes(access, files::forget),
                        new ItemRoutes(access),
                        new EventRoutes(access),
                        new ImportRoutes(access, uploads, files, imports),
                        new ExportRoutes(access),
                        new StatsRoutes(access),
                        new FairnessRoutes(access),
                        new DiagnosisRoutes(access));
    }

    /** What servers before this one left behind is gone afterwards. */
    private static Uploads prepared(Path folder, RejectFiles files) {
        try {
            files.removeOld();
            return new Uploads(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<RouteGroup> groups() {
        return groups;
    }

    /** Ends imports that are under way. */
    @Override
    public void close() {
        imports.close();
    }
}
