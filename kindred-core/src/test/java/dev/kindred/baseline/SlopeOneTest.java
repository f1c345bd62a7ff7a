package dev.kindred.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import dev.kindred.testkit.ExternalData;
import dev.kindred.testkit.Ratings;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlopeOneTest extends AlgorithmContract {
    @Override
    protected Algorithm<?> algorithm() {
        return new SlopeOne(SlopeOneConfig.builder().build());
    }

    @Override
    protected boolean learnsFromLikes() {
        return false;
    }

    private static SlopeOneModel fit(Dataset data, double damping, int minimumOverlap) {
        var config =
                SlopeOneConfig.builder().damping(damping).minimumOverlap(minimumOverlap).build();
        return new SlopeOne(config).fit(data, new FitContext(1, 2));
    }

    @Test
    void matchesThePaperAndHandComputation() {
        Dataset paper = Datasets.of("a x 1 a y 1.5 b x 2");
        assertThat(fit(paper, 0, 1).predict(paper.history(1), 1)).isEqualTo(2.5);
        // x, y, z: john 5 3 2, mark 3 4 -, lucy - 2 5
        // dev_xy = ((5 - 3) + (3 - 4)) / 2 = 0.5, dev_xz = 3; lucy's x:
        // (2 (0.5 + 2) + 1 (3 + 5)) / 3 = 13 / 3
        Dataset data =
                Datasets.of("john x 5 john y 3 john z 2 mark x 3 mark y 4 lucy y 2 lucy z 5");
        assertThat(fit(data, 0, 1).predict(data.history(2), 0)).isEqualTo(13 / 3.0);
        // damping 2: dev_xy = 1 / 4, dev_xz = 3 / 3: (2 (0.25 + 2) + 1 (1 + 5)) / 3 = 3.5
        assertThat(fit(data, 2, 1).predict(data.history(2), 0)).isEqualTo(3.5);
        // pairs with at least 2 users: only x and y: 0.5 + 2
        assertThat(fit(data, 0, 2).predict(data.history(2), 0)).isEqualTo(2.5);
    }

    @ParameterizedTest(name = "damping {0}, minimumOverlap {1}")
    @CsvSource({"0, 1", "3, 2"})
    void matchesANaiveComputationOnRandomData(double damping, int minimumOverlap) {
        Dataset data = Datasets.random(9, 25, 18, 200);
        SlopeOneModel model = fit(data, damping, minimumOverlap);
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            for (int item = 0; item < data.items().size(); item++) {
                double expected = naive(data, history, item, damping, minimumOverlap);
                if (Double.isNaN(expected)) {
                    assertThat(model.predict(history, item)).isNaN();
                } else {
                    assertThat(model.predict(history, item)).isCloseTo(expected, within(1e-12));
                }
            }
        }
    }

    private static double naive(
            Dataset data, History history, int item, double damping, int minimumOverlap) {
        SparseRows byUser = data.byUser();
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < history.size(); k++) {
            double difference = 0;
            int count = 0;
            for (int user = 0; user < byUser.rows(); user++) {
                int a = byUser.find(user, item);
                int b = byUser.find(user, history.item(k));
                if (a >= 0 && b >= 0) {
                    difference += byUser.value(a) - byUser.value(b);
                    count++;
                }
            }
            if (history.item(k) != item && count >= minimumOverlap) {
                sum += count * (difference / (count + damping) + history.value(k));
                weights += count;
            }
        }
        return weights > 0 ? sum / weights : Double.NaN;
    }

    @Test
    void contributionsAddUpToThePrediction() {
        Dataset data = Datasets.random(4, 20, 15, 150);
        SlopeOneModel model = fit(data, 0, 1);
        History history = data.history(2).without(0);
        Explanation why = model.explain(history, 0);
        assertThat(Arrays.stream(why.contributions()).sum())
                .isCloseTo(model.predict(history, 0), within(1e-12));
    }

    @Test
    void savesEachPairOnce() {
        var out = new Tensors();
        fit(Datasets.of("a x 5 a y 3 a z 2"), 0, 1).save(out);
        assertThat(out.ints("model.others")).containsExactly(1, 2, 2);
        assertThat(out.doubles("model.means")).containsExactly(2, 3, 1);
    }

    @Test
    void withoutCommonUsersThereIsNoPrediction() {
        Dataset data = Datasets.of("a x 5 b y 3");
        assertThat(fit(data, 0, 1).predict(data.history(0), 1)).isNaN();
        assertThat(fit(data, 0, 1).predict(data.history(0), IdIndex.ABSENT)).isNaN();
    }

    @Test
    @Tag(ExternalData.TAG)
    void meetsThePublishedErrorOnMovieLens100K() {
        double rmse = 0;
        double mae = 0;
        for (int fold = 1; fold <= 5; fold++) {
            Dataset train = Ratings.read("ml-100k/ml-100k.zip!u" + fold + ".base");
            Dataset test = Ratings.read("ml-100k/ml-100k.zip!u" + fold + ".test");
            Ratings.Errors errors = Ratings.errors(fit(train, 0, 1), train, test);
            rmse += errors.rmse() / 5;
            mae += errors.mae() / 5;
        }
        // Surprise's README: .946 and .743 on folds of its own
        assertThat(rmse).isCloseTo(0.946, within(0.005));
        assertThat(mae).isCloseTo(0.743, within(0.005));
    }
}
