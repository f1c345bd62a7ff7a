package dev.kindred.cli;

import dev.kindred.server.config.ServerConfig;
import dev.kindred.store.Backup;
import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "restore",
        header = "Makes a new store of a backup.",
        description = {
            "",
            "Into a folder, or a PostgreSQL database, that holds no store yet; the backup may come"
                    + " from the other kind of database. All of it is checked before anything is"
                    + " written."
        },
        customSynopsis = "kindred restore FILE [OPTIONS]",
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  kindred restore shop.zip --data-dir shop-again",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What \"kindred backup\" wrote.")
    private Path file = Path.of("");

    @Mixin private StoreOptions options;
    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("there is no file %s".formatted(file));
        }
        ServerConfig config = options.config();
        Path folder = config.server().dataDir();
        Backup restored = Stores.restore(file, config.store(), folder);
        BackupCommand.tell(common, restored, "restored into %s".formatted(folder));
        return 0;
    }
}
