package dev.kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunBenchmarksTest {
    @TempDir private Path folder;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @BeforeEach
    void makeData() {
        TinyData.write(folder.resolve("data"));
    }

    private int run(String... arguments) {
        return RunBenchmarks.run(
                folder, new PrintStream(log, true, StandardCharsets.UTF_8), arguments);
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PEERS", "PEERLISTS"})
    void everyPartMeasuresAndWritesItsSection(Part part) throws Exception {
        if (part == Part.DEMO) {
            Path launcher = Files.writeString(folder.resolve("kindred"), "#!/bin/sh\nexit 0\n");
            Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        }
        Path output = folder.resolve("RESULTS.md");

        int code =
                run(
                        "--parts",
                        part.label(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--output",
                        output.toString(),
                        "--threads",
                        "2",
                        "--seconds",
                        "0",
                        "--sizes",
                        "2000,3000");

        assertThat(code).as(log()).isZero();
        assertThat(log()).contains(part.label() + ": " + part.about());
        String text = Files.readString(output);
        assertThat(text)
                .contains(ResultsFile.begin(part.label()), ResultsFile.end(part.label()))
                .contains("## Speed: " + part.about(), "commit", "2 threads; calibration")
                .doesNotContain("NaN");
        // Every row has a positive time.
        assertThat(
                        Pattern.compile("(?m)^\\| [^|]+ \\| ~?\\d+(\\.\\d+)? \\|")
                                .matcher(text)
                                .results())
                .isNotEmpty();
    }

    @Test
    void defaultsAreMeasuredOnEverySetWithTheFittingMetricTheBestFirst() throws Exception {
        Path output = folder.resolve("RESULTS.md");
        String data = folder.resolve("data").toString();
        assertThat(
                        run(
                                "--parts",
                                "defaults",
                                "--data",
                                data,
                                "--output",
                                output.toString(),
                                "--seconds",
                                "0"))
                .as(log())
                .isZero();
        String text = Files.readString(output);
        for (String set : new String[] {"movielens-small", "ml-100k", "ml-1m"}) {
            assertThat(text)
                    .containsPattern(set + ": ease \\|.*\\| ndcg@10 0\\.")
                    .containsPattern(set + ": item-knn \\|.*\\| ndcg@10 0\\.")
                    .containsPattern(set + ": item-knn, rating \\|.*\\| rmse [01]\\.")
                    .containsPattern(set + ": bias \\|.*\\| rmse [01]\\.");
            assertThat(values(text, set + ": [^|]*\\|.*\\| ndcg@10"))
                    .hasSizeGreaterThan(5)
                    .isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(values(text, set + ": [^|]*\\|.*\\| rmse")).hasSizeGreaterThan(3).isSorted();
        }
        assertThat(text).containsPattern("gowalla: ease \\|.*\\| ndcg@20 0\\.");
        assertThat(text).doesNotContainPattern("gowalla: [^|]*\\|.*\\| rmse");
    }

    private static List<Double> values(String text, String before) {
        return Pattern.compile("(?m)^\\| " + before + " ([0-9.]+)")
                .matcher(text)
                .results()
                .map(found -> Double.valueOf(found.group(1)))
                .toList();
    }

    @Test
    void helpNamesEveryPartAndOption() {
        assertThat(run("--help")).isZero();
        for (Part part : Part.values()) {
            assertThat(log()).contains(part.label(), part.about());
        }
    }

    @Test
    void wrongUsageExitsWith2AndMissingDataWith1() {
        assertThat(run("--parts", "kmn")).isEqualTo(2);
        assertThat(log()).contains("unknown part \"kmn\"", "knn");
        assertThat(run("--treads", "2")).isEqualTo(2);
        assertThat(log()).contains("unknown option --treads", "--threads");
        assertThat(run("--threads", "0")).isEqualTo(2);
        assertThat(run("--threads")).isEqualTo(2);
        assertThat(run("--parts", "read", "--seconds", "0", "--data", "/nowhere")).isEqualTo(1);
        assertThat(log()).contains("/nowhere").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"PEERS", "PEERLISTS"})
    void otherSystemsThatAreNotBuiltAreAnError(Part part) {
        int code =
                run(
                        "--parts",
                        part.label(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--seconds",
                        "0");

        assertThat(code).isEqualTo(1);
        assertThat(log()).contains("is not built", "-Ppeers");
    }
}
