package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.TestSet;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metrics;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import dev.kindred.testkit.ExternalData;
import dev.kindred.testkit.Ratings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BprTest extends AlgorithmContract {
    private static final FitContext CONTEXT = new FitContext(1, 2);

    @Override
    protected Algorithm<?> algorithm() {
        return new Bpr(small().build());
    }

    private static BprConfig.Builder small() {
        return BprConfig.builder().factors(6).epochs(20);
    }

    /** Biases alone, all but for a trace of factors. */
    private static BprConfig.Builder biases() {
        return BprConfig.builder()
                .factors(1)
                .epochs(1)
                .learningRate(1)
                .regularization(0)
                .initialDeviation(1e-6);
    }

    private static List<Double> losses(BprConfig config, Dataset data, FitContext context) {
        var losses = new ArrayList<Double>();
        FitContext told =
                context.withProgress(
                        (stage, done, total, note) -> {
                            assertThat(stage).isEqualTo("fit bpr");
                            assertThat(total).isEqualTo(config.epochs());
                            losses.add(Double.parseDouble(note.split(" ")[1].replace(",", "")));
                        });
        new Bpr(config).fit(data, told);
        return losses;
    }

    @Test
    void stepsOfTheBiasesMatchHandComputedOnes() {
        // Each user has one item, so the other one is drawn. First sample: z = 0, g = 1/2, loss
        // ln 2, and the biases become 1/2 and -1/2. Second sample, of the other user: z = -1,
        // g = 1 / (1 + 1/e) = .731059, loss ln(1 + e), and the biases become -.231059 and .231059.
        Dataset data = Datasets.of("a x 1 b y 1");
        var training = new BprTraining(biases().build(), data.byUser(), CONTEXT);
        training.run();
        float[] q = training.items().values();
        int biasOfX = training.items().at(0) + 1;
        int biasOfY = training.items().at(1) + 1;
        assertThat(Math.abs(q[biasOfX])).isCloseTo(0.231059f, within(1e-5f));
        assertThat(q[biasOfY]).isCloseTo(-q[biasOfX], within(1e-7f));
        assertThat(losses(biases().build(), data, CONTEXT).get(0))
                .isCloseTo((Math.log(2) + Math.log(1 + Math.E)) / 2, within(1e-5));
    }

    @Test
    void warpWeighsAStepByTheRankThatTheDrawsTell() {
        // Of 3 items x is liked. An unliked one found by the first draw has weight
        // ln(2 / 1) / ln 3 = .63093 and loss .63093 (1 - 0); by a later one, ln 1 = 0.
        Dataset data = Datasets.of("a x 1 a y -1 a z -1");
        var met = new TreeSet<Double>();
        for (int seed = 0; seed < 20; seed++) {
            BprConfig config = biases().loss(RankingLoss.WARP).build();
            met.addAll(losses(config, data, new FitContext(seed, 1)));
        }
        assertThat(met).containsExactly(0.0, 0.63093);
    }

    @ParameterizedTest
    @EnumSource(RankingLoss.class)
    void trainingMatchesPlainGradientDescentInDouble(RankingLoss loss) {
        BprConfig config = small().loss(loss).trials(4).epochs(5).initialDeviation(0.3).build();
        Dataset data = Datasets.random(8, 25, 40, 250);
        var expected = new PlainRanking(config, data, CONTEXT);
        expected.run();
        var actual = new BprTraining(config, data.byUser().positive(), CONTEXT);
        actual.run();
        int factors = config.factors();
        for (int user = 0; user < data.users().size(); user++) {
            float[] x = Arrays.copyOf(actual.users().row(user), factors + 1);
            assertThat(x[factors]).isEqualTo(1);
            for (int item = 0; item < data.items().size(); item++) {
                assertThat(actual.items().product(x, item))
                        .isCloseTo(expected.score(user, item), within(1e-4));
            }
        }
        assertThat(losses(config, data, CONTEXT).get(4)).isCloseTo(expected.loss(), within(1e-4));
    }

    @ParameterizedTest
    @EnumSource(RankingLoss.class)
    void aSeenItemIsNeverComparedWith(RankingLoss loss) {
        // Whoever likes everything teaches nothing: the items stay as they start.
        Dataset data = Datasets.of("a x 1 a y 1 b x 1 b y 1");
        BprConfig config = small().loss(loss).build();
        var trained = new BprTraining(config, data.byUser(), CONTEXT);
        float[] before = trained.items().values().clone();
        trained.run();
        assertThat(trained.items().values()).containsExactly(before);
    }

    @ParameterizedTest
    @EnumSource(RankingLoss.class)
    void lossFalls(RankingLoss loss) {
        BprConfig config = small().loss(loss).learningRate(0.05).build();
        List<Double> losses = losses(config, Datasets.twoTastes(40), CONTEXT);
        assertThat(losses).hasSize(20);
        assertThat(losses.get(19)).isLessThan(0.5 * losses.get(0));
    }

    @ParameterizedTest
    @EnumSource(RankingLoss.class)
    void largeDataGiveTheSameModelOnAnyThreadCount(RankingLoss loss) {
        Dataset data = Datasets.random(12, 300, 200, 60_000); // a grid of more than one cell
        BprConfig config = small().epochs(5).loss(loss).build();
        float[] expected = scores(new Bpr(config).fit(data, new FitContext(5, 1)), History.of(3));
        for (int threads = 2; threads <= 3; threads++) {
            BprModel model = new Bpr(config).fit(data, new FitContext(5, threads));
            assertThat(scores(model, History.of(3))).containsExactly(expected);
        }
    }

    @Test
    void threadsThatRaceLearnAsMuch() {
        Dataset data = Datasets.random(12, 300, 200, 60_000);
        BprConfig.Builder config = small().epochs(5).learningRate(0.05);
        double expected = losses(config.build(), data, CONTEXT).get(4);
        BprConfig racing = config.deterministic(false).build();
        for (int threads = 1; threads <= 3; threads++) {
            double loss = losses(racing, data, new FitContext(5, threads)).get(4);
            assertThat(loss).isCloseTo(expected, within(0.1 * expected));
        }
    }

    @Test
    void trainingStopsEarlyAndKeepsTheBestEpoch() {
        Dataset data = Datasets.random(2, 60, 40, 1500); // noise beside the popularity
        var notes = new ArrayList<String>();
        BprConfig config =
                small().regularization(0).epochs(200).decay(0).validation(0.2).patience(4).build();
        new Bpr(config)
                .fit(data, CONTEXT.withProgress((stage, done, total, note) -> notes.add(note)));
        double[] held =
                notes.stream()
                        .mapToDouble(note -> Double.parseDouble(note.split("held back loss ")[1]))
                        .toArray();
        assertThat(held.length).isLessThan(200);
        double best = Arrays.stream(held).min().orElseThrow();
        assertThat(best).isEqualTo(held[held.length - 5]);
        assertThat(held[held.length - 1]).isGreaterThan(best);
    }

    @Test
    void partsOfAnExplanationAndTheBiasAddUpToTheScore() {
        Dataset data = Datasets.random(9, 40, 30, 500);
        BprModel model = new Bpr(small().build()).fit(data, CONTEXT);
        float[] biases = new float[30];
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            float[] scores = scores(model, history);
            for (int item = 0; item < scores.length; item++) {
                double parts = Arrays.stream(model.explain(history, item).contributions()).sum();
                float bias = (float) (scores[item] - parts);
                if (user == 0) {
                    biases[item] = bias;
                }
                assertThat(bias).isCloseTo(biases[item], within(1e-4f));
            }
        }
        assertThat(biases[0] - biases[29]).isGreaterThan(0.3f); // the first items are popular
    }

    @Test
    void itemsOfTheSameTasteAreSimilarAndExplainEachOther() {
        Dataset data = Datasets.twoTastes(20);
        BprModel model = new Bpr(small().build()).fit(data, CONTEXT);
        int[] even = {data.items().row("i0"), data.items().row("i2")};
        int odd = data.items().row("i1");
        float[] similar = new float[20];
        model.similarItems(even[0], similar);
        assertThat(similar[even[1]]).isGreaterThan(0.7f);
        assertThat(similar[odd]).isLessThan(0);
        assertThat(model.explain(History.of(odd, even[1]), even[0]).items()[0]).isEqualTo(even[1]);
    }

    @Test
    void whatNobodyLikedAndWhoeverLikesNothingGetNoOpinion() {
        Dataset data = Datasets.of("a x 1 a y -1 a w 1 b z 1 b w 1");
        BprModel model = new Bpr(small().build()).fit(data, CONTEXT);
        int y = data.items().row("y");
        assertThat(scores(model, History.of(0))[y]).isNaN();
        assertThat(scores(model, History.EMPTY)).containsOnly(Float.NaN);
        assertThat(scores(model, History.of(y))).containsOnly(Float.NaN);
    }

    @ParameterizedTest
    @EnumSource(RankingLoss.class)
    void divergenceNamesEpochAndSetting(RankingLoss loss) {
        Bpr wild = new Bpr(small().learningRate(1000).regularization(1).loss(loss).build());
        assertThatThrownBy(() -> wild.fit(Datasets.random(1, 30, 20, 300), CONTEXT))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("bpr diverged in epoch 1: the loss is ")
                .hasMessageContaining("Maybe lower learningRate (1000.0).");
    }

    @Test
    void presetsAndSettingsAreReadByName() {
        assertThat(Algorithms.config("bpr", "gowalla", Map.of()))
                .isEqualTo(BprConfig.builder().factors(128).epochs(60).learningRate(0.1).build());
        assertThat(Algorithms.config("bpr", null, Map.of("loss", "warp", "trials", "5")))
                .isEqualTo(BprConfig.builder().loss(RankingLoss.WARP).trials(5).build());
        assertThatThrownBy(() -> BprConfig.builder().decay(2).build())
                .hasMessageContaining("decay");
    }

    @Test
    @Tag(ExternalData.TAG)
    void movielensIsRankedBetterThanPublished() {
        Dataset train = Ratings.read("ml-100k-mcrec/train.csv.gz");
        Dataset test = Ratings.read("ml-100k-mcrec/test.csv.gz");
        var evaluation =
                Evaluation.of(train, TestSet.of(train, test))
                        .metrics(Metrics.parse("precision@10"))
                        .resamples(0)
                        .build();
        // MF-BPR in M. Ferrari Dacrema et al., TOIS 2021: .2816
        assertThat(evaluation.run("bpr", new Bpr(small().factors(32).build()), CONTEXT))
                .satisfies(report -> assertThat(report.metric("precision@10")).isGreaterThan(0.3));
    }
}
