package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.Events.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever asks after a write has returned is told of it; what did not change stays equal. */
@ParameterizedClass
@EnumSource(Engine.class)
class FreshnessContractTest {
    @Parameter Engine engine;
    @TempDir Path folder;
    private Project project;

    @BeforeEach
    void freshProject() {
        project = engine.newProject();
    }

    private void append(String user) {
        project.events().append(List.of(Event.of(user, "i", "view", 1, 1)), WriteMode.ADD);
    }

    /** Runs a write; whether it changed what the answers to a user depend on. */
    private boolean changes(String user, Runnable write) {
        Freshness before = project.freshness(user);
        write.run();
        Freshness after = project.freshness(user);
        assertThat(engine.store().project(project.id()).freshness(user)).isEqualTo(after);
        return !after.equals(before);
    }

    @Test
    void everyWriteThatMattersToAUserChangesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("m"), "model");
        Items items = project.items();
        Documents documents = project.documents();
        var user = new UserRecord("u", "{}");
        assertThat(changes("u", () -> append("u"))).isTrue();
        assertThat(changes("u", () -> project.users().put(List.of(user)))).isTrue();
        assertThat(changes("u", () -> items.put(List.of(ItemRecord.of("i", "t"))))).isTrue();
        assertThat(changes("u", () -> items.hide("i", true))).isTrue();
        assertThat(changes("u", () -> items.delete("i"))).isTrue();
        assertThat(changes("u", () -> documents.put("rule", "r", "{}", 0, "a"))).isTrue();
        assertThat(changes("u", () -> documents.delete("rule", "r", 1, "a"))).isTrue();
        project.models().add(file, "ease", "{}", "{}");
        assertThat(changes("u", () -> project.models().activate(1))).isTrue();
        assertThat(project.freshness("u").model()).isEqualTo(1);
        assertThat(changes("u", () -> project.events().delete(Filter.user("u")))).isTrue();
        append("guest");
        assertThat(changes("u", () -> project.persons().merge("guest", "u"))).isTrue();
        assertThat(changes("u", () -> project.events().deleteBefore(2))).isTrue();
        append("u");
        assertThat(changes("u", () -> project.persons().erase("u"))).isTrue();
    }

    @Test
    void whatConcernsOthersOrNobodyDoesNot() {
        append("u");
        assertThat(changes("u", () -> append("other"))).isFalse();
        assertThat(changes("u", () -> project.users().put(List.of(new UserRecord("o", "{}")))))
                .isFalse();
        assertThat(changes("u", () -> project.jobs().submit("train", "{}", 9))).isFalse();
        assertThat(changes("u", () -> project.items().hide("none", true))).isFalse();
        assertThat(changes("u", () -> project.events().append(List.of(), WriteMode.ADD))).isFalse();
        assertThat(changes("u", () -> project.persons().erase("other"))).isFalse();
    }

    @Test
    void whoWasErasedAndComesBackHasNoVersionFromBefore() {
        project.users().put(List.of(new UserRecord("u", "{\"a\":1}")));
        Freshness before = project.freshness("u");
        project.persons().erase("u");
        engine.clock.forward(1);
        project.users().put(List.of(new UserRecord("u", "{\"a\":2}")));
        assertThat(project.freshness("u").history()).isNotEqualTo(before.history());
    }

    @Test
    void aWriteIsSeenAtOnceHoweverManyReadMeanwhile() throws Exception {
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int t = 0; t < 8; t++) {
            int task = t;
            tasks.add(() -> task % 2 == 0 ? readOften() : writeAndRead());
        }
        var pool = Executors.newFixedThreadPool(tasks.size());
        try {
            for (var done : pool.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
    }

    private boolean readOften() {
        long last = 0;
        for (int k = 0; k < 500; k++) {
            long now = project.freshness("u").history().sequence();
            if (now < last) {
                return false;
            }
            last = now;
        }
        return true;
    }

    private boolean writeAndRead() {
        for (int k = 0; k < 50; k++) {
            long mine =
                    project.events()
                            .append(List.of(Event.of("u", "i", "view", 1, k)), WriteMode.ADD)
                            .sequence();
            if (project.freshness("u").history().sequence() < mine) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aDeletedProjectHasNone() {
        project.freshness("u");
        engine.store().projects().delete(project.id());
        assertThatThrownBy(() -> project.freshness("u")).isInstanceOf(StoreException.class);
    }
}
