package dev.kindred.cli;

import dev.kindred.store.ApiKey;
import dev.kindred.store.Store;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        header = "Lists all keys, revoked ones included, without their secrets.",
        customSynopsis = "kindred keys list [OPTIONS]",
        sortOptions = false,
        footer = {"", "Example:", "  kindred keys list --data-dir shop"})
final class KeysListCommand implements Callable<Integer> {
    private static final List<String> COLUMNS =
            List.of("id", "name", "project", "scopes", "created", "expires", "revoked");

    @Mixin private StoreOptions options;
    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        try (Store store = options.openExisting()) {
            List<Map<String, Object>> rows =
                    store.keys().list().stream().map(KeysListCommand::row).toList();
            if (common.format() == OutputFormat.JSON) {
                Json.write(common.terminal().out(), rows);
                return 0;
            }
            var table = new Table(COLUMNS);
            rows.forEach(row -> table.row(COLUMNS.stream().map(row::get).toList()));
            table.write(common.terminal().out(), common.terminal().columns());
        }
        return 0;
    }

    private static Map<String, Object> row(ApiKey key) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", key.id());
        row.put("name", key.name());
        row.put("project", key.project() == null ? "" : key.project());
        row.put(
                "scopes",
                String.join(
                        " ",
                        key.scopes().stream()
                                .sorted()
                                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                                .toList()));
        row.put("created", time(key.created()));
        row.put("expires", time(key.expires()));
        row.put("revoked", time(key.revoked()));
        return row;
    }

    private static String time(@Nullable Long millis) {
        return millis == null ? "" : Instant.ofEpochMilli(millis).toString();
    }
}
