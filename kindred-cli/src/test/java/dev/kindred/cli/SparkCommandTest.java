package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SparkCommandTest {
    @TempDir private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void aDistributionThatRepeatsItsWords() throws IOException {
        Path submit = Files.createDirectories(folder.resolve("spark/bin")).resolve("spark-submit");
        Files.writeString(submit, "#!/bin/sh\necho \"$@\"\nexit 7\n");
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        Path jar = Files.createFile(folder.resolve("jobs.jar"));
        environment.put("SPARK_HOME", folder.resolve("spark").toString());
        environment.put("KINDRED_SPARK_JAR", jar.toString());
    }

    private List<String> line(String... words) throws IOException {
        var command = new SparkCommand(environment);
        new CommandLine(command).setStopAtPositional(true).parseArgs(words);
        return command.commandLine();
    }

    @Test
    void allWordsGoToTheJob() throws IOException {
        environment.put("KINDRED_SPARK_OPTS", "--driver-memory 8g");
        List<String> line = line("train", "--data", "p", "-a", "ials", "--set", "factors=8");
        assertThat(line.get(0)).endsWith("bin/spark-submit");
        assertThat(line)
                .containsSequence("--master", "local[*]", "--class", "dev.kindred.spark.Main");
        assertThat(line).containsSequence("--driver-memory", "8g");
        assertThat(line.subList(line.size() - 8, line.size()))
                .containsExactly(
                        environment.get("KINDRED_SPARK_JAR"),
                        "train",
                        "--data",
                        "p",
                        "-a",
                        "ials",
                        "--set",
                        "factors=8");
    }

    @Test
    void whatIsMissingIsNamed() {
        environment.remove("SPARK_HOME");
        assertThatThrownBy(() -> line("prepare"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("SPARK_HOME is not set");
        environment.put("SPARK_HOME", folder.toString());
        assertThatThrownBy(() -> line("prepare")).hasMessageContaining("no Spark distribution");
        environment.put("SPARK_HOME", folder.resolve("spark").toString());
        environment.put("KINDRED_SPARK_JAR", folder.resolve("none.jar").toString());
        assertThatThrownBy(() -> line("prepare")).hasMessageContaining("no such file");
    }

    @Test
    void withoutAJobItSaysSo() {
        CommandRun.bad(2, "spark");
        assertThat(CommandRun.good("spark", "--help").out()).contains("SPARK_HOME", "Example");
    }
}
