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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UserKnnRatingTest extends AlgorithmContract {
    // centred: a = (1, -1, .), b = (1, -1, 0), c = (-2, 0, 2)
    // cosine: a b = 2 / sqrt(2 * 2) = 1, a c = -2 / sqrt(2 * 8) = -1/2
    private static final Dataset SMALL =
            Datasets.of("a x 5 a y 3 b x 4 b y 2 b z 3 c x 2 c y 4 c z 6");

    @Override
    protected Algorithm<?> algorithm() {
        return new UserKnn(builder().build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }

    private static UserKnnConfig.Builder builder() {
        return UserKnnConfig.builder().mode(Mode.RATING).center(Center.MEAN);
    }

    private static UserKnnRatingModel fit(Dataset data, UserKnnConfig.Builder config) {
        return (UserKnnRatingModel) new UserKnn(config.build()).fit(data, new FitContext(1, 2));
    }

    @Test
    void averagesTheDeviationsOfTheNeighboursWhoRatedTheItem() {
        // z: b at his mean, c 2 above hers
        History a = SMALL.history(0);
        assertThat(fit(SMALL, builder()).predict(a, 2)).isEqualTo(4);
        UserKnnConfig.Builder opposites = builder().minimumSimilarity(-1);
        // 4 + (1 * 0 - 1/2 * 2) / (1 + 1/2)
        assertThat(fit(SMALL, opposites).predict(a, 2)).isCloseTo(4 - 2 / 3.0, within(1e-15));
        assertThat(fit(SMALL, opposites.neighbours(1)).predict(a, 2)).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void matchesANaiveComputationOnRandomData(NaiveRatingKnn.Settings settings) {
        Dataset data = RatingKnnCases.ratings();
        var naive = new NaiveRatingKnn(settings);
        UserKnnRatingModel model =
                (UserKnnRatingModel)
                        new UserKnn(naive.userConfig()).fit(data, new FitContext(1, 2));
        for (int user = 0; user < data.users().size(); user++) {
            for (int item = 0; item < data.items().size(); item++) {
                double expected = naive.predictByUsers(data, user, item);
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
    void aUserOfTheTrainingDataIsNeverHisOwnNeighbour() {
        UserKnnRatingModel model = fit(SMALL, builder().minimumSimilarity(-1));
        History b = SMALL.history(1);
        float[] similar = new float[3];
        model.similarUsers(b, similar);
        assertThat(similar[1]).isNaN();
        History guest = History.of(b.items(), new double[] {4, 2, 3});
        model.similarUsers(guest, similar);
        assertThat(similar[1]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void theGivenHistoryDecidesUnlessUsersAreKeptAsTrained() {
        History full = SMALL.history(0);
        History changed = History.of(0, new int[] {0, 1}, new double[] {1, 5}, new long[] {0, 0});
        UserKnnRatingModel folding = fit(SMALL, builder());
        assertThat(folding.predict(changed, 2)).isEqualTo(5); // c alone: 3 + 2
        UserKnnRatingModel trained = fit(SMALL, builder().trainedUsers(true));
        assertThat(trained.predict(changed, 2)).isEqualTo(trained.predict(full, 2)).isEqualTo(4);
        History guest = History.of(new int[] {0, 1}, new double[] {1, 5});
        assertThat(trained.predict(guest, 2)).isEqualTo(5);
    }

    @Test
    void withoutNeighboursOnlyTheBaselineStands() {
        Dataset data = Datasets.of("a x 5 b y 3");
        assertThat(fit(data, builder()).predict(data.history(0), 1)).isNaN();
        assertThat(fit(data, builder()).predict(data.history(0), IdIndex.ABSENT)).isNaN();
        UserKnnRatingModel baseline = fit(data, builder().center(Center.BASELINE).damping(0));
        // mu 4, b_x 1, b_y -1, no user effect left
        assertThat(baseline.predict(data.history(0), 1)).isCloseTo(3, within(1e-12));
        assertThat(baseline.predict(data.history(0), IdIndex.ABSENT)).isCloseTo(4, within(1e-12));
    }

    @Test
    void clipKeepsPredictionsWithinTheTrainingRange() {
        // a guest with mean 5 like c: z = 5 + 2, but nobody gave more than 6
        History guest = History.of(new int[] {0, 1}, new double[] {4, 6});
        assertThat(fit(SMALL, builder()).predict(guest, 2)).isEqualTo(7);
        assertThat(fit(SMALL, builder().clip(true)).predict(guest, 2)).isEqualTo(6);
    }

    @Test
    void contributionsAddUpToTheDeviation() {
        Dataset data = RatingKnnCases.ratings();
        for (Similarity similarity : Similarity.values()) {
            UserKnnRatingModel model =
                    fit(data, builder().similarity(similarity).minimumOverlap(2));
            History history = data.history(3).without(0);
            Explanation why = model.explain(history, 0);
            double mean = 0;
            for (int k = 0; k < history.size(); k++) {
                mean += history.value(k) / history.size();
            }
            assertThat(Arrays.stream(why.contributions()).sum())
                    .as("%s", similarity)
                    .isCloseTo(model.predict(history, 0) - mean, within(1e-9));
        }
    }

    @Test
    void weightingIsForListsOnly() {
        assertThatThrownBy(() -> fit(SMALL, builder().weighting(Weighting.BM25)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weighting BM25 goes with mode ranking only");
    }
}
