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

class UserKnnTest {
    /** Cosines: ab and bc 2/sqrt 6, ac 1/2, ad 1/sqrt 2, bd 1/sqrt 3, cd none. */
    private static final Dataset DATA =
            Datasets.of("a x 5 a y 2 b x 1 b y 1 b z 4 c y 3 c z 1 d x 1");

    private static final double AB = 2 / Math.sqrt(6);
    private static final double AC = .5;
    private static final double AD = Math.sqrt(.5);

    @Nested
    class Defaults extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new UserKnn(UserKnnConfig.builder().build());
        }
    }

    @Nested
    class OrdinaryJaccard extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new UserKnn(
                    UserKnnConfig.builder()
                            .similarity(Similarity.JACCARD)
                            .inverted(false)
                            .normalize(true)
                            .build());
        }
    }

    @Nested
    class WeightedByTfIdf extends AlgorithmContract {
        @Override
        protected Algorithm<?> algorithm() {
            return new UserKnn(UserKnnConfig.builder().weighting(Weighting.TF_IDF).build());
        }
    }

    @Test
    void scoresAreSumsOverTheNearestUsers() {
        UserKnnModel one = fit(ordinary().neighbours(1).build());
        assertScores(one, DATA.history(0), AB, AB, AB);
        UserKnnModel two = fit(ordinary().neighbours(2).build());
        assertScores(two, DATA.history(0), AB + AD, AB, AB);
    }

    @Test
    void aKnownUserNeverHearsHimselfAndAGuestDoesHearHisTwin() {
        UserKnnModel model = fit(ordinary().neighbours(1).build());
        assertScores(model, History.of(0, 1), 1, 1, Double.NaN); // a himself is the nearest
        assertScores(model, History.EMPTY, Double.NaN, Double.NaN, Double.NaN);
    }

    @Test
    void normalizedScoresAreShares() {
        UserKnnModel model = fit(ordinary().neighbours(3).normalize(true).build());
        double sum = AB + AC + AD;
        assertScores(model, DATA.history(0), (AB + AD) / sum, (AB + AC) / sum, (AB + AC) / sum);
    }

    @Test
    void invertedAUserHearsThoseWhoHaveHimAmongTheirNearest() {
        // The nearest of a is b, of b is a (c is as near), of c is b, of d is a.
        UserKnnModel model = fit(ordinary().neighbours(1).inverted(true).build());
        assertScores(model, DATA.history(0), AB + AD, AB, AB);
        assertScores(model, DATA.history(1), AB, AB + AB, AB);
        assertScores(model, DATA.history(2), Double.NaN, Double.NaN, Double.NaN);
        // A guest like a is nearer to a than b is, and as near to b and d as a is.
        assertScores(model, History.of(0, 1), 1 + AB + AD, 1 + AB, AB);
    }

    @Test
    void similarUsersLeaveOutTheUserAndThoseWithoutCommonItems() {
        UserKnnModel model = fit(ordinary().build());
        float[] scores = new float[4];
        model.similarUsers(DATA.history(3), scores);
        assertThat(scores[0]).isCloseTo((float) AD, within(1e-6f));
        assertThat(scores[2]).isNaN();
        assertThat(scores[3]).isNaN();
    }

    @Test
    void aNeighboursWeightIsSharedByTheItemsInCommon() {
        UserKnnModel model = fit(ordinary().neighbours(2).build());
        // z for a: b only, with x and y in common; y for d as a guest: a and b, with x in common
        Explanation why = model.explain(DATA.history(0), 2);
        assertThat(why.items()).containsExactly(0, 1);
        assertThat(why.contributions()[0]).isCloseTo(AB / 2, within(1e-9));
        assertThat(why.contributions()[1]).isCloseTo(AB / 2, within(1e-9));
        Explanation other = model.explain(DATA.history(3), 1);
        assertThat(other.items()).containsExactly(0);
        assertThat(other.contributions()[0]).isCloseTo(AD + 1 / Math.sqrt(3), within(1e-9));
    }

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void scoresOfKnownUsersAgreeWithListsOfAllUsers(Similarity similarity) {
        Dataset data = Datasets.random(40 + similarity.ordinal(), 25, 18, 200);
        int users = data.users().size();
        for (boolean inverted : new boolean[] {false, true}) {
            UserKnnConfig config =
                    ordinary()
                            .similarity(similarity)
                            .shrinkage(1)
                            .neighbours(5)
                            .inverted(inverted)
                            .build();
            Model model = new UserKnn(config).fit(data, new FitContext(1, 2));
            var naive = new NaiveSimilarity(cells(data), SimilaritySettings.of(config), true);
            List<List<Integer>> nearest =
                    IntStream.range(0, users)
                            .mapToObj(user -> nearest(naive, user, users))
                            .toList();
            for (int user = 0; user < users; user++) {
                assertScores(
                        model, data.history(user), expected(data, naive, nearest, user, inverted));
            }
        }
    }

    private static double[] expected(
            Dataset data,
            NaiveSimilarity naive,
            List<List<Integer>> nearest,
            int user,
            boolean inverted) {
        double[] sums = new double[data.items().size()];
        for (int other = 0; other < nearest.size(); other++) {
            boolean heard =
                    inverted
                            ? nearest.get(other).contains(user)
                            : nearest.get(user).contains(other);
            for (int item = 0; heard && item < sums.length; item++) {
                double weight = inverted ? naive.of(other, user) : naive.of(user, other);
                sums[item] += data.byUser().find(other, item) >= 0 ? weight : 0;
            }
        }
        return Arrays.stream(sums).map(sum -> sum > 0 ? sum : Double.NaN).toArray();
    }

    private static List<Integer> nearest(NaiveSimilarity naive, int row, int rows) {
        return IntStream.range(0, rows)
                .filter(other -> naive.of(row, other) > 0)
                .boxed()
                // Equal similarities may differ in the last digit here: rounded, they are ties.
                .sorted(
                        Comparator.comparing(
                                (Integer other) -> -Math.rint(naive.of(row, other) * 1e10)))
                .limit(5)
                .toList();
    }

    private static double[][] cells(Dataset data) {
        double[][] cells = new double[data.users().size()][data.items().size()];
        for (int user = 0; user < cells.length; user++) {
            Arrays.fill(cells[user], Double.NaN);
            for (int k = data.byUser().start(user); k < data.byUser().end(user); k++) {
                cells[user][data.byUser().column(k)] = data.byUser().value(k);
            }
        }
        return cells;
    }

    private static UserKnnConfig.Builder ordinary() {
        return UserKnnConfig.builder().inverted(false);
    }

    private static UserKnnModel fit(UserKnnConfig config) {
        return (UserKnnModel) new UserKnn(config).fit(DATA, new FitContext(1, 1));
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
