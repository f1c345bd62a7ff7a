package dev.kindred.cli;

import dev.kindred.server.ServerProcess;
import dev.kindred.server.config.ConfigLoader;
import dev.kindred.server.config.LoadedConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        header = "Runs the recommender server.",
        description = {
            "",
            "Keeps events, users and items, trains in the background and answers over HTTP. With"
                    + " nothing configured it keeps its data in one folder (SQLite, a cache in"
                    + " memory) and answers on this machine only. Settings come from defaults, then"
                    + " --config, then KINDRED_ environment variables, then flags, each over the one"
                    + " before."
        },
        customSynopsis = "kindred serve [--config FILE] [--port N] [--data-dir DIR] [OPTIONS]",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  kindred serve --data-dir shop                     a server on http://127.0.0.1:8088",
            "  kindred serve --config kindred.yaml --print-config  what is in force, and from where",
            "",
            "The dashboard is at /, the API is described at /docs. The first key makes the server ask for keys:",
            "  curl -s localhost:8088/v1/keys -d '{\"name\":\"boss\",\"scopes\":[\"admin\"]}'"
        })
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Configuration in YAML; see docs/reference/configuration.md.")
    private @Nullable Path config;

    @ArgGroup(validate = false)
    private ServerOptions server = new ServerOptions();

    @Option(
            names = "--print-config",
            description = "Prints every setting in force and where it comes from, and ends.")
    private boolean printConfig;

    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws Exception {
        LoadedConfig loaded = loaded();
        loaded.warnings().forEach(common::note);
        if (printConfig) {
            common.terminal().out().write(loaded.print());
            return 0;
        }
        try (var process = new ServerProcess(loaded)) {
            process.run(() -> tell(process));
        }
        return 0;
    }

    private LoadedConfig loaded() throws IOException {
        var loader = server.addTo(new ConfigLoader().environment(System.getenv()));
        return ServerOptions.load(loader, config);
    }

    private void tell(ServerProcess process) {
        common.note(
                "listening on %s  (dashboard there; API: %s/docs)"
                        .formatted(process.address(), process.address()));
        common.terminal().flush();
    }
}
