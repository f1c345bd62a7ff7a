package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import dev.kindred.testkit.Ratings;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SvdPlusPlusTest extends AlgorithmContract {
    private static final FitContext CONTEXT = new FitContext(1, 2);

    @Override
    protected Algorithm<?> algorithm() {
        return new SvdPlusPlus(SvdPlusPlusConfig.builder().factors(6).build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }

    @Test
    void biasesMatchHandComputedSteps() {
        // Mean 2, rate .1. User a meets x: error 1 - 2 = -1, b_a = -.1. Then item x meets a:
        // error -1 + .1 = -.9, b_x = -.09. Likewise b_y = .09.
        SvdPlusPlusConfig config =
                SvdPlusPlusConfig.builder()
                        .factors(2)
                        .initialDeviation(0)
                        .standardize(false)
                        .learningRate(0.1)
                        .decay(0)
                        .regularization(0.5)
                        .epochs(1)
                        .build();
        SvdPlusPlusModel model = new SvdPlusPlus(config).fit(Datasets.of("a x 1 b y 3"), CONTEXT);
        assertThat(model.predict(History.EMPTY, 0)).isCloseTo(1.91, within(1e-6));
        assertThat(model.predict(History.EMPTY, 1)).isCloseTo(2.09, within(1e-6));
        // A guest who rates x with 1: b = (1 - 1.91) / (1 + 51 * .5) = -.91 / 26.5
        History guest = History.of(new int[] {0}, new double[] {1});
        assertThat(model.predict(guest, 1)).isCloseTo(2.09 - 0.91 / 26.5, within(1e-6));
        assertThat(model.predict(guest, IdIndex.ABSENT)).isCloseTo(2 - 0.91 / 26.5, within(1e-6));
        assertThat(model.predict(guest, 0)).isCloseTo(1.91, within(1e-6));
    }

    @Test
    void aSmallStepGoesDownTheGradientOfTheLoss() {
        Dataset data = Datasets.random(4, 12, 9, 60);
        double rate = 1e-4;
        SvdPlusPlusConfig.Builder config =
                SvdPlusPlusConfig.builder()
                        .factors(3)
                        .initialDeviation(0.5)
                        .regularization(0.3)
                        .decay(0)
                        .learningRate(rate);
        // One epoch leaves y at small values; the second starts from there.
        var before = new SvdPlusPlusTraining(config.epochs(1).build(), data.byUser(), CONTEXT);
        before.run();
        var after = new SvdPlusPlusTraining(config.epochs(2).build(), data.byUser(), CONTEXT);
        after.run();
        var loss = new SvdPlusPlusLoss(data, 3, 0.3);
        loss.check(before.users(), after.users(), before, rate);
        loss.check(before.items(), after.items(), before, rate);
        loss.check(before.implied(), after.implied(), before, rate);
    }

    @Test
    void guestIsSolvedAsARidgeRegression() {
        Dataset data = Datasets.random(6, 20, 12, 120);
        SvdPlusPlusConfig config =
                SvdPlusPlusConfig.builder().factors(4).epochs(10).initialDeviation(0.2).build();
        var training = new SvdPlusPlusTraining(config, data.byUser(), CONTEXT);
        training.run();
        SvdPlusPlusModel model = new SvdPlusPlus(config).fit(data, CONTEXT);
        RatingScale scale = RatingScale.of(data.byUser(), true, true);
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            double[] bases = new double[4];
            for (int k = 0; k < history.size(); k++) {
                int at = training.implied().at(history.item(k));
                for (int j = 0; j < 4; j++) {
                    bases[j] += training.implied().values()[at + j] / Math.sqrt(history.size());
                }
            }
            // In the scale of the training: (D + Y'Y) (p, b) = Y' (r - b_i - base.q_i).
            double[][] a = new double[5][6];
            for (int j = 0; j < 5; j++) {
                a[j][j] = (history.size() + 50) * config.regularization();
            }
            for (int k = 0; k < history.size(); k++) {
                double[] y = row(training.items(), history.item(k));
                double left = scale.scaled(history.value(k)) - y[5] - product(bases, y, 4);
                for (int i = 0; i < 5; i++) {
                    for (int j = 0; j < 5; j++) {
                        a[i][j] += y[i] * y[j];
                    }
                    a[i][5] += y[i] * left;
                }
            }
            double[] solved = DenseAls.gauss(a);
            for (int item = 0; item < data.items().size(); item++) {
                if (history.find(item) < 0) {
                    double[] y = row(training.items(), item);
                    double scaled = y[5] + product(bases, y, 4) + product(solved, y, 5);
                    double expected = scale.mean() + scale.deviation() * scaled;
                    assertThat(model.predict(history, item))
                            .isCloseTo(scale.clipped(expected), within(1e-4));
                }
            }
        }
    }

    private static double[] row(Factors rows, int row) {
        double[] values = new double[rows.width()];
        for (int k = 0; k < values.length; k++) {
            values[k] = rows.values()[rows.at(row) + k];
        }
        return values;
    }

    private static double product(double[] a, double[] b, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    @Test
    void partsOfAnExplanationAddUpToThePredictionBesideMeanAndItemBias() {
        Dataset data = Datasets.random(9, 40, 30, 500);
        SvdPlusPlusModel model =
                new SvdPlusPlus(
                                SvdPlusPlusConfig.builder()
                                        .factors(6)
                                        .initialDeviation(0.2)
                                        .clip(false)
                                        .build())
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
    void largeDataGiveTheSameModelOnAnyThreadCount() {
        Dataset data = Datasets.random(12, 300, 200, 60_000);
        SvdPlusPlusConfig config = SvdPlusPlusConfig.builder().factors(4).epochs(4).build();
        var one = new SvdPlusPlusTraining(config, data.byUser(), new FitContext(5, 1));
        var three = new SvdPlusPlusTraining(config, data.byUser(), new FitContext(5, 3));
        one.run();
        three.run();
        assertThat(three.items().values()).isEqualTo(one.items().values());
        assertThat(three.implied().values()).isEqualTo(one.implied().values());
    }

    @Test
    void trainingStopsEarly() {
        var notes = new ArrayList<String>();
        SvdPlusPlusConfig config =
                SvdPlusPlusConfig.builder()
                        .regularization(0)
                        .epochs(200)
                        .initialDeviation(0.3)
                        .validation(0.2)
                        .build();
        new SvdPlusPlus(config)
                .fit(
                        Datasets.random(2, 60, 40, 1500),
                        CONTEXT.withProgress((stage, done, total, note) -> notes.add(note)));
        assertThat(notes).hasSizeLessThan(200);
        assertThat(notes.get(0)).matches("loss [0-9.]+, held back rmse [0-9.]+");
    }

    @Test
    void divergenceNamesEpochAndSetting() {
        SvdPlusPlus wild = new SvdPlusPlus(SvdPlusPlusConfig.builder().learningRate(10).build());
        assertThatThrownBy(() -> wild.fit(Datasets.random(1, 30, 20, 300), CONTEXT))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("svd-plus-plus diverged in epoch ")
                .hasMessageContaining("Maybe lower learningRate (10.0).");
    }

    @Test
    @Tag("data")
    void movielensIsPredictedBetterThanByFactorsOfRatingsAlone() {
        Dataset train = Ratings.read("ml-100k/ml-100k.zip!ml-100k/u1.base");
        Dataset test = Ratings.read("ml-100k/ml-100k.zip!ml-100k/u1.test");
        SvdPlusPlusModel model =
                new SvdPlusPlus(SvdPlusPlusConfig.builder().build()).fit(train, CONTEXT);
        assertThat(Ratings.errors(model, train, test).rmse()).isLessThan(0.915);
    }
}
