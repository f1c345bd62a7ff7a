package dev.kindred.cli;

import dev.kindred.server.config.ConfigLoader;
import dev.kindred.server.config.LoadedConfig;
import dev.kindred.server.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server listens and keeps its data. */
final class ServerOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on (default: 127.0.0.1, this machine only).")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on; 0 for any free one (default: 8088).")
    private @Nullable String port;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Folder of all that is kept.")
    private @Nullable Path dataDir;

    /** Adds what was given on the command line. */
    ConfigLoader addTo(ConfigLoader loader) {
        if (host != null) {
            loader.flag("server.host", "--host", host);
        }
        if (port != null) {
            loader.flag("server.port", "--port", port);
        }
        if (dataDir != null) {
            loader.flag("server.dataDir", "--data-dir", dataDir.toString());
        }
        return loader;
    }

    boolean hasDataDir() {
        return dataDir != null;
    }

    /** Loads; a wrong configuration is wrong usage. */
    static LoadedConfig load(ConfigLoader loader, @Nullable Path file) throws IOException {
        try {
            if (file != null) {
                loader.file(file);
            }
            return loader.load();
        } catch (SettingsException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
