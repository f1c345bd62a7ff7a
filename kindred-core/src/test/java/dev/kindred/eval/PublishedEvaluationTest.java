package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.TestSet;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.ExternalData;
import dev.kindred.testkit.Ratings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole evaluations of algorithms without chance, against results known from elsewhere. */
@Tag(ExternalData.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedEvaluationTest {
    private static final FitContext CONTEXT = new FitContext(1, 2);
    private final List<Dataset> trains = new ArrayList<>();
    private final List<TestSet> tests = new ArrayList<>();

    @BeforeAll
    void readFiveFoldsOfMovielens() {
        for (int fold = 1; fold <= 5; fold++) {
            Dataset train = Ratings.read("ml-100k/ml-100k.zip!u" + fold + ".base");
            trains.add(train);
            Dataset test = Ratings.read("ml-100k/ml-100k.zip!u" + fold + ".test");
            tests.add(TestSet.of(train, test));
        }
    }

    /** RMSE of u1 to u5, then their mean and the mean MAE, as computed with NumPy. */
    @ParameterizedTest
    @CsvSource({
        "global-mean,,  1.1537, 1.1307, 1.1116, 1.1133, 1.1187, 1.1256, .9447",
        "user-mean,,    1.0630, 1.0467, 1.0329, 1.0367, 1.0393, 1.0437, .8362",
        "item-mean,,    1.0334, 1.0305, 1.0197, 1.0169, 1.0223, 1.0246, .8174",
        ",0,             .9602,  .9499,  .9477,  .9454,  .9448,  .9496, .7489",
        ",5,             .9575,  .9458,  .9400,  .9374,  .9387,  .9439, .7477",
        "als,,           .9599,  .9477,  .9405,  .9383,  .9423,  .9457, .7499"
    })
    void baselinesOnFiveFolds(
            String preset,
            String damping,
            double u1,
            double u2,
            double u3,
            double u4,
            double u5,
            double rmse,
            double mae) {
        var settings = damping == null ? Map.<String, String>of() : Map.of("damping", damping);
        var folds = new ArrayList<Report>();
        for (int fold = 0; fold < 5; fold++) {
            folds.add(
                    Evaluation.of(trains.get(fold), tests.get(fold))
                            .metrics(Metrics.parse("rmse,mae"))
                            .resamples(0)
                            .build()
                            .run("bias", Algorithms.create("bias", preset, settings), CONTEXT));
        }
        double[] expected = {u1, u2, u3, u4, u5};
        for (int fold = 0; fold < 5; fold++) {
            assertThat(folds.get(fold).metric("rmse"))
                    .as("u%d", fold + 1)
                    .isCloseTo(expected[fold], within(1e-4));
            assertThat(folds.get(fold).predictions())
                    .isEqualTo(new Report.Predictions(20_000, 20_000));
        }
        Report all = Report.ofFolds(folds, CONTEXT);
        assertThat(all.metric("rmse")).isCloseTo(rmse, within(1e-4));
        assertThat(all.metric("mae")).isCloseTo(mae, within(1e-4));
    }

    /**
     * NumPy's results for the most popular items of MCRec's split; published: .1907 .1180 .1361.
     */
    @Test
    void popularItemsOfMcrec() {
        // Equally popular items stand in another order there: a little more than rounding.
        Report report = popular("ml-100k-mcrec/train.csv.gz", "ml-100k-mcrec/test.csv.gz", 10);
        assertThat(report.protocol().users()).isEqualTo(942);
        assertThat(report.metric("precision@10")).isCloseTo(.1904, within(3e-4));
        assertThat(report.metric("recall@10")).isCloseTo(.1179, within(3e-4));
        assertThat(report.metric("ndcg@10")).isCloseTo(.2183, within(3e-4));
        assertThat(report.metric("ndcg-full@10")).isCloseTo(.1360, within(3e-4));
    }

    /** All 29,858 users of gowalla; the figures are those of other systems' popularity baseline. */
    @Test
    void popularItemsOfGowalla() {
        Report report = popular("gowalla/train.txt.gz", "gowalla/test.txt.gz", 20);
        assertThat(report.protocol().users()).isEqualTo(29_858);
        assertThat(report.metric("recall@20")).isCloseTo(.0416, within(1e-4));
        assertThat(report.metric("ndcg@20")).isCloseTo(.0317, within(1e-4));
        Report.Interval interval = report.intervals().get("recall@20");
        assertThat(interval.high() - interval.low()).isBetween(.001, .004);
    }

    private static Report popular(String trainFile, String testFile, int k) {
        Dataset train = Ratings.read(trainFile);
        String names = "precision@%d,recall@%d,ndcg@%d,ndcg-full@%d".replace("%d", "" + k);
        return Evaluation.of(train, TestSet.of(train, Ratings.read(testFile)))
                .metrics(Metrics.parse(names))
                .build()
                .run("popular", Algorithms.create("popular", null, Map.of()), CONTEXT);
    }
}
