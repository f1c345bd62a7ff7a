package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.data.TestSet;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.RatingModel;
import dev.kindred.testkit.ExternalData;
import dev.kindred.testkit.Ratings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Errors on a quarter of the users of the first of five random folds of MovieLens 1M. Surprise's
 * best neighbourhood has .895 over all five of its own; ours are .8688 (user-knn) and .8497
 * (item-knn). The settings were chosen on a part of the first fold's training data.
 */
@Tag(ExternalData.TAG)
class KnnMovieLens1MTest {
    private static Split fold;

    @BeforeAll
    static void read() {
        Dataset data = Ratings.read("ml-1m/ml-1m.zip!ratings.dat");
        fold = Splitters.parse("cv:5").split(data, 42).get(0);
    }

    private static TestSet everyFourthUser() {
        List<TestSet.TestUser> users = fold.test().users();
        return new TestSet(
                IntStream.range(0, users.size() / 4).mapToObj(k -> users.get(4 * k)).toList());
    }

    @ParameterizedTest
    @CsvSource({"user-knn, .88", "item-knn, .87"})
    void presetBaselineIsMoreExactThanThePublishedNeighbourhoods(String algorithm, double bound) {
        var model =
                (RatingModel)
                        Algorithms.create(algorithm, "baseline", Map.of())
                                .fit(fold.train(), new FitContext(1, 2));
        Ratings.Errors errors =
                Ratings.errors(model, Ratings.mean(fold.train()), everyFourthUser());
        assertThat(errors.rmse()).isLessThan(bound);
        assertThat(errors.unpredicted()).isZero();
    }
}
