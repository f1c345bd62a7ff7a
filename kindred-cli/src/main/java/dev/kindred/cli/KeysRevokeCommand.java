package dev.kindred.cli;

import dev.kindred.store.Store;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        header = "Ends a key for good.",
        customSynopsis = "kindred keys revoke ID [OPTIONS]",
        sortOptions = false,
        footer = {"", "Example:", "  kindred keys revoke key_01K --data-dir shop"})
final class KeysRevokeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Id of the key, as \"keys list\" shows it.")
    private String id = "";

    @Mixin private StoreOptions options;
    @Mixin private CommonOptions common;

    @Override
    public Integer call() throws IOException {
        try (Store store = options.openExisting()) {
            if (!store.keys().revoke(id)) {
                throw new IllegalArgumentException(
                        "there is no valid key with the id \"%s\"".formatted(id));
            }
            store.audit().add("command line", "key.revoke", null, id, null);
            common.note("key %s is revoked".formatted(id));
        }
        return 0;
    }
}
