package dev.kindred.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NcfTest {
    private static NcfConfig.Builder small() {
        return NcfConfig.builder()
                .factors(8)
                .hiddenLayers(List.of(16, 8))
                .epochs(8)
                .batchSize(64)
                .learningRate(0.02);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gmf|hiddenLayers=8|gmf has no hidden layers, but hiddenLayers is [8]. Maybe use neumf.",
                "mlp|hiddenLayers=|mlp needs hiddenLayers, such as 64,32,16. Maybe use gmf.",
                "neumf|dropout=1|neumf: dropout must be between 0.0 and 0.99, but is 1.0",
                "neumf|hiddenLayers=8,0|neumf: hiddenLayers must be at least 1, but is 0",
                "mlp|mode=both|mlp mode must be one of ranking, rating, but is \"both\"",
            })
    void settingsThatDoNotFitAreNamed(String algorithm, String setting, String message) {
        String[] parts = setting.split("=", 2);
        assertThatThrownBy(() -> Algorithms.create(algorithm, null, Map.of(parts[0], parts[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** Ratings that two hidden numbers per user and item make, and a little noise. */
    private static Dataset ratings() {
        var random = new SplittableRandom(2);
        double[][] users = new double[60][2];
        double[][] items = new double[40][2];
        for (double[][] side : List.of(users, items)) {
            for (double[] row : side) {
                row[0] = Gauss.next(random);
                row[1] = Gauss.next(random);
            }
        }
        var log = new InteractionLog();
        for (int n = 0; n < 1500; n++) {
            int user = random.nextInt(60);
            int item = random.nextInt(40);
            double rating = 3 + users[user][0] * items[item][0] + users[user][1] * items[item][1];
            log.add(Interaction.of("u" + user, "i" + item, rating));
        }
        return new DatasetBuilder().build(log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmf", "mlp", "neumf"})
    void ratingsAreLearntBeyondTheEffectsOfUsersAndItems(String algorithm) {
        Dataset data = ratings();
        RatingModel biases =
                (RatingModel)
                        Algorithms.create("bias", null, Map.of()).fit(data, new FitContext(1, 1));
        var settings = new java.util.LinkedHashMap<String, String>();
        settings.put("mode", "rating");
        settings.put("factors", "8");
        settings.put("epochs", "30");
        settings.put("batchSize", "64");
        settings.put("learningRate", ".02");
        settings.put("regularization", ".001");
        var model =
                (RatingModel)
                        Algorithms.create(algorithm, null, settings)
                                .fit(data, new FitContext(1, 1));
        assertThat(squares(model, data)).isLessThan(squares(biases, data) / 2);
    }

    private static double squares(RatingModel model, Dataset data) {
        double sum = 0;
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            for (int k = 0; k < history.size(); k += 5) {
                double error = model.predict(history, history.item(k)) - history.value(k);
                sum += error * error;
            }
        }
        return sum;
    }

    @Test
    void anUnknownItemIsPredictedByTheUsersEffect() {
        Dataset data = Datasets.of("a x 5 a y 5 b x 1 b y 1 c x 5 c z 3");
        var model =
                (RatingModel)
                        Ncf.neuMf(small().mode(Mode.RATING).build())
                                .fit(data, new FitContext(1, 1));
        double generous = model.predict(data.history(data.users().row("a")), IdIndex.ABSENT);
        double harsh = model.predict(data.history(data.users().row("b")), IdIndex.ABSENT);
        assertThat(generous).isGreaterThan(harsh + 0.5).isBetween(1.0, 5.0);
    }

    @Test
    void aTrainedUserIsKeptIfWantedAndElseFittedLikeAGuest() {
        Dataset data = Datasets.random(4, 30, 20, 300);
        History known = data.history(3);
        double[] values = new double[known.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = known.value(k);
        }
        History guest = History.of(known.items(), values);
        Model fitted = Ncf.neuMf(small().build()).fit(data, new FitContext(1, 1));
        assertThat(scores(fitted, known)).isEqualTo(scores(fitted, guest));
        Model kept = Ncf.neuMf(small().foldIn(false).build()).fit(data, new FitContext(1, 1));
        assertThat(scores(kept, known)).isNotEqualTo(scores(kept, guest));
        assertThat(scores(kept, guest)).isEqualTo(scores(fitted, guest));
    }

    private static float[] scores(Model model, History history) {
        float[] scores = new float[model.items().size()];
        model.score(history, scores);
        return scores;
    }

    @Test
    void trainingStopsAfterTheBestEpochAndGoesBackToIt() {
        Dataset data = Datasets.random(6, 80, 30, 1200);
        var notes = new ArrayList<String>();
        NcfConfig config =
                small().epochs(60).validation(0.9).patience(2).learningRate(0.05).decay(0).build();
        FitContext context = new FitContext(1, 1, (stage, done, total, note) -> notes.add(note));
        Ncf.neuMf(config).fit(data, context);
        double[] measured =
                notes.stream()
                        .filter(note -> note.contains("nDCG@10"))
                        .mapToDouble(note -> Double.parseDouble(note.split("nDCG@10 ")[1]))
                        .toArray();
        double best = java.util.Arrays.stream(measured).max().orElseThrow();
        assertThat(measured).hasSizeLessThan(60);
        assertThat(measured[measured.length - 3]).isCloseTo(best, within(1e-4));
        assertThat(measured[measured.length - 1]).isLessThanOrEqualTo(best);
    }

    @Test
    void aLossThatGrowsOutOfHandIsAnError() {
        Dataset data = Datasets.of("a x 1e30 a y -1e30 b x 1e30 b y 2");
        NcfConfig config =
                NcfConfig.builder()
                        .mode(Mode.RATING)
                        .hiddenLayers(List.of())
                        .learningRate(1e30)
                        .epochs(5)
                        .build();
        assertThatThrownBy(() -> Ncf.gmf(config).fit(data, new FitContext(1, 1)))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("gmf diverged")
                .hasMessageContaining("Maybe lower learningRate");
    }

    @Test
    void theNearestItemsOfTheHistoryExplain() {
        Dataset data = Datasets.twoTastes(20);
        Model model = Ncf.neuMf(small().build()).fit(data, new FitContext(1, 1));
        int even = data.items().row("i4");
        History both = History.ofIds(data.items(), "i6", "i8", "i10", "i7", "i9", "i11");
        Explanation why = model.explain(both, even);
        assertThat(why.items()).isNotEmpty();
        for (int k = 0; k < 3; k++) {
            assertThat(data.items().id(why.items()[k])).isIn("i6", "i8", "i10");
        }
        float[] similar = new float[20];
        model.similarItems(even, similar);
        assertThat(why.contributions()[0]).isCloseTo(similar[why.items()[0]], within(1e-6));
    }

    @Test
    void pretrainingTrainsBothPartsFirst() {
        Dataset data = Datasets.twoTastes(20);
        var stages = new ArrayList<Long>();
        FitContext context = new FitContext(1, 1, (stage, done, total, note) -> stages.add(total));
        Ncf.neuMf(small().epochs(2).pretraining(3).build()).fit(data, context);
        assertThat(stages).hasSize(9).containsOnly(8L); // the start, 3 + 3 before, 2 together
    }
}
