package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.Events.Filter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class PersonsContractTest {
    @Parameter Engine engine;
    private String person;
    private Project project;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
        person = "canary-7f3a91-" + project.id() + "-";
    }

    private void storeEverywhere() {
        project.users().put(List.of(new UserRecord(person, "{\"age\":31}")));
        project.events()
                .append(
                        List.of(
                                Event.of(person, "i", "view", 1, 1),
                                Event.of("other", "i", "view", 1, 2),
                                Event.of(person, "j", "buy", 1, 3)),
                        WriteMode.ADD);
        var owned =
                new ItemRecord(
                        "i", null, null, person, List.of(), "{}", "{}", null, null, null, false);
        project.items().put(List.of(owned));
        project.idempotency().begin("k", "hash");
        byte[] answer = ("{\"user\":\"" + person + "\"}").getBytes(StandardCharsets.UTF_8);
        project.idempotency().complete("k", 200, "application/json", answer);
        engine.store().audit().add("key", "user.put", project.id(), person, null);
        engine.store()
                .audit()
                .add("key", "merge", project.id(), "x", "{\"from\":\"" + person + "\"}");
    }

    @Test
    void exportHoldsAllThatIsStoredOfThePerson() {
        storeEverywhere();
        Persons.Export export = project.persons().export(person);
        assertThat(export.user()).isEqualTo(new UserRecord(person, "{\"age\":31}"));
        assertThat(export.events()).extracting("sequence").containsExactly(1L, 3L);
        assertThat(export.owned()).containsExactly("i");
        assertThat(project.persons().export("nobody"))
                .isEqualTo(new Persons.Export(null, List.of(), List.of()));
    }

    @Test
    void eraseRemovesThePersonEverywhereAndSaysWhat() {
        storeEverywhere();
        long catalogue = project.versions().catalogue();

        Persons.Erased erased = project.persons().erase(person);

        assertThat(erased).isEqualTo(new Persons.Erased(2, true, 1));
        assertThat(project.persons().export(person))
                .isEqualTo(new Persons.Export(null, List.of(), List.of()));
        assertThat(project.events().list(Filter.ALL, 0, 9)).extracting("sequence").contains(2L);
        assertThat(project.versions().catalogue()).as("the owner changed").isGreaterThan(catalogue);
        assertThat(engine.store().audit().list(Long.MAX_VALUE, 1000))
                .filteredOn(entry -> project.id().equals(entry.project()))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.toString()).doesNotContain(person));
        assertThat(project.persons().erase(person)).isEqualTo(new Persons.Erased(0, false, 0));
    }

    @Test
    void noFileBesideTheStoreHoldsAnErasedPerson() throws IOException {
        storeEverywhere();
        project.persons().erase(person);
        var holders = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(engine.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (bytes.contains(person)) {
                    holders.add(file);
                }
            }
        }
        assertThat(holders).isEmpty();
    }

    @Test
    void anErasedPersonIsKnownAsSuchUntilTheyComeBack() {
        storeEverywhere();
        assertThat(project.persons().isErased(person)).isFalse();
        project.persons().erase(person);
        assertThat(project.persons().isErased(person)).isTrue();
        assertThat(engine.newProject().persons().isErased(person)).isFalse();
        project.events().append(List.of(Event.of(person, "i", "view", 1, 1)), WriteMode.ADD);
        assertThat(project.persons().isErased(person)).isFalse();
    }

    @Test
    void aGuestBecomesTheAccountWithEventsInTheirOldOrder() {
        Events events = project.events();
        events.append(List.of(Event.of("guest", "i", "view", 1, 1)), WriteMode.ADD);
        events.append(List.of(Event.of("account", "j", "view", 2, 2)), WriteMode.ADD);
        events.append(List.of(Event.of("guest", "k", "view", 3, 3)), WriteMode.ADD);
        project.users().put(List.of(new UserRecord("guest", "{\"lang\":\"fr\"}")));

        assertThat(project.persons().merge("guest", "account")).isEqualTo(2);

        assertThat(events.history("account", 9))
                .extracting(one -> one.event().item())
                .containsExactly("i", "j", "k");
        assertThat(events.history("guest", 9)).isEmpty();
        assertThat(project.users().get("account").attributes()).isEqualTo("{\"lang\":\"fr\"}");
        assertThat(project.users().get("guest")).isNull();
        assertThat(project.persons().merge("guest", "account")).isZero();
    }

    @Test
    void theAccountsOwnDescriptionWinsAndNobodyIsMergedWithThemselves() {
        project.users().put(List.of(new UserRecord("g", "{\"a\":1}"), new UserRecord("u", "{}")));
        project.persons().merge("g", "u");
        assertThat(project.users().get("u").attributes()).isEqualTo("{}");
        assertThatThrownBy(() -> project.persons().merge("u", "u"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
