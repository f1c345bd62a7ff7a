package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.Store;
import dev.kindred.store.sql.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
    @TempDir private Path folder;

    private Map<?, ?> made(String... more) {
        var args = new java.util.ArrayList<Object>(List.of("keys", "create", "--data-dir", folder));
        args.addAll(List.of(more));
        return (Map<?, ?>) CommandRun.good(args.toArray()).json();
    }

    @Test
    void aKeyThatIsMadeOpensTheStoreAndIsListedWithoutItsSecret() {
        Map<?, ?> made = made("--name", "boss", "--scope", "read,write");
        String token = String.valueOf(made.get("key"));
        try (Store store = Stores.open("sqlite", folder, Clock.systemUTC())) {
            assertThat(store.keys().verify(token)).isNotNull();
            assertThat(store.audit().list(Long.MAX_VALUE, 1).get(0).action())
                    .isEqualTo("key.create");
        }
        CommandRun list =
                CommandRun.good("keys", "list", "--data-dir", folder, "--format", "table");
        assertThat(list.out()).contains("boss").contains("read write").doesNotContain(token);
    }

    @Test
    void aRevokedKeyOpensNothing() {
        Map<?, ?> made = made("--name", "a", "--scope", "admin", "--expires", "2999-01-01");
        CommandRun.good("keys", "revoke", made.get("id"), "--data-dir", folder);
        try (Store store = Stores.open("sqlite", folder, Clock.systemUTC())) {
            assertThat(store.keys().verify(String.valueOf(made.get("key")))).isNull();
        }
        CommandRun.bad(1, "keys", "revoke", made.get("id"), "--data-dir", folder);
    }

    @Test
    void wrongUsageIsToldAndChangesNothing() {
        Path none = folder.resolve("none");
        CommandRun scope =
                CommandRun.bad(
                        2, "keys", "create", "--name", "a", "--scope", "raed", "--data-dir", none);
        assertThat(scope.err()).contains("did you mean \"read\"?");
        CommandRun.bad(
                2,
                "keys",
                "create",
                "--name",
                "a",
                "--scope",
                "read",
                "--expires",
                "soon",
                "--data-dir",
                none);
        CommandRun.bad(
                2,
                "keys",
                "create",
                "--name",
                "a",
                "--scope",
                "read",
                "--expires",
                "2001-01-01",
                "--data-dir",
                none);
        CommandRun.bad(2, "keys", "list", "--data-dir", none);
        CommandRun.bad(2, "keys");
        assertThat(Files.exists(none)).isFalse();
    }

    @Test
    void aProjectThatIsNotThereIsRefused() {
        CommandRun.bad(
                1,
                "keys",
                "create",
                "--name",
                "a",
                "--scope",
                "read",
                "--project",
                "none",
                "--data-dir",
                folder);
        try (Store store = Stores.open("sqlite", folder, Clock.systemUTC())) {
            assertThat(store.keys().list()).isEqualTo(List.of());
        }
    }

    @Test
    void aServerThatRunsHasTheStoreToItself() {
        try (Store running = Stores.open("sqlite", folder, Clock.systemUTC())) {
            running.ping();
            CommandRun.bad(1, "keys", "list", "--data-dir", folder);
        }
    }
}
