package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.Idempotency.Outcome;
import dev.kindred.store.sql.Stores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a killed process had begun is known as lost as soon as its folder is opened again. */
class KilledProcessTest {
    @TempDir Path folder;

    /** Starts a process, lets it begin a request and a job, kills it; the job's id. */
    private String killed(String url) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                url,
                                folder.toString())
                        .redirectError(folder.resolve("log").toFile())
                        .start();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return out.lines()
                    .filter(line -> line.startsWith("j_"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(log()));
        } finally {
            process.destroyForcibly().onExit().orTimeout(60, TimeUnit.SECONDS).join();
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void itsRequestsMayBeSentAgainAndItsJobsHaveFailedAtOnce(Engine engine) throws IOException {
        String url = engine.newUrl();
        String job = killed(url);
        try (Store store = Stores.open(url, folder, Clock.systemUTC())) {
            Project project = store.project(Store.DEFAULT_PROJECT);
            assertThat(project.idempotency().begin("k", "h").outcome()).isEqualTo(Outcome.NEW);
            assertThat(project.jobs().failInterrupted()).isEqualTo(1);
            assertThat(project.jobs().get(job).state()).isEqualTo(Job.State.FAILED);
            assertThat(project.jobs().get(job).message())
                    .isEqualTo(
                            "interrupted: the server stopped at: 20 lines read, 19 records stored. Run it again.");
        }
        if (engine == Engine.POSTGRESQL) {
            try (Stream<Path> marks = Files.list(folder.resolve("processes"))) {
                assertThat(marks).as("none is left").isEmpty();
            }
        }
    }

    @Test
    void whoHasAnotherFolderWaitsForTheLease(@TempDir Path other) throws IOException {
        String url = Engine.POSTGRESQL.newUrl();
        killed(url);
        var clock = new TestClock();
        clock.forward(System.currentTimeMillis() - clock.millis());
        try (Store store = Stores.open(url, other, clock)) {
            Project project = store.project(Store.DEFAULT_PROJECT);
            assertThat(project.idempotency().begin("k", "h").outcome())
                    .isEqualTo(Outcome.IN_PROGRESS);
            assertThat(project.jobs().failInterrupted()).isZero();
            clock.forward(Jobs.LEASE);
            assertThat(project.idempotency().begin("k", "h").outcome()).isEqualTo(Outcome.NEW);
            assertThat(project.jobs().failInterrupted()).isEqualTo(1);
        }
    }
}
