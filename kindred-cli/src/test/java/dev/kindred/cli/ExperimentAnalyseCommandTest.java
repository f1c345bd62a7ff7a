package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentAnalyseCommandTest {
    @TempDir Path folder;

    /** 4,000 users in two arms; the new one sells more, and takes longer. */
    private Path users(int from, int to) {
        var random = new SplittableRandom(from + 7);
        var text = new StringBuilder("user_id,variant,bought,revenue,before,seconds,requests\n");
        for (int user = from; user < to; user++) {
            boolean control = user % 2 == 0;
            double before = 20 + 5 * random.nextGaussian();
            double revenue = before + random.nextGaussian() + (control ? 0 : 1);
            int requests = 1 + random.nextInt(9);
            text.append("u%d,%s,".formatted(user, control ? "control" : "b"))
                    .append(random.nextDouble() < (control ? .1 : .2))
                    .append(",%s,%s,".formatted(revenue, before))
                    .append("%s,%d\n".formatted(requests * (control ? .1 : .11), requests));
        }
        return CommandRun.file(folder, "users%d.csv".formatted(from), text.toString());
    }

    private static CommandRun analyse(Object... words) {
        var all = new ArrayList<Object>(List.of("experiment", "analyse"));
        all.addAll(List.of(words));
        return CommandRun.good(all.toArray());
    }

    private static Map<String, Object> contrast(Map<String, Object> results, int metric) {
        return CommandRun.list(CommandRun.list(results, "metrics").get(metric), "contrasts").get(0);
    }

    @Test
    void aTableOfUsersIsAnalysed() {
        CommandRun run =
                analyse(
                        "--data",
                        users(0, 4_000),
                        "--metric",
                        "bought:conversion",
                        "--metric",
                        "revenue:covariate=before:winsorize=0.999",
                        "--guardrail",
                        "latency=seconds/requests:lower",
                        "--days",
                        "14",
                        "--format",
                        "json");
        Map<String, Object> results = run.object();
        assertThat(CommandRun.list(results, "variants"))
                .extracting(variant -> variant.get("name"))
                .containsExactly("control", "b");
        assertThat(CommandRun.map(results, "sampleRatio")).containsEntry("alarm", false);
        assertThat(contrast(results, 0)).containsEntry("verdict", "better");
        Map<String, Object> revenue = contrast(results, 1);
        assertThat((double) CommandRun.map(revenue, "relative").get("value"))
                .isCloseTo(.05, within(.005));
        assertThat((double) revenue.get("varianceKept")).isLessThan(.1);
        assertThat(contrast(results, 2)).containsEntry("verdict", "worse");
        Map<String, Object> latency = CommandRun.list(results, "metrics").get(2);
        assertThat(latency).containsEntry("role", "guardrail").containsEntry("kind", "ratio");
        assertThat((double) CommandRun.list(latency, "arms").get(0).get("mean"))
                .isCloseTo(.1, within(1e-9));
        Map<String, Object> advice = CommandRun.map(results, "advice");
        assertThat(advice)
                .containsEntry("action", "stop")
                .containsEntry("early", false)
                .containsEntry("words", "Stop arm b: it harms the guardrail latency.");
    }

    @Test
    void tablesAndCsvSayTheSame() {
        Path users = users(0, 4_000);
        CommandRun table =
                analyse("--data", users, "--metric", "bought:conversion", "--format", "table");
        assertThat(table.out())
                .contains("control (control)  2,000  50.0 %", "Sample ratio: fine")
                .contains("always-valid interval", "better", "Ship arm b", "(early: see --days)");
        CommandRun csv =
                analyse("--data", users, "--metric", "bought:conversion", "--format", "csv");
        assertThat(csv.out().lines().skip(1).findFirst().orElseThrow())
                .startsWith("bought,goal,b,2000,")
                .endsWith(",better");
        CommandRun fixed =
                analyse(
                        "--data",
                        users,
                        "--metric",
                        "bought:conversion",
                        "--method",
                        "fixed",
                        "--format",
                        "table",
                        "--show",
                        "requests");
        assertThat(fixed.out()).contains("Welch interval", "requests, shown");
    }

    @Test
    void eventsBelongToUnitsByTheirId() {
        Path units = CommandRun.file(folder, "e.csv", "unit,arm\nu1,A\nu2,A\nu3,B\nu4,B\nu4,B\n");
        Path events =
                CommandRun.file(
                        folder,
                        "m.csv",
                        "unit,metric,value,denominator\nu1,clicks,1,\nu1,clicks,2,\nu3,clicks,4,\n"
                                + "u9,clicks,1,\nu3,rate,1,2\n");
        CommandRun run =
                analyse(
                        "--data",
                        units,
                        "--metrics",
                        events,
                        "--metric",
                        "clicks",
                        "--metric",
                        "rate:ratio",
                        "--format",
                        "json");
        List<Map<String, Object>> metrics = CommandRun.list(run.object(), "metrics");
        assertThat(CommandRun.list(metrics.get(0), "arms"))
                .extracting(arm -> arm.get("mean"))
                .containsExactly(1.5, 2.0);
        assertThat(CommandRun.list(metrics.get(1), "arms"))
                .extracting(arm -> arm.get("mean"))
                .containsExactly(null, .5);
        assertThat(run.err()).contains("1 lines do not count, of units that are in no arm");
        CommandRun all = analyse("--data", units, "--metrics", events, "--format", "json");
        assertThat(CommandRun.list(all.object(), "metrics"))
                .extracting(metric -> metric.get("metric"))
                .containsExactly("clicks", "rate");
    }

    @Test
    void armsOfOtherSizesThanPlannedAreAnAlarm() {
        CommandRun run =
                analyse(
                        "--data",
                        users(0, 4_000),
                        "--metric",
                        "bought:conversion",
                        "--weights",
                        "control=0.4,b=0.6",
                        "--format",
                        "table");
        assertThat(run.out()).contains("Sample ratio: ALARM", "Pause and look for the fault");
    }

    @Test
    void savedStatisticsOfTwoPartsAreThoseOfTheWhole() throws Exception {
        Path one = folder.resolve("one.json");
        Path two = folder.resolve("two.json");
        String metric = "revenue:winsorize=0.99";
        analyse("--data", users(0, 2_000), "--metric", metric, "--save", one);
        analyse("--data", users(2_000, 4_000), "--metric", metric, "--save", two);
        String both = Files.readString(users(0, 2_000));
        both += Files.readString(users(2_000, 4_000)).substring(both.indexOf('\n') + 1);
        Path whole = CommandRun.file(folder, "whole.csv", both);
        Map<String, Object> merged =
                analyse("--summary", one, "--summary", two, "--format", "json").object();
        Map<String, Object> expected =
                analyse("--data", whole, "--metric", metric, "--format", "json").object();
        double found = (double) CommandRun.map(contrast(merged, 0), "relative").get("low");
        double wanted = (double) CommandRun.map(contrast(expected, 0), "relative").get("low");
        assertThat(found).isCloseTo(wanted, within(1e-9));
        assertThat(
                        CommandRun.bad(
                                        1,
                                        "experiment",
                                        "analyse",
                                        "--summary",
                                        whole,
                                        "--format",
                                        "json")
                                .err())
                .contains("whole.csv: the summary of an experiment cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | --metric bougt | has no column \"bougt\" (did you mean \"bought\"?)",
                "1 | --metric variant | line 2: variant must be a number, but is \"control\"",
                "1 | --control x | no unit is in the control \"x\"; the arms are b, control",
                "1 | --unit x | has no column \"x\"",
                "1 | --variant user_id --metric seconds | at most 100 are compared",
                "2 | --metric bought:convertion | (did you mean \"conversion\"?)",
                "2 | --metric bought:winsorize=a | \"a\" is not a number",
                "2 | --metric bought:winsorize=.1 | winsorize of metric \"bought\"",
                "2 | --metric a=seconds/requests:covariate=before | is a ratio",
                "2 | --metric bought --show bought | metric \"bought\" is given twice",
                "2 | --alpha .7 | alpha must be above 0 and below 0.5, but is 0.7",
                "2 | --correction hom | --correction must be holm, bh or none",
                "2 | --weights b=.5 --metric bought | --weights must sum to 1, but sum to 0.5",
                "2 | --weights c=1 --metric bought | no unit is in arm \"c\"; the arms are",
                "2 | --summary x | either --data or --summary is needed",
            })
    void whatCannotBeIsTold(int code, String words, String message) {
        var all = new ArrayList<Object>(List.of("experiment", "analyse"));
        all.addAll(List.of("--data", users(0, 300)));
        all.addAll(List.of(words.trim().split(" ")));
        assertThat(CommandRun.bad(code, all.toArray()).err()).contains(message);
    }

    @Test
    void filesWithoutArmsOrNumbersAreTold() {
        Path one = CommandRun.file(folder, "one.csv", "unit,variant,x\nu1,A,1\nu2,A,2\n");
        assertThat(CommandRun.bad(1, "experiment", "analyse", "--data", one).err())
                .contains("all units are in arm \"A\"; two arms are needed");
        Path bare = CommandRun.file(folder, "bare.csv", "unit,variant\nu1,A\nu2,B\n");
        assertThat(CommandRun.bad(1, "experiment", "analyse", "--data", bare).err())
                .contains("has no numbers beside unit and variant. Maybe --metrics");
        Path none = CommandRun.file(folder, "none.csv", "unit,x\nu1,1\n");
        assertThat(CommandRun.bad(1, "experiment", "analyse", "--data", none).err())
                .contains("has no column variant; its columns are unit, x. Maybe --variant");
        assertThat(CommandRun.bad(2, "experiment", "analyse", "--metrics", "x").err())
                .contains("either --data or --summary is needed");
    }
}
