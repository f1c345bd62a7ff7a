package dev.kindred.server.api;

import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A backup of all projects, while the server runs. */
public final class BackupRoutes implements RouteGroup {
    private final Store store;

    public BackupRoutes(Store store) {
        this.store = store;
    }

    @Override
    public String description() {
        return "backup";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/backup", Access.ADMIN, this::backup));
    }

    private void backup(Exchange exchange) throws IOException {
        exchange.knows();
        KeyRoutes.checkWhole(exchange);
        Path folder = Files.createTempDirectory("kindred-backup");
        Path file = folder.resolve("backup.zip");
        try {
            store.backup(file);
            AuditRoutes.note(store, exchange, "backup", null, null, Map.of());
            exchange.setHeader("Content-Disposition", "attachment; filename=\"kindred.zip\"");
            try (OutputStream out = exchange.streamed("application/zip")) {
                Files.copy(file, out);
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }
}
