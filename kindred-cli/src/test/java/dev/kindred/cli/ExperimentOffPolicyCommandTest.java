package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentOffPolicyCommandTest {
    @TempDir Path folder;

    /** The vector of OffPolicyTest, as a log. */
    private Path log() {
        return CommandRun.file(
                folder,
                "log.csv",
                "item,click,propensity,target\na,1,.5,.8\nb,0,.5,.2\na,1,.25,.5\nb,1,.5,.2\n"
                        + "a,0,.25,.5\n");
    }

    private static double value(CommandRun run, String estimator) {
        return (double)
                CommandRun.list(run.object(), "values").stream()
                        .filter(value -> value.get("estimator").equals(estimator))
                        .findFirst()
                        .orElseThrow()
                        .get("value");
    }

    @Test
    void aColumnOfTheLogIsAPolicy() {
        CommandRun run =
                CommandRun.good(
                        "experiment",
                        "off-policy",
                        "--data",
                        log(),
                        "--policy",
                        "=target",
                        "--clip",
                        "1.5",
                        "--format",
                        "json");
        assertThat(value(run, "ips")).isCloseTo(.8, within(1e-9));
        assertThat(value(run, "snips")).isCloseTo(.625, within(1e-9));
        assertThat(value(run, "clipped")).isCloseTo(.68, within(1e-9));
        assertThat((double) run.object().get("effectiveSize")).isCloseTo(3.764706, within(1e-6));
        assertThat(CommandRun.list(run.object(), "values")).hasSize(3);
    }

    @Test
    void aFileOrUniformIsAPolicy() {
        Path policy = CommandRun.file(folder, "p.csv", "action,probability\na,1\n");
        CommandRun run =
                CommandRun.good(
                        "experiment",
                        "off-policy",
                        "--data",
                        log(),
                        "--policy",
                        policy,
                        "--format",
                        "json");
        // weights 2, 0, 4, 0, 4: (2 + 4) / 5
        assertThat(value(run, "ips")).isCloseTo(1.2, within(1e-9));
        assertThat(value(run, "snips")).isCloseTo(.6, within(1e-9));
        CommandRun table =
                CommandRun.good(
                        "experiment",
                        "off-policy",
                        "--data",
                        log(),
                        "--policy",
                        "uniform",
                        "--format",
                        "table");
        assertThat(table.out())
                .contains("the log's own", "0.600000", "doubly-robust", "5 decisions tell as much");
        CommandRun csv =
                CommandRun.good(
                        "experiment",
                        "off-policy",
                        "--data",
                        log(),
                        "--policy",
                        "uniform",
                        "--format",
                        "csv");
        assertThat(csv.out()).startsWith("estimator,value,standard_error,low,high\nips,");
    }

    @Test
    void logsAndPoliciesThatCannotBeAreTold() {
        List<Object> start = List.of("experiment", "off-policy", "--data");
        Path missing = CommandRun.file(folder, "a.csv", "item,click\na,1\n");
        assertThat(bad(1, start, missing, "--policy", "uniform"))
                .contains("has no column propensity; its columns are item, click");
        Path zero = CommandRun.file(folder, "b.csv", "item,click,propensity\na,1,.5\na,1,0\n");
        assertThat(bad(1, start, zero, "--policy", "uniform"))
                .contains("b.csv line 3: the logged propensity must be above 0");
        Path empty = CommandRun.file(folder, "c.csv", "item,click,propensity\n");
        assertThat(bad(1, start, empty, "--policy", "uniform")).contains("no decisions");
        assertThat(bad(1, start, empty, "--policy", "=click")).contains("there are no decisions");
        assertThat(bad(1, start, log(), "--policy", "=tagret"))
                .contains("no column \"tagret\" (did you mean \"target\"?)");
        assertThat(bad(2, start, log(), "--policy", "uniform", "--actions", "1"))
                .contains("there are 2 actions in the log");
        assertThat(bad(2, start, log(), "--policy", "=target", "--actions", "1"))
                .contains("--actions is for --policy uniform");
        assertThat(bad(2, start, log(), "--policy", "uniform", "--clip", "0")).contains("clip");
        Path half = CommandRun.file(folder, "p.csv", "action,probability\na,.5\n");
        assertThat(bad(1, start, log(), "--policy", half))
                .contains("must sum to 1, but sum to 0.5");
        Path twice = CommandRun.file(folder, "p.csv", "action,probability\na,.5\na,.5\n");
        assertThat(bad(1, start, log(), "--policy", twice)).contains("given twice");
    }

    private static String bad(int code, List<Object> start, Object... words) {
        var all = new java.util.ArrayList<>(start);
        all.addAll(List.of(words));
        return CommandRun.bad(code, all.toArray()).err();
    }
}
