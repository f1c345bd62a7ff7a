package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneCommandTest {
    @TempDir private Path folder;
    private Path data;
    private Path best;

    @BeforeEach
    void names() {
        data = Samples.likes(folder);
        best = folder.resolve("best.json");
    }

    private Object[] tune(Object... more) {
        var args = new ArrayList<Object>(List.of("tune", "--data", data));
        args.addAll(List.of(more));
        return args.toArray();
    }

    @Test
    void findsSettingsThatTheOtherCommandsTake() {
        Map<String, Object> found =
                CommandRun.good(
                                tune(
                                        "-a",
                                        "item-knn",
                                        "--metric",
                                        "recall@3",
                                        "--trials",
                                        8,
                                        "--range",
                                        "neighbours=2..9",
                                        "--set",
                                        "similarity=jaccard",
                                        "--output",
                                        best))
                        .object();
        Map<String, Object> config = CommandRun.map(found, "config");
        assertThat(found)
                .containsEntry("algorithm", "item-knn")
                .containsEntry("metric", "recall@3");
        assertThat(config).containsEntry("similarity", "jaccard");
        assertThat((Double) config.get("neighbours")).isBetween(2.0, 9.0);
        assertThat(CommandRun.list(found, "trials"))
                .hasSize(8)
                .allSatisfy(
                        trial -> {
                            assertThat((Double) trial.get("value"))
                                    .isLessThanOrEqualTo((Double) found.get("value"));
                            assertThat(CommandRun.map(trial, "settings"))
                                    .doesNotContainKey("similarity");
                        });
        assertThat(CommandRun.map(found, "search"))
                .containsEntry("split", "user:0.2")
                .containsEntry("seed", 42.0);

        assertThat(trained("--config", best)).isEqualTo(config);
        assertThat(trained("--config", best, "--set", "neighbours=11"))
                .containsEntry("neighbours", 11.0)
                .containsEntry("similarity", "jaccard");
        CommandRun.good("recommend", "--data", data, "--config", best, "--user", "u3");
        List<Map<String, Object>> rows =
                CommandRun.good(
                                "evaluate",
                                "--data",
                                data,
                                "--algorithm",
                                "popular",
                                "--config",
                                best,
                                "--set",
                                "shrinkage=1.5")
                        .array();
        assertThat(rows)
                .extracting(row -> row.get("algorithm"))
                .containsExactly("popular", "item-knn");
        assertThat(CommandRun.map(rows.get(1), "config"))
                .containsEntry("shrinkage", 1.5)
                .containsEntry("similarity", "jaccard");
    }

    private Map<String, Object> trained(Object... options) {
        var args =
                new ArrayList<Object>(
                        List.of("train", "--data", data, "--output", folder.resolve("m.kindred")));
        args.addAll(List.of(options));
        return CommandRun.map(CommandRun.good(args.toArray()).object(), "config");
    }

    @Test
    void theValueIsTheOneThatEvaluateMeasuresOnTheSameFiles() throws IOException {
        // Each user's last event is held out by both: the splits have no chance in them.
        Map<String, Object> found =
                CommandRun.good(tune("-a", "popular", "--split", "last:2", "--trials", 1)).object();
        Map<String, Object> row =
                CommandRun.good(
                                "evaluate",
                                "--data",
                                data,
                                "--split",
                                "last:2",
                                "--metrics",
                                "ndcg@10",
                                "-a",
                                "popular")
                        .array()
                        .get(0);
        assertThat(found.get("value")).isEqualTo(CommandRun.map(row, "metrics").get("ndcg@10"));
    }

    @Test
    void holdOutLeavesTheTestSetOfEvaluateOut() throws IOException {
        Map<String, Object> found =
                CommandRun.good(
                                tune(
                                        "-a",
                                        "popular",
                                        "--hold-out",
                                        "last:1",
                                        "--split",
                                        "last:1",
                                        "--trials",
                                        1))
                        .object();
        // Without each user's last like, the one before it is held back.
        var kept = new StringBuilder("user,item\n");
        for (int user = 0; user < 12; user++) {
            var lines = new ArrayList<String>();
            for (String line : Files.readAllLines(data)) {
                if (line.startsWith("u" + user + ",")) {
                    lines.add(line);
                }
            }
            lines.subList(0, lines.size() - 1).forEach(line -> kept.append(line).append('\n'));
        }
        Path train = CommandRun.file(folder, "train.csv", kept.toString());
        Map<String, Object> other =
                CommandRun.good(
                                "tune",
                                "--train",
                                train,
                                "-a",
                                "popular",
                                "--split",
                                "last:1",
                                "--trials",
                                1)
                        .object();
        assertThat(found.get("value")).isEqualTo(other.get("value"));
        assertThat(CommandRun.map(found, "search").get("data"))
                .isEqualTo(CommandRun.map(other, "search").get("data"));
    }

    @Test
    void goesOnFromItsTrialsFile() throws IOException {
        Path file = folder.resolve("tune.jsonl");
        Object[] options = {
            "-a", "rp3beta", "--parallel", 2, "--threads", 2, "--trials-file", file
        };
        Map<String, Object> whole =
                CommandRun.good(tune("-a", "rp3beta", "--parallel", 2, "--trials", 14)).object();
        CommandRun.good(append(tune(options), "--trials", 5));
        assertThat(Files.readAllLines(file)).hasSize(6);
        Map<String, Object> rest = CommandRun.good(append(tune(options), "--trials", 14)).object();
        assertThat(Files.readAllLines(file)).hasSize(15);
        assertThat(rest.get("config")).isEqualTo(whole.get("config"));
        assertThat(CommandRun.list(rest, "trials"))
                .extracting(trial -> trial.get("settings"), trial -> trial.get("value"))
                .isEqualTo(
                        CommandRun.list(whole, "trials").stream()
                                .map(
                                        trial ->
                                                org.assertj.core.api.Assertions.tuple(
                                                        trial.get("settings"), trial.get("value")))
                                .toList());
        CommandRun other = CommandRun.bad(1, append(tune(options), "--metric", "recall@5"));
        assertThat(other.err())
                .contains("tune.jsonl holds a search with metric ndcg@10, but now it is recall@5");
    }

    private static Object[] append(Object[] args, Object... more) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @Test
    void ratingsAreTunedInTheRatingForm() {
        Map<String, Object> found =
                CommandRun.good(
                                "tune",
                                "--data",
                                Samples.textbook(folder),
                                "-a",
                                "user-knn",
                                "--metric",
                                "rmse",
                                "--split",
                                "cv:3",
                                "--trials",
                                6)
                        .object();
        assertThat(CommandRun.map(found, "config")).containsEntry("mode", "rating");
        assertThat(CommandRun.list(found, "trials"))
                .allSatisfy(
                        trial ->
                                assertThat((Double) trial.get("value"))
                                        .isGreaterThanOrEqualTo((Double) found.get("value")));
    }

    @Test
    void tableAndCsvShowTheBestFirst() {
        CommandRun table =
                CommandRun.good(
                        tune("-a", "popular", "--trials", 12, "--format", "table", "-o", best));
        assertThat(table.out().lines().findFirst().orElseThrow())
                .matches("trial +ndcg@10 +budget +s +halfLife");
        assertThat(table.out().lines()).hasSize(1 + 10 + 1 + 3);
        // Without times every half-life gives the same; the first trial is the default.
        assertThat(table.out())
                .contains("\n    1 ", "12 trials, 0 given up early, 0 failed; as given: 0.")
                .contains("best: --algorithm popular\n", "the same: --config " + best);
        CommandRun csv = CommandRun.good(tune("-a", "popular", "--trials", 12, "--format", "csv"));
        assertThat(csv.out().lines()).hasSize(13);
        assertThat(csv.out())
                .startsWith("trial,status,ndcg@10,share,seconds,halfLife\n1,complete,");
    }

    @Test
    void theBorderOfARangeIsAWarning() {
        // Of 2 and 3, both are borders.
        CommandRun run = CommandRun.good(tune("--range", "neighbours=2..3", "--trials", 2));
        assertThat(run.err())
                .startsWith("kindred: warning: neighbours=")
                .contains("lies on the border of its range 2..3. Maybe a wider range finds better");
        assertThat((List<?>) run.object().get("warnings")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--metric ndgc@10; did you mean",
                "--metric arp@10; describes and does not judge",
                "--metric rmse -a ease; ease predicts no ratings",
                "--split user:2; the fraction must be above 0 and below 1",
                "--hold-out cv:3; one test set is needed",
                "-a eas; did you mean \"ease\"",
                "-a random; random has no range to search",
                "-a ease --range regularisation=1..2; did you mean \"regularization\"",
                "-a ease --range regularization=2..1; must be below the upper one",
                "-a ease --range regularization; is not written NAME=LOW..HIGH",
                "-a ease --set dropout=0 --range dropout=0..0.5; dropout is fixed and has a range",
                "-a ease --budget epochs; ease has no number of epochs",
                "-a ease --budget money; --budget",
                "-a ease --method luck; --method",
                "-a ease --time soon; is no length of time",
                "-a ease --time -5m; is no length of time",
                "-a ease --trials 0; trials must be at least 1",
                "-a ease --parallel 0; parallel must be at least 1",
                "-a ease --output no/such/folder/best.json; there is no folder",
                "-a ease --trials-file no/such/folder/t.jsonl; there is no folder",
                "-a ease --trials-file new.jsonl --output new.json --relevant-from NaN; --relevant-from must be a finite number",
            })
    void wrongUsageIsToldBeforeAnyTrial(String options, String message) {
        assertThat(CommandRun.bad(2, tune((Object[]) options.split(" "))).err()).contains(message);
    }

    @Test
    void whatIsReadIsNotReplaced() throws IOException {
        Path data = Samples.textbook(folder);
        String before = Files.readString(data);
        for (String option : new String[] {"--output", "--trials-file"}) {
            CommandRun run = CommandRun.bad(2, "tune", "--data", data, option, data);
            assertThat(run.err()).contains(option, "would replace a file that is read");
        }
        assertThat(Files.readString(data)).isEqualTo(before);
    }

    @Test
    void dataIsNeeded() {
        assertThat(CommandRun.bad(2, "tune", "-a", "ease").err()).contains("--data FILE is needed");
        CommandRun none = CommandRun.bad(1, "tune", "--data", folder.resolve("none.csv"));
        assertThat(none.err()).contains("none.csv");
    }

    @Test
    void aSearchInWhichEverythingFailsFails() {
        CommandRun run =
                CommandRun.bad(
                        1, tune("-a", "ease", "--trials", 2, "--set", "regularization=1e300"));
        assertThat(run.err()).contains("all 2 trials failed; the first: ease: regularization");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[]; is no configuration: a JSON object",
                "{; is no configuration",
                "no json; is no configuration",
                "{\"settings\":{}}; is no configuration",
                "{\"algorithm\":\"eas\"}; best.json: unknown algorithm \"eas\" (did you mean \"ease\"?)",
                "{\"algorithm\":\"ease\",\"settings\":{\"depth\":1}}; best.json: ease has no setting \"depth\"",
                "{\"algorithm\":\"ease\",\"settings\":{\"dropout\":2}}; dropout must be between",
                "{\"algorithm\":\"ease\",\"settings\":{\"dropout\":[]}}; setting dropout must be a text"
            })
    void aBrokenConfigurationIsExplained(String text, String message) throws IOException {
        Files.writeString(best, text);
        CommandRun run =
                CommandRun.bad(1, "recommend", "--data", data, "--config", best, "--user", "u1");
        assertThat(run.err()).contains(message);
    }

    @Test
    void aConfigurationIsForItsAlgorithmAndForTraining() throws IOException {
        Files.writeString(
                best, "{\"algorithm\":\"ease\",\"settings\":{\"dropout\":0.25},\"x\":[{}]}");
        assertThat(trained("--config", best, "-a", "ease")).containsEntry("dropout", 0.25);
        Object[] train = {"train", "--data", data, "-o", folder.resolve("m"), "--config", best};
        assertThat(CommandRun.bad(2, append(train, "-a", "slim")).err())
                .contains("is for ease, but --algorithm is slim");
        assertThat(CommandRun.bad(2, append(train, "--preset", "mcrec")).err())
                .contains("only one of --preset and --config");
        assertThat(
                        CommandRun.bad(
                                        1,
                                        "train",
                                        "--data",
                                        data,
                                        "-o",
                                        folder.resolve("m"),
                                        "--config",
                                        folder.resolve("none.json"))
                                .err())
                .contains("none.json is no file");
        trained("-a", "ease");
        assertThat(
                        CommandRun.bad(
                                        2,
                                        "recommend",
                                        "--model",
                                        folder.resolve("m.kindred"),
                                        "--config",
                                        best,
                                        "--user",
                                        "u1")
                                .err())
                .contains("are for training, which --model leaves out");
    }
}
