package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.RatingModel;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import dev.kindred.testkit.Ratings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BiasedMfTest extends AlgorithmContract {
    private static final FitContext CONTEXT = new FitContext(1, 2);

    @Override
    protected Algorithm<?> algorithm() {
        return new BiasedMf(BiasedMfConfig.builder().factors(6).build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }

    /** Biases alone, in the scale of the ratings. */
    private static BiasedMfConfig.Builder biases() {
        return BiasedMfConfig.builder()
                .factors(2)
                .initialDeviation(0)
                .standardize(false)
                .learningRate(0.1)
                .regularization(0.5)
                .decay(0);
    }

    @Test
    void biasesMatchHandComputedSteps() {
        // Mean 2; the two ratings share nothing, so their order does not matter.
        // Epoch 1: error -1: b_a = b_x = -.1, b_b = b_y = .1.
        // Epoch 2: error -1 + .2 = -.8: b_a = -.1 + .1 (-.8 + .5 * .1) = -.175.
        Dataset data = Datasets.of("a x 1 b y 3");
        BiasedMfModel one =
                new BiasedMf(biases().epochs(1).foldIn(false).build()).fit(data, CONTEXT);
        assertThat(one.predict(data.history(0), 0)).isCloseTo(1.8, within(1e-6));
        assertThat(one.predict(data.history(0), 1)).isCloseTo(2, within(1e-6));
        BiasedMfModel two =
                new BiasedMf(biases().epochs(2).foldIn(false).build()).fit(data, CONTEXT);
        assertThat(two.predict(data.history(0), 0)).isCloseTo(1.65, within(1e-6));
        // decay .5: the second rate is .1 (1 - .5 / 2) = .075: b_a = -.1 - .075 * .75 = -.15625
        BiasedMfModel falling =
                new BiasedMf(biases().epochs(2).decay(0.5).foldIn(false).build())
                        .fit(data, CONTEXT);
        assertThat(falling.predict(data.history(0), 0)).isCloseTo(1.6875, within(1e-6));
    }

    @Test
    void guestIsSolvedFromTheHistory() {
        // After epoch 1 b_x = -.1 and b_y = .1. A guest who rates x with 1: the bias minimises
        // (1 - 2 + .1 - b)^2 + (1 + 50) .5 b^2, so b = -.9 / 26.5, and y gets 2 + .1 + b.
        BiasedMfModel model =
                new BiasedMf(biases().epochs(1).build()).fit(Datasets.of("a x 1 b y 3"), CONTEXT);
        History guest = History.of(new int[] {0}, new double[] {1});
        assertThat(model.predict(guest, 1)).isCloseTo(2.1 - 0.9 / 26.5, within(1e-6));
        assertThat(model.predict(History.EMPTY, 1)).isCloseTo(2.1, within(1e-6));
        assertThat(model.predict(guest, IdIndex.ABSENT)).isCloseTo(2 - 0.9 / 26.5, within(1e-6));
        // Its own rating is no evidence: the history without x is empty.
        assertThat(model.predict(guest, 0)).isCloseTo(1.9, within(1e-6));
        double[] both = new double[2];
        model.predict(guest, new int[] {0, 1}, both);
        assertThat(both).containsExactly(model.predict(guest, 0), model.predict(guest, 1));
    }

    @Test
    void predictionsStayWithinTheRatingsUnlessAskedNotTo() {
        Dataset data = Datasets.of("a x 5 a y 5 b x 1 b z 1 c y 5 c z 1 d x 5");
        BiasedMfConfig.Builder wild = biases().regularization(0.001).epochs(50);
        History keen = History.of(new int[] {2}, new double[] {5}); // others gave it 1
        assertThat(new BiasedMf(wild.build()).fit(data, CONTEXT).predict(keen, 0)).isEqualTo(5);
        assertThat(new BiasedMf(wild.clip(false).build()).fit(data, CONTEXT).predict(keen, 0))
                .isGreaterThan(5);
    }

    @Test
    void textbookMatrixIsLearntBetterAndBetter() {
        Dataset data = textbookMatrix();
        double previous = Double.MAX_VALUE;
        for (int epochs = 10; epochs <= 50; epochs += 10) {
            RatingModel model = textbook(data, epochs);
            double rmse = trainingError(model, data);
            assertThat(rmse).as("after %d epochs", epochs).isLessThan(previous);
            previous = rmse;
        }
        RatingModel baseline =
                (RatingModel) Algorithms.create("bias", null, Map.of()).fit(data, CONTEXT);
        assertThat(previous).isLessThan(trainingError(baseline, data));
    }

    @Test
    void textbookFormGivesTheGlobalMeanForWhatItDoesNotKnow() {
        Dataset data = textbookMatrix();
        RatingModel model = textbook(data, 50);
        double mean = 28.0 / 11;
        History guest = History.of(new int[] {0}, new double[] {5});
        assertThat(model.predict(guest, 1)).isCloseTo(mean, within(1e-12));
        assertThat(model.predict(data.history(0), IdIndex.ABSENT)).isCloseTo(mean, within(1e-12));
        // A known user keeps what was trained, whatever the history.
        History other = History.of(0, new int[0], new double[0], new long[0]);
        assertThat(model.predict(other, 1)).isEqualTo(model.predict(data.history(0), 1));
    }

    private static Dataset textbookMatrix() {
        return Datasets.of("1 a 5 1 b 3 1 d 1 2 a 4 2 d 1 2 e 2 3 a 1 3 b 1 3 d 5 4 a 1 4 d 4");
    }

    private static RatingModel textbook(Dataset data, int epochs) {
        Map<String, String> settings = Map.of("factors", "10", "epochs", String.valueOf(epochs));
        return (RatingModel)
                Algorithms.create("biased-mf", "textbook", settings).fit(data, CONTEXT);
    }

    private static double trainingError(RatingModel model, Dataset data) {
        double squares = 0;
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            double[] predictions = new double[history.size()];
            model.predict(history, history.items(), predictions);
            for (int k = 0; k < predictions.length; k++) {
                squares += Math.pow(predictions[k] - history.value(k), 2);
            }
        }
        return Math.sqrt(squares / data.size());
    }

    @Test
    void trainingMatchesPlainGradientDescentInDouble() {
        BiasedMfConfig config =
                BiasedMfConfig.builder().factors(5).epochs(6).foldIn(false).clip(false).build();
        Dataset data = Datasets.random(8, 25, 15, 250);
        BiasedMfModel model = new BiasedMf(config).fit(data, CONTEXT);
        double[][] expected = new PlainSgd(config, data, CONTEXT).fit();
        for (int user = 0; user < data.users().size(); user++) {
            for (int item = 0; item < data.items().size(); item++) {
                assertThat(model.predict(data.history(user), item))
                        .isCloseTo(expected[user][item], within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeDataGiveTheSameModelOnAnyThreadCountUnlessRacingIsAllowed(boolean deterministic) {
        Dataset data = Datasets.random(12, 300, 200, 60_000); // a grid of more than one cell
        BiasedMfConfig config =
                BiasedMfConfig.builder().factors(4).deterministic(deterministic).build();
        double[] errors = new double[3];
        for (int threads = 1; threads <= 3; threads++) {
            BiasedMfModel model = new BiasedMf(config).fit(data, new FitContext(5, threads));
            errors[threads - 1] = trainingError(model, data);
        }
        for (double error : errors) {
            assertThat(error).isCloseTo(errors[0], within(deterministic ? 0 : 0.05));
            assertThat(error).isLessThan(1.6); // the deviation of the ratings is 1.44
        }
    }

    @Test
    void trainingStopsEarlyAndKeepsTheBestEpoch() {
        Dataset data = Datasets.random(2, 60, 40, 1500); // noise: nothing to learn but the means
        var notes = new ArrayList<String>();
        BiasedMfConfig config =
                BiasedMfConfig.builder()
                        .regularization(0)
                        .epochs(200)
                        .initialDeviation(0.3)
                        .validation(0.2)
                        .patience(4)
                        .foldIn(false)
                        .build();
        FitContext context = CONTEXT.withProgress((stage, done, total, note) -> notes.add(note));
        BiasedMfModel stopped = new BiasedMf(config).fit(data, context);
        double[] held =
                notes.stream()
                        .mapToDouble(note -> Double.parseDouble(note.split("rmse ")[1]))
                        .toArray();
        assertThat(held.length).isLessThan(200);
        double best = Arrays.stream(held).min().orElseThrow();
        assertThat(best).isEqualTo(held[held.length - 5]);
        assertThat(held[held.length - 1]).isGreaterThan(best);
        assertThat(notes.get(0)).startsWith("loss ");
        assertThat(stopped.info().config()).containsEntry("patience", "4");
    }

    @Test
    void divergenceNamesEpochAndSetting() {
        BiasedMf wild = new BiasedMf(BiasedMfConfig.builder().learningRate(10).build());
        assertThatThrownBy(() -> wild.fit(Datasets.random(1, 30, 20, 300), CONTEXT))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("biased-mf diverged in epoch ")
                .hasMessageContaining("Maybe lower learningRate (10.0).");
    }

    @Test
    void partsOfAnExplanationAddUpToThePredictionBesideMeanAndItemBias() {
        Dataset data = Datasets.random(9, 40, 30, 500);
        BiasedMfModel model =
                new BiasedMf(BiasedMfConfig.builder().factors(6).clip(false).build())
                        .fit(data, CONTEXT);
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            for (int item = 0; item < data.items().size(); item++) {
                Explanation why = model.explain(history, item);
                double known = model.predict(History.EMPTY, item); // mean + b_i
                assertThat(known + Arrays.stream(why.contributions()).sum())
                        .isCloseTo(model.predict(history, item), within(1e-5));
            }
        }
    }

    @Test
    @Tag("data")
    void movielensIsPredictedBetterThanByBiases() {
        Dataset train = Ratings.read("ml-100k/ml-100k.zip!ml-100k/u1.base");
        Dataset test = Ratings.read("ml-100k/ml-100k.zip!ml-100k/u1.test");
        BiasedMfModel model = new BiasedMf(BiasedMfConfig.builder().build()).fit(train, CONTEXT);
        // The best bias baseline on this fold has .9575.
        assertThat(Ratings.errors(model, train, test).rmse()).isLessThan(0.925);
    }
}
