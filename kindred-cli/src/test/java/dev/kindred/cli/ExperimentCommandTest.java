package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentCommandTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plan", "assign", "analyse", "off-policy"})
    void everyCommandHasHelpWithAnExample(String command) {
        CommandRun run = CommandRun.good("experiment", command, "--help");
        assertThat(run.out())
                .contains("kindred experiment " + command, "Example", "Exit codes", "--format")
                .doesNotContain("null", "%%");
        assertThat(CommandRun.good("experiment", "--help").out()).contains("\n  " + command);
    }

    @Test
    void aCommandIsNeeded() {
        assertThat(CommandRun.bad(2, "experiment").err())
                .contains("one of plan, assign, analyse, off-policy is needed");
        assertThat(CommandRun.bad(2, "experiment", "analyze").err())
                .contains("unknown command \"analyze\" (did you mean \"analyse\"?)");
    }

    @Test
    void aPlanTellsUsersAndDays() {
        CommandRun run =
                CommandRun.good(
                        "experiment",
                        "plan",
                        "--rate",
                        ".05",
                        "--lift",
                        "0.1,0.2",
                        "--format",
                        "json",
                        "--units-per-day",
                        "4000",
                        "--coverage",
                        ".5");
        Map<String, Object> first = run.array().get(0);
        assertThat(first).containsEntry("perArm", 31_231.0).containsEntry("total", 62_462.0);
        // 62,462 / 2,000
        assertThat(first).containsEntry("days", 32.0);
        assertThat((double) first.get("perArmSequential")).isBetween(55_000.0, 65_000.0);
        assertThat(run.array()).hasSize(2);
        CommandRun table =
                CommandRun.good(
                        "experiment",
                        "plan",
                        "--mean",
                        "10",
                        "--deviation",
                        "5",
                        "--lift",
                        ".02",
                        "--correlation",
                        ".7",
                        "--format",
                        "table");
        assertThat(table.out()).contains("2.000 %", "5,004", "10,008").doesNotContain("days");
        assertThat(table.err()).contains("--tuning");
        CommandRun csv =
                CommandRun.good(
                        "experiment",
                        "plan",
                        "--rate",
                        ".05",
                        "--lift",
                        "0.1",
                        "--arms",
                        "3",
                        "--format",
                        "csv");
        assertThat(csv.out())
                .startsWith("lift,perArm,total,perArmSequential,totalSequential\n0.1,");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lift .1 | either --rate or --mean is needed",
                "--rate .1 --mean 2 --deviation 1 --lift .1 | either --rate or --mean is needed",
                "--mean 2 --lift .1 | --mean and --deviation go together",
                "--rate .1 | --lift is needed",
                "--rate .1 --lift 0 | the effect to be found must be",
                "--rate 5 --lift .1 | rate must be above 0 and below 1, but is 5.0",
                "--rate .1 --lift .1 --arms 1 | --arms must be at least 2",
                "--rate .1 --lift .1 --coverage 0 | --coverage must be above 0",
                "--rate .1 --lift .1 --units-per-day 0 | --units-per-day must be",
                "--rate .1 --lift .1 --power 2 | power must be above 0 and below 1",
            })
    void plansThatCannotBeAreWrongUsage(String words, String message) {
        var all = new java.util.ArrayList<Object>(List.of("experiment", "plan"));
        all.addAll(List.of(words.trim().split(" ")));
        assertThat(CommandRun.bad(2, all.toArray()).err()).contains(message);
    }

    private Path config(String text) {
        return CommandRun.file(folder, "exp.json", text);
    }

    @Test
    void assignmentsAreThoseThatAnybodyCanVerify() {
        Path config = config("{\"id\": \"exp-1\", \"variants\": [\"A\", \"B\"]}");
        CommandRun run =
                CommandRun.good(
                        "experiment",
                        "assign",
                        "--config",
                        config,
                        "--user",
                        "user-1",
                        "--user",
                        "user-2",
                        "--format",
                        "json");
        assertThat(run.array()).extracting(one -> one.get("variant")).containsExactly("A", "A");
        assertThat((double) run.array().get(0).get("bucket"))
                .isCloseTo(.436308570105, within(1e-12));
        CommandRun table =
                CommandRun.good(
                        "experiment",
                        "assign",
                        "--config",
                        config,
                        "--user",
                        "user-1",
                        "--format",
                        "table");
        assertThat(table.out()).contains("user-1", "exp-1", "0.436308570105", "in the range");
    }

    @Test
    void assignmentsFollowTargetingAndTellWhyNot() {
        Path config =
                config(
                        "[{\"id\": \"a\", \"variants\": [\"A\", \"B\"], \"targeting\":"
                                + " \"user.plan == 'pro'\", \"forced\": {\"u3\": \"B\"}},"
                                + " {\"id\": \"b\", \"variants\": [\"A\", \"B\"], \"coverage\": 0}]");
        Path users = CommandRun.file(folder, "users.csv", "id,plan\nu1,pro\nu2,free\nu3,free\n");
        Path ids = CommandRun.file(folder, "ids.txt", "u1\nu2\nu3\n");
        CommandRun run =
                CommandRun.good(
                        "experiment",
                        "assign",
                        "--config",
                        config,
                        "--users-file",
                        ids,
                        "--users",
                        users,
                        "--format",
                        "csv");
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("user,experiment,variant,bucket,reason");
        assertThat(lines.get(1)).startsWith("u1,a,").endsWith(",bucket");
        assertThat(lines.get(2)).isEqualTo("u2,a,,,not-targeted");
        assertThat(lines.get(3)).isEqualTo("u3,a,B,,forced");
        assertThat(lines.get(4)).startsWith("u1,b,,").endsWith(",not-covered");
    }

    @Test
    void badConfigurationsAreTold() {
        Path config = config("{\"id\": \"a\", \"variants\": [\"A\", \"B\"], \"weight\": 1}");
        assertThat(CommandRun.bad(1, "experiment", "assign", "-c", config, "-u", "1").err())
                .contains("exp.json line 1: unknown field \"weight\"");
        assertThat(CommandRun.bad(1, "experiment", "assign", "-c", "nope", "-u", "1").err())
                .contains("nope is no file");
        assertThat(CommandRun.bad(2, "experiment", "assign", "-c", config).err())
                .contains("either --user or --users-file is needed");
        assertThat(CommandRun.bad(2, "experiment", "assign", "-u", "1").err()).contains("--config");
        Path good = config("{\"id\": \"a\", \"variants\": [\"A\", \"B\"]}");
        assertThat(CommandRun.bad(2, "experiment", "assign", "-c", good, "-u", "").err())
                .contains("--user must not be empty");
    }
}
