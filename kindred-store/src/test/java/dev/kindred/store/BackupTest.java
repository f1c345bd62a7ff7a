package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.ApiKey.Scope;
import dev.kindred.store.Events.Filter;
import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackupTest {
    @TempDir Path folder;

    private Store open(String url, String name) {
        return Stores.open(url, folder.resolve(name), Clock.systemUTC());
    }

    private static void assertReason(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static ItemRecord item() {
        float[] embedding = {1.5f, -0f};
        return new ItemRecord(
                "i", "Tï\n\"t\"", null, "u", List.of("a"), "{}", "{}", embedding, 5L, null, true);
    }

    private static final Event WHOLE = new Event("e 💜", "u\t1", "i\\", "view", 0.1, -5, "s", null);

    /** Something in every part of the store; the token of a key. */
    private String fill(Store store) throws IOException {
        Project project = store.project(Store.DEFAULT_PROJECT);
        project.events().append(List.of(WHOLE, Event.of("u", "i", "v", 3, 1)), WriteMode.SET);
        project.items().put(List.of(item()));
        project.users().put(List.of(new UserRecord("u", "{\"a\":1}")));
        Path model = Files.writeString(folder.resolve("m"), "model");
        project.models().add(model, "ease", "{}", "{}");
        project.models().activate(1);
        project.documents().put("rule", "r", "{\"x\":1}", Documents.NEW, "ann");
        project.documents().delete("rule", "r", 1, "ann");
        project.exposures().offer(Exposure.of("r1", "u", 1, "p", 1, List.of("i")));
        project.exposures().flush();
        project.idempotency().begin("k", "h");
        project.idempotency().complete("k", 200, "t", new byte[] {0, -1, 10});
        store.audit().add("ann", "a", null, null, null);
        return store.keys().create("k", null, Set.of(Scope.READ), null).token();
    }

    private static void check(Store store, String token) {
        Project project = store.project(Store.DEFAULT_PROJECT);
        assertThat(project.events().list(Filter.ALL, 0, 9))
                .containsExactly(
                        new StoredEvent(1, true, WHOLE),
                        new StoredEvent(2, true, Event.of("u", "i", "v", 3, 1)));
        assertThat(project.items().get("i")).usingRecursiveComparison().isEqualTo(item());
        assertThat(project.users().get("u").attributes()).isEqualTo("{\"a\":1}");
        assertThat(project.models().file(project.models().active().version())).hasContent("model");
        assertThat(project.documents().history("rule", "r")).hasSize(2);
        assertThat(project.exposures().of("r1")).hasSize(1);
        assertThat(project.idempotency().begin("k", "h").body()).containsExactly(0, -1, 10);
        assertThat(store.audit().list(Long.MAX_VALUE, 9)).hasSize(1);
        assertThat(store.keys().verify(token)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"SQLITE,SQLITE", "SQLITE,POSTGRESQL", "POSTGRESQL,SQLITE", "POSTGRESQL,POSTGRESQL"})
    void whatWasBackedUpIsThereInAnyDatabaseAndGoesOnCounting(Engine from, Engine to)
            throws IOException {
        Path zip = folder.resolve("b.zip");
        String token;
        Backup backup;
        try (Store store = open(from.newUrl(), "from")) {
            token = fill(store);
            backup = store.backup(zip);
            assertReason(Reason.CONFLICT, () -> store.backup(zip));
        }
        assertThat(backup.rows()).containsEntry("events", 2L).containsEntry("models", 1L);
        assertThat(backup.models()).isEqualTo(1);
        String url = to.newUrl();
        assertThat(Stores.restore(zip, url, folder.resolve("to"))).isEqualTo(backup);
        try (Store store = open(url, "to")) {
            check(store, token);
            Events events = store.project(Store.DEFAULT_PROJECT).events();
            assertThat(events.append(List.of(WHOLE), WriteMode.ADD).duplicates()).isEqualTo(1);
            assertThat(events.append(List.of(WHOLE.withId("n")), WriteMode.ADD).sequence())
                    .isEqualTo(4);
            store.projects().create("second", "s");
            store.audit().add("ann", "b", null, null, null);
        }
        assertReason(Reason.CONFLICT, () -> Stores.restore(zip, url, folder.resolve("to")));
    }

    @ParameterizedTest
    @CsvSource({"SQLITE", "POSTGRESQL"})
    void aBackupWhileOthersWriteIsAsItWasAtOneMoment(Engine engine) throws Exception {
        Path zip = folder.resolve("b.zip");
        try (Store store = open(engine.newUrl(), "from")) {
            Events events = store.project(Store.DEFAULT_PROJECT).events();
            events.append(List.of(WHOLE), WriteMode.ADD);
            var writer = new Thread(() -> DurableWriter.write(events, "w", id -> {}));
            writer.start();
            Backup backup = store.backup(zip);
            writer.interrupt();
            writer.join();
            Stores.restore(zip, "sqlite", folder.resolve("to"));
            try (Store restored = open("sqlite", "to")) {
                Project project = restored.project(Store.DEFAULT_PROJECT);
                long count = project.events().count();
                assertThat(backup.rows()).containsEntry("events", count);
                assertThat(project.versions().sequence()).as("a prefix").isEqualTo(count);
            }
        }
    }

    @Test
    void aCutOrAlteredBackupIsRefusedAndNothingIsLeftBehind() throws IOException {
        Path zip = folder.resolve("b.zip");
        Backup whole;
        try (Store store = open("sqlite", "from")) {
            fill(store);
            whole = store.backup(zip);
        }
        byte[] bytes = Files.readAllBytes(zip);
        Path bad = folder.resolve("bad.zip");
        Path target = folder.resolve("to");
        for (int length : new int[] {0, 10, bytes.length / 2, bytes.length - 1}) {
            Files.write(bad, Arrays.copyOf(bytes, length));
            assertReason(Reason.DAMAGED, () -> Stores.restore(bad, "sqlite", target));
        }
        assertReason(Reason.DAMAGED, () -> Stores.restore(folder, "sqlite", target));
        int refused = 0;
        var random = new Random(5);
        for (int round = 0; round < 60; round++) {
            byte[] altered = bytes.clone();
            altered[random.nextInt(altered.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(bad, altered);
            refused += isRefused(bad, folder.resolve("round" + round), whole) ? 1 : 0;
        }
        assertThat(refused)
                .as("few bytes of a zip file, such as times, do not matter")
                .isGreaterThan(20);
        assertThat(target.resolve("kindred.db")).doesNotExist();
    }

    private static boolean isRefused(Path bad, Path target, Backup whole) {
        try {
            assertThat(Stores.restore(bad, "sqlite", target)).isEqualTo(whole);
            return false;
        } catch (StoreException e) {
            assertThat(e.reason()).isIn(Reason.DAMAGED, Reason.NEWER);
            assertThat(target.resolve("kindred.db")).doesNotExist();
            return true;
        }
    }
}
