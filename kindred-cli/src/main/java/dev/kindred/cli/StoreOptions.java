package dev.kindred.cli;

import dev.kindred.server.config.ConfigLoader;
import dev.kindred.server.config.ServerConfig;
import dev.kindred.store.Store;
import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which store a command works on: as the server that has it is configured. */
final class StoreOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The server's configuration; else defaults and KINDRED_ variables.")
    private @Nullable Path config;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The server's folder (default: as configured, kindred-data).")
    private @Nullable Path dataDir;

    /** The configuration that is in force. */
    ServerConfig config() throws IOException {
        var loader = new ConfigLoader().environment(System.getenv());
        if (dataDir != null) {
            loader.flag("server.dataDir", "--data-dir", dataDir.toString());
        }
        return ServerOptions.load(loader, config).config();
    }

    /** Opens the store; a new folder is made. */
    Store open() throws IOException {
        ServerConfig config = config();
        Path folder = config.server().dataDir();
        Files.createDirectories(folder);
        return Stores.open(config.store(), folder, Clock.systemUTC());
    }

    /** Opens the store, which must be there. */
    Store openExisting() throws IOException {
        ServerConfig config = config();
        Path folder = config.server().dataDir();
        if (config.store().equals("sqlite") && !Files.exists(folder.resolve("kindred.db"))) {
            throw new UsageException(
                    "there is no store in %s. Maybe another --data-dir is meant".formatted(folder));
        }
        return open();
    }
}
