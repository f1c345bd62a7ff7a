package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindredTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "train",
                "recommend",
                "predict",
                "similar",
                "evaluate",
                "tune",
                "algorithms",
                "completion"
            })
    void everyCommandHasHelpWithAnExampleAndTheCommonOptions(String command) {
        CommandRun run = CommandRun.good(command, "--help");
        assertThat(run.out())
                .contains("kindred " + command, "Example", "--format", "--seed", "--threads")
                .contains("--quiet", "--help");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).doesNotContain("null");
        assertThat(CommandRun.good("--help").out()).contains("\n  " + command);
        assertThat(CommandRun.good("help", command).out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "recommend", "predict", "similar", "evaluate", "tune"})
    void everyCommandThatReadsDataHasTheOptionsForData(String command) {
        assertThat(CommandRun.good(command, "--help").out())
                .contains("--columns", "--input-format", "--strict", "--items", "--users")
                .contains("--weight", "--dedupe", "--from", "--to", "--min-per-user")
                .contains("--min-per-item", "--likes-from", "--set", "--preset", "Exit codes");
    }

    @Test
    void versionGoesToStdout() {
        assertThat(CommandRun.good("--version").out()).startsWith("kindred 0.1.0 (Java ");
    }

    @Test
    void wordsThatAreNoCommandOrOptionAreWrongUsageWithASuggestion() {
        assertThat(CommandRun.bad(2, "recomend").err())
                .contains("unknown command \"recomend\"", "did you mean \"recommend\"");
        assertThat(CommandRun.bad(2, "recommend", "--dta", "x").err())
                .contains("unknown option \"--dta\"", "did you mean \"--data\"")
                .contains("kindred recommend --help");
        assertThat(CommandRun.bad(2, "algorithms", "--x").err())
                .contains("unknown option \"--x\"")
                .doesNotContain("did you mean");
        assertThat(CommandRun.bad(2, "train", "--sed=5", "--data", "x", "--output", "y").err())
                .contains("unknown option \"--sed\"");
        assertThat(CommandRun.bad(2, "algorithms", "popular", "more").err())
                .contains("unexpected argument \"more\"");
        assertThat(CommandRun.bad(2).err()).contains("a command is needed");
    }

    @Test
    void valuesThatDoNotFitAreWrongUsage() {
        assertThat(CommandRun.bad(2, "algorithms", "--seed", "x").err()).contains("--seed", "x");
        assertThat(CommandRun.bad(2, "algorithms", "--format", "xml").err())
                .contains("--format must be one of table, json, csv, but is \"xml\"");
        assertThat(CommandRun.bad(2, "similar", "--item", "1", "--by", "zzz").err())
                .contains("--by must be one of content, users, but is \"zzz\"\n")
                .doesNotContain("CONTENT");
        assertThat(CommandRun.bad(2, "tune", "--budget=epoch").err())
                .contains("--budget must be one of auto, epochs, users, none, but is \"epoch\"")
                .contains("did you mean \"epochs\"?");
        assertThat(CommandRun.bad(2, "algorithms", "--format").err()).contains("--format");
        assertThat(CommandRun.bad(2, "recommend", "-n", "2147483648").err())
                .contains("'2147483648' is not a whole number up to 2147483647");
        assertThat(CommandRun.bad(2, "recommend", "--seed", "1e3").err())
                .contains("'1e3' is not a whole number");
        assertThat(CommandRun.bad(2, "recommend", "--likes-from", "high").err())
                .contains("'high' is not a number");
        assertThat(CommandRun.bad(2, "recommend", "--set", "neighbours").err())
                .contains("--set", "should be NAME=VALUE", "neighbours")
                .doesNotContain("option option");
        assertThat(CommandRun.bad(2, "recommend", "--history", "-m1,b").err())
                .contains("Maybe --history=-m1,b");
        assertThat(CommandRun.bad(2, "algorithms", "populr").err())
                .contains("unknown algorithm \"populr\"", "did you mean \"popular\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seed 1 --seed 2",
                "--algorithm popular --set halfLife=3 --algorithm bias",
                "-n 2 --explain -n 3",
                "--likes-from 3 --dedupe sum --likes-from 4",
                "--strict --min-per-user 2 --strict",
                "--data other.csv"
            })
    void optionsThatMayBeGivenOnceAreNotOverwrittenSilently(String twice) {
        List<Object> words = new ArrayList<>(List.of("recommend", "--data", "x", "--user", "1"));
        words.addAll(List.of(twice.split(" ")));
        String option = twice.startsWith("-n") ? "-n" : twice.split(" ")[0];
        assertThat(CommandRun.bad(2, words.toArray()).err())
                .contains("'" + option + "'", "only once");
    }

    @Test
    void repeatableOptionsAreRepeatable(@TempDir Path folder) {
        CommandRun run =
                CommandRun.good(
                        "recommend",
                        "--data",
                        Samples.textbook(folder),
                        "--user",
                        "1",
                        "--set",
                        "mode=rating",
                        "--weight",
                        "rating=2",
                        "--user",
                        "2",
                        "--set",
                        "neighbours=3",
                        "--weight",
                        "view=1",
                        "--format",
                        "json");
        assertThat(run.array()).extracting(list -> list.get("user")).containsExactly("1", "2");
    }

    @Test
    void algorithmsAreListedWithSummariesAndSettings() {
        CommandRun table = CommandRun.good("algorithms", "--format", "table");
        assertThat(table.out()).contains("popular", "the most popular items");
        CommandRun one = CommandRun.good("algorithms", "popular", "--format", "table");
        assertThat(one.out()).contains("halfLife", "0.0", "a number");
        var json = CommandRun.good("algorithms", "bias", "--format", "json").object();
        assertThat(json).containsEntry("algorithm", "bias");
        assertThat(CommandRun.map(json, "settings")).containsKey("damping");
        assertThat(CommandRun.map(json, "presets")).containsKey("global-mean");
        assertThat(CommandRun.good("algorithms", "popular", "--format", "csv").out())
                .isEqualTo("setting,default\nhalfLife,0.0\n");
        assertThat(CommandRun.good("algorithms").array())
                .extracting(algorithm -> algorithm.get("algorithm"))
                .contains("popular", "random", "bias");
    }

    @Test
    void completionIsABashScriptForAllCommands() {
        assertThat(CommandRun.good("completion").out())
                .startsWith("#!/usr/bin/env bash")
                .contains("complete -F", "recommend", "--history", "evaluate");
    }

    @Test
    void aReaderThatHasSeenEnoughEndsTheCommandQuietly() {
        CommandRun run = runInto(failing("Broken pipe"));
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aFullDiskIsReported() {
        CommandRun run = runInto(failing("No space left on device"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("kindred: reading or writing failed: No space left on device\n");
    }

    @Test
    void unexpectedErrorsHideTheStackTraceUnlessAskedForIt() {
        Writer broken = failing(null);
        assertThat(runInto(broken).err())
                .contains("internal error", "--debug")
                .doesNotContain("\tat ");
        assertThat(runInto(broken, "--debug").err()).contains("internal error", "\tat ");
    }

    @Test
    void lackOfMemoryNamesTheRemedy() {
        var err = new ByteArrayOutputStream();
        var errors = new Errors(Terminal.of(new StringWriter(), err));
        assertThat(errors.report(new OutOfMemoryError("Java heap space"))).isEqualTo(1);
        assertThat(err.toString()).contains("out of memory", "KINDRED_JAVA_OPTS=-Xmx");
    }

    private static CommandRun runInto(Writer out, String... more) {
        var err = new ByteArrayOutputStream();
        String[] args = new String[1 + more.length];
        args[0] = "algorithms";
        System.arraycopy(more, 0, args, 1, more.length);
        int code = Kindred.run(Terminal.of(out, err), args);
        return new CommandRun(code, "", err.toString());
    }

    /** A writer that fails with an IOException, or, without a message, in another way. */
    private static Writer failing(@org.jspecify.annotations.Nullable String message) {
        return new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                if (message == null) {
                    throw new IllegalStateException("unforeseen");
                }
                throw new IOException(message);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
