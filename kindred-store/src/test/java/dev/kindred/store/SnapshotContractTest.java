package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Dedupe;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.store.Events.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What training reads is what the log says, whatever became of the snapshot. */
@ParameterizedClass
@EnumSource(Engine.class)
class SnapshotContractTest {
    private static final int ENOUGH = 10_001; // for a snapshot to be written

    @Parameter Engine engine;
    private Project project;
    private Events events;
    private Path file;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
        events = project.events();
        file = engine.folder().resolve("snapshots").resolve(project.id() + ".log");
    }

    private void store(int count, WriteMode mode, long seed) {
        var random = new Random(seed);
        var batch = new ArrayList<Event>();
        for (int k = 0; k < count; k++) {
            String type = random.nextBoolean() ? "view" : "buy";
            String user = "user é" + random.nextInt(40);
            String item = "i" + random.nextInt(30);
            batch.add(Event.of(user, item, type, k, random.nextLong()));
        }
        events.append(batch, mode);
    }

    /** Naive: each event that overwrites removes those before it with the same key. */
    private List<Interaction> expected() {
        var kept = new ArrayList<Interaction>();
        for (StoredEvent stored : events.list(Filter.ALL, 0, Integer.MAX_VALUE)) {
            Event e = stored.event();
            if (stored.overwrites()) {
                kept.removeIf(
                        old ->
                                old.user().equals(e.user())
                                        && old.item().equals(e.item())
                                        && old.type().equals(e.type()));
            }
            kept.add(new Interaction(e.user(), e.item(), e.type(), e.value(), e.time()));
        }
        return kept;
    }

    private void assertReadsTheLog() {
        assertThat(events.interactions()).containsExactlyElementsOf(expected());
    }

    @Test
    void aFewEventsAreReadWithoutASnapshot() {
        assertThat(events.interactions().size()).isZero();
        store(50, WriteMode.ADD, 1);
        store(50, WriteMode.SET, 2);
        assertReadsTheLog();
        assertThat(file).doesNotExist();
    }

    @Test
    void manyAreReadFromASnapshotAndWhatCameSince() throws IOException {
        store(ENOUGH, WriteMode.ADD, 1);
        assertReadsTheLog();
        assertThat(file).exists();
        byte[] first = Files.readAllBytes(file);
        store(300, WriteMode.SET, 2);
        store(10, WriteMode.ADD, 3);
        assertReadsTheLog();
        assertThat(Files.readAllBytes(file)).as("still good enough").isEqualTo(first);
        store(ENOUGH, WriteMode.ADD, 4);
        assertReadsTheLog();
        assertThat(Files.readAllBytes(file)).as("written anew").isNotEqualTo(first);
        assertReadsTheLog();
    }

    @Test
    void aSnapshotIsUsedAndNotOnlyWritten() throws Exception {
        store(ENOUGH, WriteMode.ADD, 1);
        Project other = engine.newProject();
        events.interactions();
        int size = events.interactions().size();
        Path foreign = file.resolveSibling(other.id() + ".log");
        Files.copy(file, foreign);
        assertThat(size).isEqualTo(ENOUGH);
        assertThat(other.events().interactions().size())
                .as("the snapshot of another project is not used")
                .isZero();
    }

    @Test
    void aDamagedOrCutSnapshotIsBuiltAnew() throws IOException {
        store(ENOUGH, WriteMode.ADD, 1);
        InteractionLog good = events.interactions();
        byte[] bytes = Files.readAllBytes(file);
        var random = new Random(3);
        for (int round = 0; round < 20; round++) {
            byte[] bad = bytes.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            assertThat(events.interactions()).containsExactlyElementsOf(good);
            assertThat(Files.readAllBytes(file)).as("round %d", round).isEqualTo(bytes);
        }
        for (int length : new int[] {0, 7, 100, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThat(events.interactions()).containsExactlyElementsOf(good);
        }
    }

    @Test
    void deletedMergedAndErasedEventsAreGoneFromTheSnapshotAtOnce() {
        store(ENOUGH, WriteMode.ADD, 1);
        events.interactions();
        events.delete(new Filter("user é1", "i2", null));
        assertThat(file).doesNotExist();
        assertReadsTheLog();
        project.persons().merge("user é3", "user é4");
        assertReadsTheLog();
        events.interactions();
        project.persons().erase("user é5");
        assertThat(file).doesNotExist();
        assertReadsTheLog();
        assertThat(events.interactions().users().contains("user é5")).isFalse();
    }

    @Test
    void aDatasetOfTheStoreSumsWhatAddsUpAndTakesWhatWasSet() {
        events.append(
                List.of(
                        Event.of("u", "i", "view", 1, 1),
                        Event.of("u", "i", "view", 2, 2),
                        Event.of("u", "j", "view", 8, 3)),
                WriteMode.ADD);
        events.append(List.of(Event.of("u", "j", "view", 5, 4)), WriteMode.SET);
        Dataset data = new DatasetBuilder().dedupe(Dedupe.SUM).build(events.interactions());
        // i: 1 + 2 = 3; j: 8 replaced by 5
        assertThat(data.byUser().value(data.byUser().start(0) + data.items().row("i")))
                .isEqualTo(3);
        assertThat(data.byUser().value(data.byUser().start(0) + data.items().row("j")))
                .isEqualTo(5);
    }
}
