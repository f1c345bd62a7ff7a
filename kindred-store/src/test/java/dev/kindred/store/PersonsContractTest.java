package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kindred.store.Events.Filter;
import dev.kindred.store.Outcomes.Outcome;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(Engine.class)
class PersonsContractTest {
    private static final Persons.Export NOTHING =
            new Persons.Export(null, List.of(), List.of(), List.of(), List.of());

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
        storeInExperiments();
        storeInJobsAndDocuments();
    }

    private void storeInExperiments() {
        Exposures exposures = project.exposures();
        exposures.offer(shown("r1", "e", "A"));
        exposures.offer(shown("r2", "", ""));
        project.outcomes().add(List.of(new Outcome("e", "clicks", person, "A", 2, 1)));
        exposures.flush();
    }

    private Exposure shown(String recommendation, String experiment, String variant) {
        return new Exposure(
                recommendation,
                person,
                5,
                experiment,
                variant,
                "p1",
                1,
                List.of("i"),
                new int[] {1},
                new double[0]);
    }

    private void storeInJobsAndDocuments() {
        Jobs jobs = project.jobs();
        jobs.submit("batch", "{\"users\":[\"" + person + "\",\"other\"]}", 9);
        jobs.submit("train", "{\"note\":\"of others\"}", 9);
        String forced = "{\"forced\": {\"" + person + "\":\"B\",\"other\":\"A\"}}";
        project.documents().put("experiment", "e", forced, Documents.NEW, "ann");
        String owner = "{\"a\":{\"owner\":\"" + person + "\"},\"users\":[1,\"" + person + "\"]}";
        project.documents().put("note", "n", owner, Documents.NEW, "ann");
    }

    @Test
    void exportHoldsAllThatIsStoredOfThePerson() {
        storeEverywhere();
        Persons.Export export = project.persons().export(person);
        assertThat(export.user()).isEqualTo(new UserRecord(person, "{\"age\":31}"));
        assertThat(export.events()).extracting("sequence").containsExactly(1L, 3L);
        assertThat(export.owned()).containsExactly("i");
        assertThat(export.exposures()).extracting("recommendation").containsExactly("r2", "r1");
        assertThat(export.outcomes())
                .containsExactly(new Outcome("e", "clicks", person, "A", 2, 1));
        assertThat(project.persons().export("nobody")).isEqualTo(NOTHING);
    }

    @Test
    void eraseRemovesThePersonEverywhereAndSaysWhat() {
        storeEverywhere();
        long catalogue = project.versions().catalogue();

        Persons.Erased erased = project.persons().erase(person);

        assertThat(erased).isEqualTo(new Persons.Erased(2, true, 1, 2, 1, 3));
        assertThat(project.persons().export(person)).isEqualTo(NOTHING);
        assertThat(project.events().list(Filter.ALL, 0, 9)).extracting("sequence").contains(2L);
        assertThat(project.versions().catalogue()).as("the owner changed").isGreaterThan(catalogue);
        assertThat(engine.store().audit().list(Long.MAX_VALUE, 1000))
                .filteredOn(entry -> project.id().equals(entry.project()))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.toString()).doesNotContain(person));
        assertThat(project.persons().erase(person))
                .isEqualTo(new Persons.Erased(0, false, 0, 0, 0, 0));
    }

    @Test
    void whatNamesAnErasedPersonIsTakenOutOfJobsAndDocumentsAndTheRestStays() {
        storeEverywhere();
        long documents = project.versions().documents();
        project.persons().erase(person);
        assertThat(project.documents().get("note", "n").body())
                .isEqualTo("{\"a\":{\"owner\":null},\"users\":[1]}");
        assertThat(project.documents().get("experiment", "e").body())
                .isEqualTo("{\"forced\":{\"other\":\"A\"}}");
        assertThat(project.versions().documents()).isGreaterThan(documents);
        assertThat(project.jobs().list(9))
                .extracting("spec")
                .containsExactly("{\"note\":\"of others\"}", "{\"users\":[\"other\"]}");
        assertThat(project.exposures().assigned("e", person)).isNull();
        assertThat(project.outcomes().sums("e", "clicks").get("A").y()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "B",
                "forced",
                "rerank",
                "e",
                "user.age > 17",
                "0.5",
                "running",
                "127",
                "address"
            })
    void wordsOfDocumentsThatAreNoPersonsStay(String id) {
        String experiment =
                "{\"id\":\"e\",\"variants\":[\"A\",{\"name\":\"B\",\"pipeline\":{\"rerank\":[\"B\"]}}],\"forced\":{\"me\":\"B\"},\"state\":{\"status\":\"running\"}}";
        String rule = "{\"when\":{\"user\":\"user.age > 17\"},\"filter\":\"B\"}";
        project.documents().put("experiment", "e", experiment, Documents.NEW, "ann");
        project.documents().put("rule", "B", rule, Documents.NEW, "ann");
        Audit audit = engine.store().audit();
        String why = "{\"why\":\"weights [0.5, 0.5]\"}";
        audit.add("kindred", "experiment.allocate", project.id(), id, why);
        audit.add("k_1", "model.activate", project.id(), "v7", "{\"address\":\"127.0.0.1\"}");
        project.jobs().submit("train-variant", "{\"experiment\":\"e\",\"variant\":\"B\"}", 9);

        assertThat(project.persons().erase(id).mentions()).isZero();

        assertThat(project.documents().get("experiment", "e").body()).isEqualTo(experiment);
        assertThat(project.documents().get("rule", "B").body()).isEqualTo(rule);
        assertThat(project.jobs().list(1).get(0).spec()).contains("\"B\"");
        assertThat(audit.list(Long.MAX_VALUE, 1000))
                .filteredOn(entry -> project.id().equals(entry.project()))
                .extracting("target", "details")
                .containsExactly(tuple("v7", "{\"address\":\"127.0.0.1\"}"), tuple(id, why));
    }

    @Test
    void anAuditEntryThatTellsOfThePersonBesideAnAddressLosesItsDetails() {
        Audit audit = engine.store().audit();
        String details = "{\"address\":\"127.0.0.1\",\"from\":\"127\"}";
        audit.add("k_1", "user.merge", project.id(), "ann", details);

        project.persons().erase("127");

        assertThat(audit.list(Long.MAX_VALUE, 1000))
                .filteredOn(entry -> project.id().equals(entry.project()))
                .extracting("target", "details")
                .containsExactly(tuple("ann", null));
    }

    @Test
    void aMessageOfAJobIsErasedIfItNamesThePersonAsAWord() {
        Jobs jobs = project.jobs();
        jobs.submit("a", "{}", 9);
        Job job = jobs.claim("a");
        jobs.progress(job.id(), 0.5, "user 1-2 of 12");
        project.persons().erase("12");
        assertThat(jobs.get(job.id()).message()).isNull();
        jobs.progress(job.id(), 0.5, "user 1-2 of 12");
        project.persons().erase("2");
        assertThat(jobs.get(job.id()).message()).as("another name").isEqualTo("user 1-2 of 12");
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
