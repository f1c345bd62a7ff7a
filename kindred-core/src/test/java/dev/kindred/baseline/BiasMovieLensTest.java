package dev.kindred.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.RatingModel;
import dev.kindred.testkit.ExternalData;
import dev.kindred.testkit.Ratings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deterministic baselines on the five folds of MovieLens 100K, computed with NumPy. */
@Tag(ExternalData.TAG)
class BiasMovieLensTest {
    private static final Map<String, Dataset> FILES = new HashMap<>();

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "global-mean, '', 1.1537, 1.1307, 1.1116, 1.1133, 1.1187, 1.1256, .9447",
        "user-mean,   '', 1.0630, 1.0467, 1.0329, 1.0367, 1.0393, 1.0437, .8362",
        "item-mean,   '', 1.0334, 1.0305, 1.0197, 1.0169, 1.0223, 1.0246, .8174",
        "'',           0,  .9602,  .9499,  .9477,  .9454,  .9448,  .9496, .7489",
        "'',           5,  .9575,  .9458,  .9400,  .9374,  .9387,  .9439, .7477",
        "als,         '',  .9599,  .9477,  .9405,  .9383,  .9423,  .9457, .7499"
    })
    void errorsAreThoseOfAnotherImplementation(
            String preset,
            String damping,
            double u1,
            double u2,
            double u3,
            double u4,
            double u5,
            double meanRmse,
            double meanMae) {
        double[] expected = {u1, u2, u3, u4, u5};
        double rmse = 0;
        double mae = 0;
        for (int fold = 1; fold <= 5; fold++) {
            Ratings.Errors errors = errors(fold, preset, damping);
            assertThat(errors.rmse()).as("u%d", fold).isCloseTo(expected[fold - 1], within(1e-4));
            rmse += errors.rmse() / 5;
            mae += errors.mae() / 5;
        }
        assertThat(rmse).isCloseTo(meanRmse, within(1e-4));
        assertThat(mae).isCloseTo(meanMae, within(1e-4));
    }

    private static Ratings.Errors errors(int fold, String preset, String damping) {
        Dataset train = file("u" + fold + ".base");
        Map<String, String> settings = damping.isEmpty() ? Map.of() : Map.of("damping", damping);
        var algorithm = Algorithms.create(Bias.NAME, preset.isEmpty() ? null : preset, settings);
        RatingModel model = (RatingModel) algorithm.fit(train, new FitContext(1, 1));
        return Ratings.errors(model, train, file("u" + fold + ".test"));
    }

    private static Dataset file(String member) {
        return FILES.computeIfAbsent(member, key -> Ratings.read("ml-100k/ml-100k.zip!" + key));
    }
}
