package dev.kindred.cli;

import dev.kindred.store.Backup;
import dev.kindred.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "backup",
        header = "Writes all that a server keeps into one file.",
        description = {
            "",
            "Everything as it is at one moment, model files included. With PostgreSQL the server may"
                    + " run meanwhile; with SQLite a running server has the store to itself: fetch"
                    + " GET /v1/backup from it instead. The file holds hashes of keys, no keys."
        },
        customSynopsis = "kindred backup --output FILE [OPTIONS]",
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  kindred backup --output shop.zip --data-dir shop",
            "  curl -sf -H \"Authorization: Bearer $KEY\" localhost:8088/v1/backup -o shop.zip",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage."
        })
final class BackupCommand implements Callable<Integer> {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The file to write; it must not be there yet.")
    private Path output = Path.of("");

    @Mixin private StoreOptions options;
    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(output)) {
            throw new UsageException("%s is there already".formatted(output));
        }
        try (Store store = options.openExisting()) {
            Backup backup = store.backup(output);
            tell(common, backup, "wrote %s".formatted(output));
        }
        return 0;
    }

    /** What a backup holds. */
    static void tell(CommonOptions common, Backup backup, String what) throws IOException {
        var json = new LinkedHashMap<String, Object>();
        json.put("created", Instant.ofEpochMilli(backup.created()).toString());
        json.put("schema", backup.schema());
        json.put("models", backup.models());
        Map<String, Long> rows = new TreeMap<>(backup.rows());
        json.put("rows", rows);
        common.note(what);
        if (common.format() == OutputFormat.JSON) {
            Json.write(common.terminal().out(), json);
            return;
        }
        var table = new Table("what", "how many");
        rows.forEach(table::row);
        table.row("model files", backup.models());
        table.write(common.terminal().out(), common.terminal().columns());
    }
}
