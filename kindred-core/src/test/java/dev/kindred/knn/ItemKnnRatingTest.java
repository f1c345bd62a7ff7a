package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ItemKnnRatingTest extends AlgorithmContract {
    // item means x 3, y 4, z 3; centred x = (2, 0, -2), y = (1, -1, .), z = (., 1, -1)
    // cosine: x y = 2 / sqrt(8 * 2) = 1/2, x z = 2 / sqrt(8 * 2) = 1/2, y z = -1 / 2
    private static final Dataset SMALL = Datasets.of("a x 5 a y 5 b x 3 b y 3 b z 4 c x 1 c z 2");

    @Override
    protected Algorithm<?> algorithm() {
        return new ItemKnn(builder().build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }

    private static ItemKnnConfig.Builder builder() {
        return ItemKnnConfig.builder().mode(Mode.RATING).center(Center.MEAN).shrinkage(0);
    }

    private static ItemKnnRatingModel fit(Dataset data, ItemKnnConfig.Builder config) {
        return (ItemKnnRatingModel) new ItemKnn(config.build()).fit(data, new FitContext(1, 2));
    }

    @Test
    void averagesTheDeviationsOfTheSimilarItemsInTheHistory() {
        // a: z = 3 + (1/2 * 2) / (1/2) = 5; y is no neighbour of z
        assertThat(fit(SMALL, builder()).predict(SMALL.history(0), 2)).isCloseTo(5, within(1e-14));
        // with opposites: 3 + (1/2 * 2 - 1/2 * 1) / (1/2 + 1/2) = 3.5
        ItemKnnRatingModel opposites = fit(SMALL, builder().minimumSimilarity(-1));
        assertThat(opposites.predict(SMALL.history(0), 2)).isCloseTo(3.5, within(1e-14));
        float[] similar = new float[3];
        opposites.similarItems(2, similar);
        assertThat(similar).containsExactly(0.5f, -0.5f, Float.NaN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void matchesANaiveComputationOnRandomData(NaiveRatingKnn.Settings settings) {
        Dataset data = RatingKnnCases.ratings();
        var naive = new NaiveRatingKnn(settings);
        var model =
                (ItemKnnRatingModel)
                        new ItemKnn(naive.itemConfig()).fit(data, new FitContext(1, 2));
        for (int user = 0; user < data.users().size(); user++) {
            for (int item = 0; item < data.items().size(); item++) {
                double expected = naive.predictByItems(data, user, item);
                double actual = model.predict(data.history(user).without(item), item);
                assertThat(Double.isNaN(actual)).isEqualTo(Double.isNaN(expected));
                if (!Double.isNaN(expected)) {
                    assertThat(actual).isCloseTo(expected, within(1e-9));
                }
            }
        }
    }

    static Stream<NaiveRatingKnn.Settings> cases() {
        return RatingKnnCases.all();
    }

    @Test
    void manyItemsAtOnceAndOneByOneAreTheSame() {
        Dataset data = Datasets.random(3, 40, 60, 900);
        ItemKnnRatingModel model = fit(data, builder().neighbours(5));
        int[] all = IntStream.range(0, data.items().size()).toArray();
        for (int user = 0; user < data.users().size(); user++) {
            double[] together = new double[all.length];
            model.predict(data.history(user), all, together);
            for (int item : all) {
                assertThat(together[item]).isEqualTo(model.predict(data.history(user), item));
            }
        }
    }

    @Test
    void theRatingOfTheItemItselfIsNoEvidence() {
        ItemKnnRatingModel model = fit(SMALL, builder());
        History b = SMALL.history(1);
        assertThat(model.predict(b, 2)).isEqualTo(model.predict(b.without(2), 2));
    }

    @Test
    void withoutNeighboursOnlyTheBaselineStands() {
        Dataset data = Datasets.of("a x 5 b y 3");
        assertThat(fit(data, builder()).predict(data.history(0), 1)).isNaN();
        assertThat(fit(data, builder()).predict(data.history(0), IdIndex.ABSENT)).isNaN();
        ItemKnnRatingModel baseline = fit(data, builder().center(Center.BASELINE).damping(0));
        assertThat(baseline.predict(data.history(0), 1)).isCloseTo(3, within(1e-12));
        assertThat(baseline.predict(data.history(0), IdIndex.ABSENT)).isCloseTo(4, within(1e-12));
    }

    @Test
    void clipKeepsPredictionsWithinTheTrainingRange() {
        History happy = History.of(new int[] {0}, new double[] {9});
        assertThat(fit(SMALL, builder()).predict(happy, 2)).isCloseTo(9, within(1e-14));
        assertThat(fit(SMALL, builder().clip(true)).predict(happy, 2)).isEqualTo(5);
    }

    @Test
    void contributionsAddUpToTheDeviation() {
        Dataset data = RatingKnnCases.ratings();
        for (NeighbourChoice choose : NeighbourChoice.values()) {
            ItemKnnRatingModel model = fit(data, builder().choose(choose).center(Center.NONE));
            History history = data.history(3).without(0);
            Explanation why = model.explain(history, 0);
            assertThat(Arrays.stream(why.contributions()).sum())
                    .isCloseTo(model.predict(history, 0), within(1e-12));
        }
    }

    @Test
    void weightingIsForListsOnly() {
        assertThatThrownBy(() -> fit(SMALL, builder().weighting(Weighting.TF_IDF)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weighting TF_IDF goes with mode ranking only");
    }
}
