package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir private Path folder;
    private Path train;
    private Path test;

    @BeforeEach
    void writeFiles() {
        // Popularity: a 3, b 2, c 1, d 1.
        train =
                CommandRun.file(
                        folder,
                        "train.csv",
                        "user,item,rating\n1,a,5\n2,a,4\n3,a,3\n1,b,2\n2,b,1\n3,c,4\n4,d,5\n");
        test =
                CommandRun.file(
                        folder, "test.csv", "user,item,rating\n1,c,4\n3,b,2\n3,new,5\n4,c,1\n");
    }

    private CommandRun given(Object... more) {
        var args = new ArrayList<Object>(List.of("evaluate", "--train", train, "--test", test));
        args.addAll(Arrays.asList(more));
        return CommandRun.good(args.toArray());
    }

    @Test
    void anEvaluationThatMeasuresNothingFails() {
        for (String[] nothing :
                new String[][] {{"--relevant-from", "6"}, {"--split", "user:1e-9"}}) {
            CommandRun run =
                    CommandRun.bad(
                            1, "evaluate", "-d", train, "-a", "popular", nothing[0], nothing[1]);
            assertThat(run.err()).contains("nothing was measured: no test user has a target");
        }
        assertThat(
                        CommandRun.bad(
                                        2,
                                        "evaluate",
                                        "-d",
                                        train,
                                        "-a",
                                        "popular",
                                        "--relevant-from",
                                        "NaN")
                                .err())
                .contains("--relevant-from must be a finite number");
    }

    @Test
    void givenFilesAreMeasuredAsTheDesignSays() {
        Map<String, Object> result =
                given("-a", "popular", "--metrics", "precision@1,recall@1,recall@2").array().get(0);
        assertThat(result)
                .containsOnlyKeys(
                        "algorithm",
                        "config",
                        "protocol",
                        "metrics",
                        "intervals",
                        "users",
                        "seconds")
                .containsEntry("algorithm", "popular")
                .containsEntry("config", Map.of("halfLife", 0.0))
                .containsEntry("users", 3.0);
        Map<String, Object> metrics = CommandRun.map(result, "metrics");
        // Lists: user 1 c, d; user 3 b, d; user 4 a, b. Targets: c; b and new; c.
        // precision@1 = (1 + 1 + 0) / 3, recall@1 = (1 + 1/2 + 0) / 3 = recall@2
        assertThat((double) metrics.get("precision@1")).isCloseTo(2 / 3.0, within(1e-12));
        assertThat((double) metrics.get("recall@1")).isCloseTo(0.5, within(1e-12));
        assertThat((double) metrics.get("recall@2")).isCloseTo(0.5, within(1e-12));
        assertThat(CommandRun.map(result, "protocol"))
                .containsEntry("split", "given")
                .containsEntry("relevant", "all")
                .containsEntry("unknownTargets", 1.0);
        assertThat(CommandRun.map(result, "seconds")).containsOnlyKeys("fit", "rank");
        assertThat(CommandRun.map(result, "intervals")).containsKey("recall@1");
    }

    @Test
    void eachAlgorithmHasThePresetAndSettingsBehindIt() {
        List<Map<String, Object>> results =
                given(
                                "--algorithm",
                                "item-knn",
                                "--set",
                                "neighbours=3",
                                "--set",
                                "similarity=jaccard",
                                "--algorithm",
                                "popular",
                                "--algorithm",
                                "item-knn",
                                "--set",
                                "neighbours=4")
                        .array();
        assertThat(results)
                .extracting(result -> result.get("algorithm"))
                .containsExactly("item-knn", "popular", "item-knn");
        assertThat(CommandRun.map(results.get(0), "config"))
                .containsEntry("neighbours", 3.0)
                .containsEntry("similarity", "jaccard");
        assertThat(CommandRun.map(results.get(2), "config"))
                .containsEntry("neighbours", 4.0)
                .containsEntry("similarity", "cosine");
    }

    @Test
    void settingsWinOverThePreset() {
        Map<String, Object> result =
                given(
                                "--metrics",
                                "rmse",
                                "-a",
                                "bias",
                                "--set",
                                "effects=user",
                                "--preset",
                                "item-mean")
                        .array()
                        .get(0);
        assertThat(CommandRun.map(result, "config"))
                .containsEntry("effects", "user")
                .containsEntry("damping", 0.0);
    }

    @Test
    void ratingsArePredictedForRatingMetrics() {
        Map<String, Object> result =
                given("--metrics", "rmse,mae", "-a", "bias", "--preset", "global-mean")
                        .array()
                        .get(0);
        // The mean of the training ratings is 24 / 7; errors 4, 2, 5, 1 less it.
        double mean = 24 / 7.0;
        double mae = (4 - mean + mean - 2 + 5 - mean + mean - 1) / 4;
        assertThat((double) CommandRun.map(result, "metrics").get("mae"))
                .isCloseTo(mae, within(1e-9));
        assertThat(CommandRun.map(result, "predictions"))
                .containsEntry("pairs", 4.0)
                .containsEntry("predicted", 4.0);
        assertThat(
                        CommandRun.bad(
                                        2,
                                        "evaluate",
                                        "--train",
                                        train,
                                        "--test",
                                        test,
                                        "--metrics",
                                        "rmse",
                                        "-a",
                                        "popular")
                                .err())
                .contains("popular predicts no ratings", "bias");
    }

    @Test
    void onlyValuesAboveZeroOrTheThresholdAreTargets() {
        Path disliked =
                CommandRun.file(folder, "d.csv", "user,item,rating\n1,c,4\n3,b,-1\n4,c,0\n");
        Map<String, Object> result =
                CommandRun.good("evaluate", "--train", train, "--test", disliked, "-a", "popular")
                        .array()
                        .get(0);
        assertThat(result).containsEntry("users", 1.0);
        assertThat(CommandRun.map(result, "protocol")).containsEntry("relevant", "above 0");
        Map<String, Object> from5 = given("-a", "popular", "--relevant-from", "5").array().get(0);
        assertThat(from5).containsEntry("users", 1.0);
        assertThat(CommandRun.map(from5, "protocol")).containsEntry("relevant", 5.0);
    }

    @Test
    void candidatesAreRankedAloneAndAWarningSaysSo() {
        Path candidates = CommandRun.file(folder, "c.csv", "user,item\n1,d\n3,d\n");
        CommandRun run =
                given("--candidates", candidates, "-a", "popular", "--metrics", "recall@1");
        assertThat(run.array().get(0)).containsEntry("users", 2.0);
        assertThat(run.err()).contains("not comparable", "1 test users have no candidates");
        CommandRun sampled =
                given("--sampled-candidates", 1, "-a", "popular", "--metrics", "recall@1");
        assertThat(sampled.err()).contains("not comparable");
    }

    @Test
    void crossValidationGivesTheMeanAndEachFold() {
        Map<String, Object> result =
                CommandRun.good(
                                "evaluate",
                                "--data",
                                Samples.likes(folder),
                                "--cv",
                                4,
                                "-a",
                                "item-knn",
                                "--metrics",
                                "recall@3")
                        .array()
                        .get(0);
        List<Map<String, Object>> folds = CommandRun.list(result, "folds");
        assertThat(folds).hasSize(4);
        double sum = 0;
        double targets = 0;
        for (Map<String, Object> fold : folds) {
            sum += (double) CommandRun.map(fold, "metrics").get("recall@3");
            targets += (double) fold.get("targets");
        }
        assertThat((double) CommandRun.map(result, "metrics").get("recall@3"))
                .isCloseTo(sum / 4, within(1e-12));
        assertThat(targets).as("each interaction is a target once").isEqualTo(60);
        assertThat(CommandRun.map(result, "protocol"))
                .containsEntry("split", "cv:4")
                .containsEntry("folds", 4.0);
    }

    @Test
    void comparisonsMarkTheBestAndWhatItBeats() {
        Object[] args = {
            "evaluate",
            "--data",
            Samples.likes(folder),
            "--cv",
            5,
            "-a",
            "random",
            "-a",
            "item-knn",
            "--metrics",
            "recall@3",
            "--compare",
            "--format",
            "table"
        };
        String table = CommandRun.good(args).out();
        assertThat(table.lines().toList().get(1)).startsWith("a  random").doesNotContain("*");
        assertThat(table.lines().toList().get(2)).startsWith("b  item-knn").contains(" *a ");
        assertThat(table).contains("paired t test, Holm, p < 0.05");
        args[args.length - 1] = "json";
        args[args.length - 3] = "--compare=randomisation";
        List<Map<String, Object>> json = CommandRun.good(args).array();
        Map<String, Object> seenFromA = CommandRun.list(json.get(0), "comparisons").get(0);
        Map<String, Object> seenFromB = CommandRun.list(json.get(1), "comparisons").get(0);
        assertThat(seenFromA).containsEntry("metric", "recall@3").containsEntry("with", "item-knn");
        assertThat((double) seenFromA.get("difference")).isNegative();
        assertThat((double) seenFromB.get("difference"))
                .isEqualTo(-(double) seenFromA.get("difference"));
        assertThat((double) seenFromB.get("corrected")).isLessThan(0.05);
    }

    @Test
    void sameSeedSplitsAlike() {
        Path likes = Samples.likes(folder);
        Object[] args = {"evaluate", "--data", likes, "--split", "user:0.4", "-a", "popular"};
        Object metrics = CommandRun.good(args).array().get(0).get("metrics");
        assertThat(CommandRun.good(args).array().get(0)).containsEntry("metrics", metrics);
        assertThat(CommandRun.good("evaluate", "--data", likes, "-a", "popular").out())
                .contains("random:0.2");
    }

    @Test
    void tableAndCsvHaveARowPerAlgorithm() {
        CommandRun table =
                given(
                        "-a",
                        "popular",
                        "-a",
                        "item-knn",
                        "--set",
                        "neighbours=2",
                        "--format",
                        "table",
                        "--metrics",
                        "recall@1");
        assertThat(table.out().lines()).hasSize(3);
        assertThat(table.out())
                .contains("algorithm  recall@1  users")
                .contains("popular      0.5000      3", "neighbours=2");
        CommandRun csv = given("-a", "popular", "--format", "csv", "--metrics", "recall@1");
        assertThat(csv.out())
                .startsWith("algorithm,config,recall@1,users,fitSeconds,rankSeconds\n")
                .contains("popular,halfLife=0.0,0.5,3,");
    }

    @Test
    void presetsAndMetricsAreListed() {
        assertThat(CommandRun.good("evaluate", "--list-presets").array())
                .anySatisfy(
                        one ->
                                assertThat(one)
                                        .containsEntry("algorithm", "bias")
                                        .containsEntry("preset", "global-mean"));
        assertThat(CommandRun.good("evaluate", "--list-presets", "--format", "table").out())
                .contains("global-mean", "effects=none");
        assertThat(CommandRun.good("evaluate", "--list-metrics", "--format", "csv").out())
                .startsWith("metric,definition\n")
                .contains("ndcg@k", "rmse");
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsRead() {
        Object[][] wrong = {
            {"needed", "--data", "x"},
            {"--train", "--algorithm", "popular"},
            {"--test", "--train", "x", "-a", "popular"},
            {"only one", "--data", "x", "--split", "last:1", "--cv", "5", "-a", "popular"},
            {"need --data", "--train", "x", "--test", "y", "--cv", "5", "-a", "popular"},
            {"unknown split", "--data", "x", "--split", "rnd:0.2", "-a", "popular"},
            {"random:0.2", "--data", "x", "--split", "random:2", "-a", "popular"},
            {"did you mean \"ndcg\"", "--data", "x", "-a", "popular", "--metrics", "ndgc@10"},
            {"did you mean \"item-knn\"", "--data", "x", "-a", "itemknn"},
            {"no preset", "--data", "x", "-a", "popular", "--preset", "best"},
            {"behind the --algorithm", "--data", "x", "--set", "a=b"},
            {"2 folds", "--data", "x", "--cv", "1", "-a", "popular"},
        };
        for (Object[] one : wrong) {
            Object[] args = one.clone();
            args[0] = "evaluate";
            assertThat(CommandRun.bad(2, args).err()).contains(String.valueOf(one[0]));
        }
    }
}
