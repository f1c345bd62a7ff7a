package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.Event;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
    @TempDir private Path folder;
    private Path shop;
    private Path file;

    @BeforeEach
    void fill() {
        shop = folder.resolve("shop");
        file = folder.resolve("shop.zip");
        try (Store store = Stores.open("sqlite", shop, Clock.systemUTC())) {
            store.project(Store.DEFAULT_PROJECT)
                    .events()
                    .append(List.of(Event.of("u1", "i1", "view", 1, 5)), WriteMode.ADD);
        }
    }

    @Test
    void aBackupRestoredElsewhereHoldsTheSame() {
        CommandRun made = CommandRun.good("backup", "-o", file, "--data-dir", shop);
        assertThat(made.err()).contains("wrote");
        Path again = folder.resolve("again");
        CommandRun.good("restore", file, "--data-dir", again);
        try (Store store = Stores.open("sqlite", again, Clock.systemUTC())) {
            assertThat(store.project(Store.DEFAULT_PROJECT).events().history("u1", 10)).hasSize(1);
        }
        CommandRun.bad(1, "restore", file, "--data-dir", again);
    }

    @Test
    void aDamagedBackupIsRefusedAndLeavesNothing() throws IOException {
        CommandRun.good("backup", "-o", file, "--data-dir", shop, "--format", "table");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        Path again = folder.resolve("again");
        CommandRun.bad(1, "restore", file, "--data-dir", again);
        assertThat(again.resolve("kindred.db")).doesNotExist();
    }

    @Test
    void wrongUsageIsTold() throws IOException {
        CommandRun.bad(2, "backup", "-o", file, "--data-dir", folder.resolve("none"));
        CommandRun.bad(2, "restore", file, "--data-dir", folder.resolve("again"));
        CommandRun.bad(2, "backup", "--data-dir", shop);
        Files.writeString(file, "here already");
        CommandRun.bad(2, "backup", "-o", file, "--data-dir", shop);
        assertThat(file).hasContent("here already");
    }
}
