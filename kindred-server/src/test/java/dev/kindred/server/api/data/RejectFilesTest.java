package dev.kindred.server.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectFilesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir private Path folder;

    private RejectFiles at(Duration later) {
        Clock clock = Clock.fixed(START.plus(later), ZoneOffset.UTC);
        return new RejectFiles(folder, Duration.ofDays(30), clock);
    }

    private static void write(RejectFiles files, String project, String job) throws IOException {
        Files.writeString(files.create(project, job), job);
    }

    @Test
    void findsTheFileOfAnImportUntilItIsOver() throws IOException {
        write(at(Duration.ZERO), "p", "j_1-a");
        assertThat(at(Duration.ofDays(30)).find("p", "j_1-a")).hasContent("j_1-a");
        assertThat(at(Duration.ofDays(31)).find("p", "j_1-a")).isNull();
        assertThat(at(Duration.ZERO).find("p", "a")).isNull();
        assertThat(at(Duration.ZERO).find("q", "j_1-a")).isNull();
        assertThat(at(Duration.ZERO).find("p", "../p/j_1-a")).isNull();
    }

    @Test
    void aNewImportRemovesWhatIsOverAndAllButTheLast() throws IOException {
        write(at(Duration.ZERO), "p", "j_0");
        for (int k = 1; k <= RejectFiles.MOST; k++) {
            write(at(Duration.ofMinutes(k)), "p", "j_" + k);
        }
        RejectFiles now = at(Duration.ofHours(1));
        assertThat(now.find("p", "j_0")).isNull();
        assertThat(now.find("p", "j_1")).isNotNull();

        write(at(Duration.ofDays(40)), "p", "late");
        try (var left = Files.list(folder.resolve("p"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void removesWhatIsOverInAllProjects() throws IOException {
        at(Duration.ZERO).removeOld();
        write(at(Duration.ZERO), "p", "j_1");
        write(at(Duration.ofDays(2)), "q", "j_2");
        at(Duration.ofDays(31)).removeOld();
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile))
                    .singleElement()
                    .satisfies(file -> assertThat(file).hasContent("j_2"));
        }
    }

    @Test
    void forgetsAProjectAlone() throws IOException {
        RejectFiles files = at(Duration.ZERO);
        write(files, "p", "j_1");
        write(files, "q", "j_1");
        files.forget("p");
        assertThat(files.find("p", "j_1")).isNull();
        assertThat(files.find("q", "j_1")).isNotNull();
    }
}
