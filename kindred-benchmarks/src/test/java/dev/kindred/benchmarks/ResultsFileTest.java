package dev.kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {
    @Test
    void onlyTheSectionIsReplaced(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("RESULTS.md");
        ResultsFile.write(file, "knn", "old");
        ResultsFile.write(file, "ease", "other");
        Files.writeString(file, "\nby hand\n", java.nio.file.StandardOpenOption.APPEND);

        ResultsFile.write(file, "knn", "new");

        assertThat(Files.readString(file))
                .startsWith("# Results")
                .contains(
                        "<!-- begin measured knn -->\nnew\n<!-- end measured knn -->",
                        "<!-- begin measured ease -->\nother\n<!-- end measured ease -->")
                .endsWith("\nby hand\n")
                .doesNotContain("old");
    }

    @Test
    void aMarkerWithoutPartnerIsAnError() {
        assertThatThrownBy(() -> ResultsFile.replace(ResultsFile.begin("knn"), "knn", "new"))
                .hasMessageContaining("must both be there");
        assertThatThrownBy(() -> ResultsFile.replace(ResultsFile.end("knn"), "knn", "new"))
                .hasMessageContaining("must both be there");
    }
}
