package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
    @TempDir private Path folder;
    private Path data;

    @BeforeEach
    void writeData() {
        data = Samples.textbook(folder);
    }

    private CommandRun predict(String pairs, Object... more) {
        Path file = CommandRun.file(folder, "pairs.csv", pairs);
        Object[] args = new Object[7 + more.length];
        Object[] first = {"predict", "--data", data, "--pairs", file, "-a", "bias"};
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        return CommandRun.good(args);
    }

    @Test
    void onlyUserAndItemOfThePairsMatter() {
        String expected = "user,item,prediction\n1,movie_d,3.75\n2,movie_c,3.75\n";
        for (String pairs :
                new String[] {
                    "user,item,rating,time\n1,movie_d,?,soon\n2,movie_c,,\n",
                    "1\tmovie_d\t5\t1e99\n2\tmovie_c\t4\t7\n",
                    "{\"user\":1,\"item\":\"movie_d\",\"rating\":\"?\"}\n{\"user\":2,\"item\":\"movie_c\"}\n"
                }) {
            assertThat(predict(pairs, "--preset", "global-mean").out()).isEqualTo(expected);
        }
    }

    @Test
    void predictionsComeInTheOrderOfThePairsWithFullPrecision() {
        // The mean of the twelve ratings is 45 / 12 = 3.75.
        CommandRun run =
                predict("user,item\n4,movie_a\n1,movie_d\n4,movie_a\n", "--preset", "global-mean");
        assertThat(run.out())
                .isEqualTo(
                        "user,item,prediction\n4,movie_a,3.75\n1,movie_d,3.75\n4,movie_a,3.75\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aRatedPairIsPredictedWithoutItsRating() {
        // User 1 rated a 5, b 3, c 4. Without the rating of a his mean is 3.5, with it 4.
        CommandRun run = predict("user,item\n1,movie_a\n1,movie_d\n", "--preset", "user-mean");
        assertThat(run.out()).isEqualTo("user,item,prediction\n1,movie_a,3.5\n1,movie_d,4.0\n");
    }

    @Test
    void unknownUsersAndItemsOfSlopeOneCannotBePredicted() {
        Path pairs = CommandRun.file(folder, "p.tsv", "user\titem\n1\tmovie_x\nnobody\tmovie_a\n");
        CommandRun run =
                CommandRun.good(
                        "predict", "--data", data, "--pairs", pairs, "--algorithm", "slope-one");
        assertThat(run.out()).isEqualTo("user,item,prediction\n1,movie_x,\nnobody,movie_a,\n");
        Map<String, Object> first =
                CommandRun.good(
                                "predict",
                                "--data",
                                data,
                                "--pairs",
                                pairs,
                                "--algorithm",
                                "slope-one",
                                "--format",
                                "json")
                        .array()
                        .get(0);
        assertThat(first).containsEntry("user", "1").containsEntry("prediction", null);
        assertThat(
                        CommandRun.good(
                                        "predict",
                                        "--data",
                                        data,
                                        "--pairs",
                                        pairs,
                                        "--algorithm",
                                        "slope-one",
                                        "--format",
                                        "table")
                                .out())
                .isEqualTo(
                        "user    item     prediction\n1       movie_x           -\n"
                                + "nobody  movie_a           -\n");
    }

    @Test
    void idsThatNeedQuotesGetThem() {
        CommandRun run =
                predict("user,item\n\"a, b\",\"x \"\"y\"\"\"\n", "--preset", "global-mean");
        assertThat(run.out()).endsWith("\n\"a, b\",\"x \"\"y\"\"\",3.75\n");
    }

    @Test
    void anAlgorithmWithoutPredictionsIsWrongUsageAndNamesThoseThatHaveThem() {
        Path pairs = CommandRun.file(folder, "pairs.csv", "user,item\n1,movie_d\n");
        CommandRun run =
                CommandRun.bad(2, "predict", "--data", data, "--pairs", pairs, "-a", "popular");
        assertThat(run.err()).contains("popular predicts no ratings", "bias", "slope-one");
        Path model = folder.resolve("m.kindred");
        CommandRun.good("train", "--data", data, "-a", "popular", "--output", model);
        CommandRun saved = CommandRun.bad(1, "predict", "--model", model, "--pairs", pairs);
        assertThat(saved.err()).contains("m.kindred", "popular", "predicts no ratings", "bias");
    }

    @Test
    void wrongUsage() {
        assertThat(CommandRun.bad(2, "predict", "--data", data).err()).contains("--pairs");
        Path pairs = CommandRun.file(folder, "pairs.csv", "user,item\n1,movie_d\n");
        assertThat(CommandRun.bad(2, "predict", "--pairs", pairs, "-a", "bias").err())
                .contains("--data FILE or --model FILE");
        assertThat(
                        CommandRun.bad(
                                        1,
                                        "predict",
                                        "--data",
                                        data,
                                        "-a",
                                        "bias",
                                        "--pairs",
                                        folder.resolve("no.csv"))
                                .err())
                .contains("no.csv");
    }
}
