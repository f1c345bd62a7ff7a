package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IalsTest extends AlgorithmContract {
    private static final FitContext CONTEXT = new FitContext(1, 2);

    @Override
    protected Algorithm<?> algorithm() {
        return new Ials(small().build());
    }

    private static IalsConfig.Builder small() {
        return IalsConfig.builder().factors(8).epochs(10).regularization(0.01);
    }

    @ParameterizedTest
    @EnumSource(IalsSolver.class)
    void oneUserWithOneItemMatchesTheHandComputedOptimum(IalsSolver solver) {
        // (1 - xy)^2 + a (xy)^2 + l (1 + a) (x^2 + y^2): x = y = root(1 / (1 + a) - l) is the
        // minimum, and scores 1 / (1 + .25) - .05 = .75.
        Ials ials =
                new Ials(
                        IalsConfig.builder()
                                .factors(1)
                                .epochs(100)
                                .regularization(0.05)
                                .unobservedWeight(0.25)
                                .solver(solver)
                                .build());
        IalsModel model = ials.fit(Datasets.of("u i 3"), CONTEXT);
        assertThat(scores(model, History.of(0))[0]).isCloseTo(0.75f, within(1e-5f));
    }

    @ParameterizedTest(name = "{0}, alpha {1}, exponent {2}")
    @CsvSource({
        "cholesky, 0, 1",
        "cholesky, .5, 1",
        "cholesky, 2, .3",
        "block, .5, 0",
        "cg, .5, 1"
    })
    void scoresMatchDenseLeastSquares(String solver, double alpha, double exponent) {
        IalsConfig config =
                small().factors(5)
                        .epochs(3)
                        .unobservedWeight(0.3)
                        .alpha(alpha)
                        .regularization(0.02)
                        .regularizationExponent(exponent)
                        .solver(IalsSolver.valueOf(solver.toUpperCase()))
                        .steps(30)
                        .blockSize(100)
                        .build();
        Dataset data = Datasets.random(4, 12, 9, 60);
        IalsModel model = new Ials(config).fit(data, CONTEXT);
        double[][] expected = new DenseAls(config, data, CONTEXT).fit();
        for (int user = 0; user < data.users().size(); user++) {
            float[] actual = scores(model, data.history(user));
            for (int item = 0; item < actual.length; item++) {
                assertThat((double) actual[item]).isCloseTo(expected[user][item], within(2e-4));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(IalsSolver.class)
    void lossFallsEveryEpoch(IalsSolver solver) {
        var losses = new ArrayList<Double>();
        FitContext context =
                CONTEXT.withProgress(
                        (stage, done, total, note) -> {
                            assertThat(stage).isEqualTo("fit ials");
                            assertThat(total).isEqualTo(10);
                            losses.add(Double.parseDouble(note.substring("loss ".length())));
                        });
        new Ials(small().solver(solver).blockSize(3).build())
                .fit(Datasets.random(3, 40, 30, 400), context);
        assertThat(losses).hasSize(10);
        for (int epoch = 1; epoch < 10; epoch++) {
            assertThat(losses.get(epoch)).isLessThanOrEqualTo(losses.get(epoch - 1));
        }
        assertThat(losses.get(9)).isLessThan(0.95 * losses.get(0));
    }

    @Test
    void lossIsTheObjectivePerInteraction() {
        // The optimum of the example above: (1 - .75)^2 + .25 * .75^2 + .05 * 1.25 * 2 * .75
        // = .0625 + .140625 + .09375 = .296875
        var last = new String[1];
        new Ials(
                        IalsConfig.builder()
                                .factors(1)
                                .epochs(60)
                                .regularization(0.05)
                                .unobservedWeight(0.25)
                                .build())
                .fit(
                        Datasets.of("u i 3"),
                        CONTEXT.withProgress((stage, done, total, note) -> last[0] = note));
        assertThat(Double.parseDouble(last[0].substring("loss ".length())))
                .isCloseTo(0.296875, within(1e-5));
    }

    @Test
    void partsOfAnExplanationAddUpToTheScore() {
        Dataset data = Datasets.random(9, 40, 30, 500);
        IalsModel model = new Ials(small().alpha(0.7).build()).fit(data, CONTEXT);
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            float[] scores = scores(model, history);
            for (int item = 0; item < scores.length; item++) {
                Explanation why = model.explain(history, item);
                assertThat(Arrays.stream(why.contributions()).sum())
                        .isCloseTo(scores[item], within(1e-5));
            }
        }
    }

    @Test
    void itemsOfTheSameTasteAreSimilarAndExplainEachOther() {
        Dataset data = Datasets.twoTastes(20);
        IalsModel model = new Ials(small().factors(2).epochs(30).build()).fit(data, CONTEXT);
        int[] even = {data.items().row("i0"), data.items().row("i2")};
        int odd = data.items().row("i1");
        float[] similar = new float[20];
        model.similarItems(even[0], similar);
        assertThat(similar[even[1]]).isGreaterThan(0.7f);
        assertThat(similar[odd]).isLessThan(0.3f);
        Explanation why = model.explain(History.of(odd, even[1]), even[0]);
        assertThat(why.items()[0]).isEqualTo(even[1]);
        assertThat(why.share(0)).isGreaterThan(0.9);
    }

    @Test
    void dislikesCountAsNotObserved() {
        Dataset with = Datasets.of("a x 1 a y 1 b y 1 b z 1 a z -1 b x 0");
        Dataset without = Datasets.of("a x 1 a y 1 b y 1 b z 1");
        assertThat(scores(algorithm().fit(with, CONTEXT), History.of(0)))
                .containsExactly(scores(algorithm().fit(without, CONTEXT), History.of(0)));
        float[] scores =
                scores(
                        algorithm().fit(with, CONTEXT),
                        History.of(new int[] {0, 2}, new double[] {1, -1}));
        assertThat(scores).containsExactly(scores(algorithm().fit(with, CONTEXT), History.of(0)));
    }

    @Test
    void whatNobodyLikedAndWhoeverLikesNothingGetNoOpinion() {
        IalsModel model = new Ials(small().build()).fit(Datasets.of("a x 1 a y -1"), CONTEXT);
        assertThat(scores(model, History.of(0))[1]).isNaN();
        assertThat(scores(model, History.EMPTY)).containsOnly(Float.NaN);
        assertThat(scores(model, History.of(1))).containsOnly(Float.NaN);
    }

    @Test
    void overflowNamesEpochAndSetting() {
        Ials ials = new Ials(small().alpha(1e30).build());
        assertThatThrownBy(() -> ials.fit(Datasets.of("a x 1e30 a y 2e30 b y 1e30"), CONTEXT))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("epoch 1")
                .hasMessageContaining("alpha (1.0E30)");
    }

    @Test
    void presetsAndSettingsAreReadByName() {
        var provider = new IalsProvider();
        assertThat(provider.presets().keySet())
                .containsExactlyInAnyOrder(
                        "gowalla", "gowalla-64", "gowalla-512", "ncf-ml-1m", "mcrec");
        Record config =
                Algorithms.config("ials", "gowalla", Map.of("solver", "block", "blockSize", "64"));
        assertThat(config)
                .isEqualTo(
                        IalsConfig.builder()
                                .factors(256)
                                .epochs(5)
                                .regularization(0.003)
                                .unobservedWeight(0.01)
                                .steps(2)
                                .solver(IalsSolver.BLOCK)
                                .blockSize(64)
                                .build());
        assertThatThrownBy(() -> IalsConfig.builder().regularization(0).build())
                .hasMessage("regularization must be a finite number above 0, but is 0.0");
    }
}
