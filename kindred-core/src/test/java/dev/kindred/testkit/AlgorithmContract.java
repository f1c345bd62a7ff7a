package dev.kindred.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.model.RatingModel;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every algorithm promises. Subclass it once per algorithm (and mode) and name the algorithm;
 * then add values computed by hand and a naive oracle of your own.
 */
public abstract class AlgorithmContract {
    /** The algorithm under test, with settings that suit tiny data. */
    protected abstract Algorithm<?> algorithm();

    /** False for algorithms that give everybody the same list. */
    protected boolean personalised() {
        return true;
    }

    /** False for rating predictors, which cannot tell tastes apart where every value is 1. */
    protected boolean learnsFromLikes() {
        return personalised();
    }

    /**
     * How far scores may be apart after saving and loading (floats that are kept as they are: 0).
     */
    protected double saveTolerance() {
        return 0;
    }

    /** Three fixed seeds and the one that {@code -Dkindred.seed=N} names, else a new one. */
    static LongStream seeds() {
        long extra = Long.getLong("kindred.seed", System.nanoTime() & 0xFFFFFF);
        return LongStream.of(1, 2, 3, extra);
    }

    @Test
    void recommendsTheOneItemHeldBackFromEachTaste() {
        Dataset data = Datasets.twoTastes(40);
        Model model = algorithm().fit(data, new FitContext(1, 2));
        if (!learnsFromLikes()) {
            assertThat(scores(model, data.history(0))).hasSize(40);
            return;
        }
        for (int user = 0; user < 40; user++) {
            History seen = data.history(user);
            float[] scores = scores(model, seen);
            for (int item : seen.items()) {
                scores[item] = Float.NaN;
            }
            int heldBack = data.items().row("i" + data.users().id(user).substring(1));
            assertThat(argMax(scores)).as("best unseen item of user %d", user).isEqualTo(heldBack);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sameSeedGivesTheSameFileOnAnyThreadCount(long seed, @TempDir Path folder)
            throws IOException {
        Dataset data = Datasets.random(seed, 60, 40, 900);
        byte[] one = fileBytes(folder, data, new FitContext(seed, 1));
        for (int threads : new int[] {2, 3}) {
            byte[] several = fileBytes(folder, data, new FitContext(seed, threads));
            assertThat(Arrays.mismatch(several, one))
                    .as("first byte that differs with %d threads", threads)
                    .isEqualTo(-1);
        }
    }

    private byte[] fileBytes(Path folder, Dataset data, FitContext context) throws IOException {
        Path file = folder.resolve("model");
        ModelFile.write(file, algorithm().fit(data, context), data);
        return Files.readAllBytes(file);
    }

    @Test
    void listsForManyUsersAreThoseOfOneByOne() {
        Dataset data = Datasets.random(12, 100, 40, 900);
        Model model = algorithm().fit(data, new FitContext(1, 2));
        Recommender recommender = Recommender.of(model);
        List<Query> queries =
                IntStream.range(0, data.users().size())
                        .mapToObj(user -> Query.of(data.history(user), 10))
                        .toList();
        List<RankedItems> all = recommender.recommendAll(queries, new FitContext(1, 2));
        for (int user = 0; user < all.size(); user++) {
            assertThat(all.get(user).entries())
                    .as("list of user %d", user)
                    .isEqualTo(recommender.recommend(queries.get(user)).entries());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void savedAndLoadedModelScoresTheSame(long seed) {
        Dataset data = Datasets.random(seed, 25, 15, 200);
        Model model = algorithm().fit(data, new FitContext(seed, 2));
        Model loaded =
                Algorithms.provider(model.info().algorithm())
                        .load(model.info(), model.items(), saved(model));
        assertThat(loaded.info()).isEqualTo(model.info());
        for (int user = 0; user < data.users().size(); user++) {
            assertSame(
                    scores(model, data.history(user)),
                    scores(loaded, data.history(user)),
                    saveTolerance());
        }
    }

    @Test
    void theModelFileIsReadBackAndHasTheSameBytesAgain(@TempDir Path folder) throws IOException {
        Dataset data = Datasets.random(3, 25, 15, 200);
        Model model = algorithm().fit(data, new FitContext(3, 2));
        Path file = folder.resolve("first");
        ModelFile.write(file, model, data);
        ModelFile read = ModelFile.read(file);
        assertThat(read.info()).isEqualTo(model.info());
        for (int user = 0; user < data.users().size(); user++) {
            assertSame(
                    scores(model, data.history(user)),
                    scores(read.model(), data.history(user)),
                    saveTolerance());
        }
        Path again = folder.resolve("again");
        ModelFile.write(again, read.model(), read.dataset());
        assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void aGuestWithTheSameHistoryGetsTheSameScores() {
        Dataset data = Datasets.twoTastes(12);
        Model model = algorithm().fit(data, new FitContext(1, 1));
        if (model instanceof RatingModel) {
            return; // rating predictors may know more of a user than the history
        }
        History known = data.history(3);
        History guest = History.of(known.items());
        float[] expected = scores(model, known);
        float[] actual = scores(model, guest);
        for (int item = 0; item < expected.length; item++) {
            if (known.find(item) < 0 && !Float.isNaN(expected[item])) {
                assertThat(actual[item]).as("item %d has an opinion", item).isNotNaN();
            }
        }
    }

    @Test
    void emptyHistoryIsNoError() {
        Dataset data = Datasets.random(7, 20, 10, 100);
        Model model = algorithm().fit(data, new FitContext(1, 1));
        assertNoInfinity(scores(model, History.EMPTY));
    }

    @Test
    void aRatingModelMayBeAskedForAnUnknownItem() {
        Dataset data = Datasets.random(8, 20, 10, 100);
        if (algorithm().fit(data, new FitContext(1, 1)) instanceof RatingModel model) {
            assertThat(model.predict(data.history(0), IdIndex.ABSENT)).isNotInfinite();
            double[] predictions = new double[2];
            model.predict(data.history(0), new int[] {3, IdIndex.ABSENT}, predictions);
            double[] single = {
                model.predict(data.history(0), 3), model.predict(data.history(0), IdIndex.ABSENT)
            };
            assertThat(predictions).isEqualTo(single);
        }
    }

    @Test
    void emptyDataIsNoError() {
        Dataset data = new DatasetBuilder().build(new InteractionLog());
        Model model = algorithm().fit(data, new FitContext(1, 2));
        assertThat(model.items().size()).isZero();
        model.score(History.EMPTY, new float[0]);
    }

    @Test
    void oneUserWithOneItemIsNoError() {
        Dataset data = Datasets.of("u i 3");
        Model model = algorithm().fit(data, new FitContext(1, 2));
        assertNoInfinity(scores(model, data.history(0)));
    }

    @Test
    void equalRatingsAreNoError() {
        Dataset data = Datasets.of("a x 4 a y 4 b x 4 b z 4 c y 4 c z 4");
        Model model = algorithm().fit(data, new FitContext(1, 2));
        for (int user = 0; user < 3; user++) {
            assertNoInfinity(scores(model, data.history(user)));
        }
    }

    @Test
    void negativeAndHugeValuesGiveNoInfinity() {
        Dataset data = Datasets.of("a x -4 a y 1e6 b x -1 b z 1e6 c y 0 c z 3 c x 2");
        Model model = algorithm().fit(data, new FitContext(1, 2));
        for (int user = 0; user < 3; user++) {
            assertNoInfinity(scores(model, data.history(user)));
        }
    }

    @Test
    void scoresTheSameFromManyThreadsAtOnce() {
        Dataset data = Datasets.random(11, 30, 20, 300);
        Model model = algorithm().fit(data, new FitContext(1, 2));
        float[][] expected =
                IntStream.range(0, 30)
                        .mapToObj(user -> scores(model, data.history(user % data.users().size())))
                        .toArray(float[][]::new);
        var wrong = new AtomicInteger();
        IntStream.range(0, 300)
                .parallel()
                .forEach(
                        k -> {
                            History history = data.history(k % 30 % data.users().size());
                            if (!Arrays.equals(scores(model, history), expected[k % 30])) {
                                wrong.incrementAndGet();
                            }
                        });
        assertThat(wrong).hasValue(0);
    }

    @Test
    void explanationsNameItemsOfTheHistory() {
        Dataset data = Datasets.random(5, 30, 20, 300);
        Model model = algorithm().fit(data, new FitContext(1, 2));
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            for (int item = 0; item < data.items().size(); item++) {
                Explanation why = model.explain(history.without(item), item);
                for (int cause : why.items()) {
                    assertThat(history.find(cause)).as("cause is in the history").isNotNegative();
                    assertThat(cause).isNotEqualTo(item);
                }
            }
        }
    }

    @Test
    void similarItemsNeverHoldTheItemItself() {
        Dataset data = Datasets.random(6, 30, 20, 300);
        Model model = algorithm().fit(data, new FitContext(1, 2));
        float[] scores = new float[data.items().size()];
        for (int item = 0; item < scores.length; item++) {
            model.similarItems(item, scores);
            assertThat(scores[item]).isNaN();
            assertNoInfinity(scores);
        }
    }

    /** Scores of all items in a new array. */
    protected static float[] scores(Model model, History history) {
        float[] scores = new float[model.items().size()];
        Arrays.fill(scores, 1e30f); // a model that leaves a place as it was would be found
        model.score(history, scores);
        assertThat(scores).doesNotContain(1e30f);
        return scores;
    }

    private static Tensors saved(Model model) {
        var out = new Tensors();
        model.save(out);
        return out;
    }

    private static int argMax(float[] scores) {
        int best = -1;
        for (int item = 0; item < scores.length; item++) {
            if (!Float.isNaN(scores[item]) && (best < 0 || scores[item] > scores[best])) {
                best = item;
            }
        }
        return best;
    }

    private static void assertNoInfinity(float[] scores) {
        for (float score : scores) {
            assertThat(Float.isInfinite(score)).isFalse();
        }
    }

    private static void assertSame(float[] expected, float[] actual, double tolerance) {
        for (int item = 0; item < expected.length; item++) {
            if (Float.isNaN(expected[item])) {
                assertThat(actual[item]).isNaN();
            } else {
                assertThat((double) actual[item]).isCloseTo(expected[item], within(tolerance));
            }
        }
    }
}
