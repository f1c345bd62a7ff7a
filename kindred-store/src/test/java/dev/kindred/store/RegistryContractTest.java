package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.Documents.Document;
import dev.kindred.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class RegistryContractTest {
    @Parameter Engine engine;
    @TempDir Path folder;
    private Project project;
    private Models models;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
        models = project.models();
    }

    private ModelRecord add(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("m"), content);
        return models.add(file, "ease", "{\"ndcg@10\":0.4}", "{}");
    }

    private static void assertReason(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void aModelIsKeptWithItsChecksum() throws IOException {
        ModelRecord added = add("hello");
        assertThat(added.version()).isEqualTo(1);
        // printf hello | sha256sum
        assertThat(added.sha256())
                .isEqualTo("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(added.size()).isEqualTo(5);
        assertThat(added.active()).isFalse();
        Files.delete(folder.resolve("m"));
        assertThat(models.file(1)).hasContent("hello");
        assertThat(models.list()).containsExactly(added);
    }

    @Test
    void anAlteredCutOrMissingFileIsNamedAndNotActivated() throws IOException {
        Path file = project.models().file(add("hello").version());
        Files.writeString(file, "hellp");
        assertReason(Reason.DAMAGED, () -> models.file(1));
        assertReason(Reason.DAMAGED, () -> models.activate(1));
        Files.writeString(file, "hell");
        assertReason(Reason.DAMAGED, () -> models.file(1));
        Files.delete(file);
        assertReason(Reason.DAMAGED, () -> models.file(1));
        assertThat(models.active()).isNull();
        assertThat(models.file(add("hello").version())).as("stored anew").hasContent("hello");
        assertThat(models.file(1)).hasContent("hello");
    }

    @Test
    void rollingBackGoesToTheVersionsThatWereActiveBefore() throws IOException {
        assertReason(Reason.CONFLICT, models::rollBack);
        for (int k = 1; k <= 4; k++) {
            add("model " + k);
        }
        models.activate(1);
        models.activate(2);
        models.activate(4); // 3 never was
        assertThat(models.active().version()).isEqualTo(4);
        assertThat(models.rollBack().version()).isEqualTo(2);
        assertThat(models.rollBack().version()).isEqualTo(1);
        assertReason(Reason.CONFLICT, models::rollBack);
        assertThat(models.list()).filteredOn(ModelRecord::active).hasSize(1);
        assertReason(Reason.NOT_FOUND, () -> models.activate(9));
    }

    @Test
    void deletingKeepsTheFileWhileAnotherVersionHasItAndNeverGivesANumberAgain()
            throws IOException {
        add("same");
        add("same");
        Path file = models.file(2);
        models.activate(1);
        assertReason(Reason.CONFLICT, () -> models.delete(1));
        assertThat(models.delete(2)).isTrue();
        assertThat(models.delete(2)).isFalse();
        assertThat(file).exists();
        assertThat(add("other").version()).isEqualTo(3);
        models.activate(3);
        models.delete(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void documentsHaveVersionsAndAHistory() {
        Documents documents = project.documents();
        Document first = documents.put("rule", "r", "{\"a\":1}", Documents.NEW, "ann");
        assertThat(first.version()).isEqualTo(1);
        documents.put("rule", "r", "{\"a\":2}", 1, "bob");
        assertReason(Reason.CONFLICT, () -> documents.put("rule", "r", "{}", 1, "ann"));
        assertReason(Reason.CONFLICT, () -> documents.put("rule", "r", "{}", 0, "ann"));
        documents.put("rule", "b", "{}", Documents.ANY_VERSION, "ann");
        documents.put("pipeline", "b", "{}", Documents.ANY_VERSION, "ann");
        assertThat(documents.list("rule")).extracting("id").containsExactly("b", "r");
        assertThat(documents.get("rule", "r").body()).isEqualTo("{\"a\":2}");
        assertThat(documents.history("rule", "r")).extracting("author").contains("ann", "bob");
        assertThatThrownBy(() -> documents.put("rule", "x", "3", 0, "a"))
                .hasMessageContaining("rule \"x\" must be a JSON object");
    }

    @Test
    void aDeletedDocumentIsGoneButItsHistoryStays() {
        Documents documents = project.documents();
        documents.put("rule", "r", "{\"a\":1}", Documents.NEW, "ann");
        assertThat(documents.delete("rule", "r", 1, "bob")).isTrue();
        assertThat(documents.delete("rule", "r", Documents.ANY_VERSION, "bob")).isFalse();
        assertThat(documents.get("rule", "r")).isNull();
        assertThat(documents.list("rule")).isEmpty();
        assertThat(documents.put("rule", "r", "{}", Documents.NEW, "ann").version()).isEqualTo(3);
        assertThat(documents.history("rule", "r"))
                .extracting("body")
                .containsExactly("{}", null, "{\"a\":1}");
    }
}
