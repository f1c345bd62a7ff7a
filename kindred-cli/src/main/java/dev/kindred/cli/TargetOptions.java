package dev.kindred.cli;

import dev.kindred.store.Store;
import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where stored data lie: in a folder, or behind a server. */
final class TargetOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The folder of a server that does not run.")
    private @Nullable Path dataDir;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "A server that runs, such as http://localhost:8088.")
    private @Nullable String server;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "Key for the server (default: the environment variable KINDRED_KEY, which other"
                            + " users of the machine do not see).")
    private @Nullable String key;

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "Project of the store (default: default).")
    private String project = Store.DEFAULT_PROJECT;

    boolean isGiven() {
        return dataDir != null || server != null;
    }

    String project() {
        return project;
    }

    /** The folder, or null if a server is meant. */
    @Nullable Path folder() {
        if (dataDir != null && server != null) {
            throw new UsageException("--data-dir and --server exclude each other");
        }
        if (dataDir == null && server == null) {
            throw new UsageException("--data-dir DIR or --server URL is needed");
        }
        return dataDir;
    }

    /**
     * Opens the store in the folder.
     *
     * @param create whether a folder that is not there is made
     */
    Store open(boolean create) throws IOException {
        Path folder = Objects.requireNonNull(dataDir);
        if (create) {
            Files.createDirectories(folder);
        } else if (!Files.isDirectory(folder)) {
            throw new UsageException("--data-dir %s: there is no such folder".formatted(folder));
        }
        return Stores.open("sqlite", folder, Clock.systemUTC());
    }

    /** A client of the server. */
    ServerClient client() {
        String own = key == null ? System.getenv("KINDRED_KEY") : key;
        return new ServerClient(String.valueOf(server), own, project);
    }
}
