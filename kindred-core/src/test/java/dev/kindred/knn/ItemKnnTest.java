package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ItemKnnTest {
    /** x: a b d, y: a b c, z: b c; cosine xy 2/3, xz 1/sqrt 6, yz 2/sqrt 6. */
    private static final Dataset DATA =
            Datasets.of("a x 5 a y 2 b x 1 b y 1 b z 4 c y 3 c z 1 d x 1");

    private static final double XY = 2 / 3.0;
    private static final double XZ = 1 / Math.sqrt(6);
    private static final double YZ = 2 / Math.sqrt(6);
    private static final int X = 0;
    private static final int Y = 1;
    private static final int Z = 2;

    @Nested
    class Defaults extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new ItemKnn(ItemKnnConfig.builder().build());
        }
    }

    @Nested
    class NormalizedWithMeans extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new ItemKnn(
                    ItemKnnConfig.builder().neighbours(15).normalize(true).itemMean(true).build());
        }
    }

    @Nested
    class WeightedByBm25 extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new ItemKnn(ItemKnnConfig.builder().weighting(Weighting.BM25).build());
        }
    }

    @Nested
    class InvertedTversky extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new ItemKnn(
                    ItemKnnConfig.builder()
                            .similarity(Similarity.TVERSKY)
                            .tverskyA(.2)
                            .inverted(true)
                            .build());
        }
    }

    @Nested
    class LogLikelihoodWithSignificance extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new ItemKnn(
                    ItemKnnConfig.builder()
                            .similarity(Similarity.LLR)
                            .significance(5)
                            .minimumOverlap(2)
                            .build());
        }
    }

    @Test
    void scoresAreSumsOfSimilaritiesToTheHistory() {
        ItemKnnModel model = fit(plain().build());
        assertScores(model, History.of(X), Double.NaN, XY, XZ);
        assertScores(model, History.of(X, Z), XZ, XY + YZ, XZ);
        assertScores(model, History.EMPTY, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void whatIsNotLikedCountsNothing() {
        ItemKnnModel model = fit(plain().build());
        History mixed = History.of(new int[] {X, Z}, new double[] {3, -1});
        assertScores(model, mixed, Double.NaN, XY, XZ);
    }

    @Test
    void eachCandidateHearsItsNearest() {
        // The nearest of x is y, of y is z, of z is y.
        ItemKnnModel model = fit(plain().neighbours(1).build());
        assertScores(model, History.of(X), Double.NaN, Double.NaN, Double.NaN);
        assertScores(model, History.of(Y), XY, Double.NaN, YZ);
    }

    @Test
    void invertedEachItemSpeaksForItsNearest() {
        ItemKnnModel model = fit(plain().neighbours(1).inverted(true).build());
        assertScores(model, History.of(X), Double.NaN, XY, Double.NaN);
        assertScores(model, History.of(Y), Double.NaN, Double.NaN, YZ);
    }

    @Test
    void normalizedWeightsOfACandidateSumToOne() {
        ItemKnnModel model = fit(plain().normalize(true).build());
        // y: XY and YZ, z: XZ and YZ (1/3 and 2/3), x: XY and XZ
        assertScores(model, History.of(X), Double.NaN, XY / (XY + YZ), 1 / 3.0);
        assertScores(model, History.of(X, Y, Z), 1, 1, 1);
    }

    @Test
    void itemMeansAreAddedAndExpected() {
        ItemKnnModel model = fit(plain().normalize(true).itemMean(true).build());
        // m = 3/4, 3/4, 1/2. z: 1/2 + 1/3 (1 - 3/4) + 2/3 (0 - 3/4) = 1/12.
        // y: 3/4 + .449490 (1 - 3/4) + .550510 (0 - 1/2) = .587117
        // x: 3/4 + .620204 (0 - 3/4) + .379796 (0 - 1/2) = .094949
        assertScores(model, History.of(X), .094949, .587117, 1 / 12.0);
        assertScores(model, History.EMPTY, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void anItemWithoutNeighboursHasNoScoreWithItemMeans() {
        Dataset data = Datasets.of("a x 1 a y 1 b x 1 b y 1 c alone 1");
        Model model = new ItemKnn(plain().itemMean(true).build()).fit(data, new FitContext(1, 1));
        float[] scores = new float[3];
        model.score(History.of(0), scores);
        assertThat(scores[data.items().row("alone")]).isNaN();
    }

    @Test
    void explanationNamesTheContributionOfEachItem() {
        ItemKnnModel model = fit(plain().build());
        Explanation why = model.explain(History.of(X, Z), Y);
        assertThat(why.items()).containsExactly(Z, X);
        assertThat(why.contributions()[0]).isCloseTo(YZ, within(1e-6));
        assertThat(why.contributions()[1]).isCloseTo(XY, within(1e-6));
    }

    @Test
    void similarItemsAreTheNeighboursThatWereKept() {
        float[] scores = new float[3];
        for (boolean inverted : new boolean[] {false, true}) {
            ItemKnnModel model = fit(plain().neighbours(1).inverted(inverted).build());
            model.similarItems(X, scores);
            assertThat(scores[Y]).isCloseTo((float) XY, within(1e-6f));
            assertThat(scores[Z]).isNaN();
            model.similarItems(Y, scores);
            assertThat(scores[Z]).isCloseTo((float) YZ, within(1e-6f));
            assertThat(scores[X]).isNaN();
        }
    }

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void scoresAgreeWithTheNaiveSum(Similarity similarity) {
        Dataset data = Datasets.random(similarity.ordinal(), 30, 20, 250);
        ItemKnnConfig config = plain().similarity(similarity).shrinkage(2).neighbours(4).build();
        var model = (ItemKnnModel) new ItemKnn(config).fit(data, new FitContext(1, 2));
        var naive = new NaiveSimilarity(cells(data), SimilaritySettings.of(config), true);
        int items = data.items().size();
        List<List<Integer>> nearest =
                IntStream.range(0, items).mapToObj(item -> nearest(naive, item, items, 4)).toList();
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            double[] expected = new double[items];
            for (int item = 0; item < items; item++) {
                int candidate = item;
                double sum =
                        nearest.get(item).stream()
                                .filter(j -> history.find(j) >= 0)
                                .mapToDouble(j -> naive.of(candidate, j))
                                .sum();
                expected[item] = sum > 0 ? sum : Double.NaN;
            }
            assertScores(model, history, expected);
        }
    }

    private static List<Integer> nearest(NaiveSimilarity naive, int row, int rows, int k) {
        return IntStream.range(0, rows)
                .filter(other -> naive.of(row, other) > 0)
                .boxed()
                // Equal similarities may differ in the last digit here: rounded, they are ties.
                .sorted(Comparator.comparing((Integer other) -> -rounded(naive.of(row, other))))
                .limit(k)
                .toList();
    }

    private static double rounded(double similarity) {
        return Math.rint(similarity * 1e10) / 1e10;
    }

    private static double[][] cells(Dataset data) {
        double[][] cells = new double[data.items().size()][data.users().size()];
        for (int item = 0; item < cells.length; item++) {
            Arrays.fill(cells[item], Double.NaN);
            for (int k = data.byItem().start(item); k < data.byItem().end(item); k++) {
                cells[item][data.byItem().column(k)] = data.byItem().value(k);
            }
        }
        return cells;
    }

    private static ItemKnnConfig.Builder plain() {
        return ItemKnnConfig.builder().shrinkage(0);
    }

    private static ItemKnnModel fit(ItemKnnConfig config) {
        return (ItemKnnModel) new ItemKnn(config).fit(DATA, new FitContext(1, 1));
    }

    private static void assertScores(Model model, History history, double... expected) {
        float[] scores = new float[expected.length];
        model.score(history, scores);
        for (int item = 0; item < expected.length; item++) {
            if (Double.isNaN(expected[item])) {
                assertThat(scores[item]).as("item %d", item).isNaN();
            } else {
                assertThat((double) scores[item])
                        .as("item %d", item)
                        .isCloseTo(expected[item], within(1e-6));
            }
        }
    }
}
