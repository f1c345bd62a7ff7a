package dev.kindred.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the source files of a module; subclass it in each module's tests. */
public abstract class HouseRules {
    private static final int LONGEST_FILE = 400;

    @Test
    void noFileIsLongerThan400Lines() {
        for (Path file : sources("src")) {
            assertThat(lines(file)).as("lines of %s", file).hasSizeLessThanOrEqualTo(LONGEST_FILE);
        }
    }

    @Test
    void everyMainPackageIsNullMarked() {
        for (Path file : sources("src/main")) {
            Path info = file.resolveSibling("package-info.java");
            assertThat(info).exists();
            assertThat(lines(info)).as("%s", info).contains("@NullMarked");
        }
    }

    @Test
    void noTestIsSwitchedOffOrSleeps() {
        for (Path file : sources("src/test")) {
            if (!file.endsWith("HouseRules.java")) {
                assertThat(lines(file))
                        .as("%s", file)
                        .noneMatch(
                                line ->
                                        line.contains("@Disabled")
                                                || line.contains("Thread.sleep"));
            }
        }
    }

    private static List<Path> sources(String folder) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(found).isNotEmpty();
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
