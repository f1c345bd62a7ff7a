package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.Events.Filter;
import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
    private static final Event EVENT = Event.of("u", "i", "view", 1, 1);

    @TempDir Path folder;

    private Store sqlite() {
        return Stores.open("sqlite", folder, Clock.systemUTC());
    }

    private static void assertReason(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatWasStoredIsThereWhenTheStoreIsOpenedAgain(Engine engine) {
        String url = engine.newUrl();
        try (Store store = Stores.open(url, folder, Clock.systemUTC())) {
            store.project(Store.DEFAULT_PROJECT).events().append(List.of(EVENT), WriteMode.SET);
        }
        try (Store store = Stores.open(url, folder, Clock.systemUTC())) {
            store.ping();
            assertThat(store.project(Store.DEFAULT_PROJECT).events().list(Filter.ALL, 0, 9))
                    .containsExactly(new StoredEvent(1, true, EVENT));
            assertThat(store.projects().list()).hasSize(1);
        }
    }

    @Test
    void aStoreThatIsOpenIsNotOpenedTwice() {
        try (Store first = sqlite()) {
            assertReason(Reason.LOCKED, this::sqlite);
            assertReason(Reason.LOCKED, this::sqlite);
            first.ping();
        }
        sqlite().close();
    }

    @Test
    void aClosedStoreRefusesInsteadOfWaiting() {
        Store store = sqlite();
        Project project = store.project(Store.DEFAULT_PROJECT);
        store.close();
        store.close();
        assertReason(
                Reason.UNAVAILABLE, () -> project.events().append(List.of(EVENT), WriteMode.ADD));
        assertReason(Reason.UNAVAILABLE, store::ping);
    }

    @Test
    void aStoreOfANewerVersionIsRefusedUnchanged() throws SQLException {
        sqlite().close();
        String url = "jdbc:sqlite:" + folder.resolve("kindred.db");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "insert into kindred_schema select installed_rank + 98, '99', 'future', type, 'V99__future.sql', 1, installed_by, installed_on, 1, 1 from kindred_schema where version = '1'");
        }
        assertReason(Reason.NEWER, this::sqlite);
    }

    @Test
    void aStoreOfTheFirstSchemaIsBroughtUpToDateWithAllItHolds() throws SQLException {
        Store store = sqlite();
        store.project(Store.DEFAULT_PROJECT).events().append(List.of(EVENT), WriteMode.ADD);
        store.close();
        String url = "jdbc:sqlite:" + folder.resolve("kindred.db");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (String table : List.of("outcome_sums", "arms", "looks", "readers")) {
                statement.executeUpdate("drop table " + table);
            }
            statement.executeUpdate("alter table outcomes drop column bucket");
            statement.executeUpdate("create table outcome_sums (project bigint not null)");
            statement.executeUpdate("alter table idempotency drop column owner");
            statement.executeUpdate("delete from kindred_schema where version > '1'");
        }
        try (Store again = sqlite()) {
            Project project = again.project(Store.DEFAULT_PROJECT);
            assertThat(project.events().list(Events.Filter.ALL, 0, 10)).hasSize(1);
            project.outcomes().add(List.of(new Outcomes.Outcome("e", "m", "u", "A", 2, 0)));
            assertThat(project.outcomes().sums("e", "m")).containsOnlyKeys("A");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsCalledDamaged() throws IOException {
        Files.writeString(folder.resolve("kindred.db"), "this is no database at all ".repeat(99));
        assertReason(Reason.DAMAGED, this::sqlite);
        Files.delete(folder.resolve("kindred.db"));
        sqlite().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://x",
                "postgresql://secret-pw",
                "postgresql://u:secret-pw@h",
                "postgresql://u:secret-pw@h:1/db?nonsense",
                "postgresql://u:secret pw@h/db"
            })
    void aWrongAddressIsRefusedWithoutShowingThePassword(String url) {
        assertThatThrownBy(() -> Stores.open(url, folder, Clock.systemUTC()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void aPostgresThatIsNotThereIsUnavailableAndItsPasswordUnsaid() {
        assertThatThrownBy(
                        () ->
                                Stores.open(
                                        "postgresql://u:secret-pw@localhost:1/db",
                                        folder,
                                        Clock.systemUTC()))
                .isInstanceOf(StoreException.class)
                .hasMessageNotContaining("secret")
                .extracting(e -> ((StoreException) e).reason())
                .isEqualTo(Reason.UNAVAILABLE);
    }
}
