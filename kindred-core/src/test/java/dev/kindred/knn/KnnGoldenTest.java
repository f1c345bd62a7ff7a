package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.RatingModel;
import dev.kindred.testkit.ExternalData;
import dev.kindred.testkit.Ratings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Predictions of LensKit (its own test data) for MovieLens small, trained on all of it. */
@Tag(ExternalData.TAG)
class KnnGoldenTest {
    /** Where two items are equally similar at the 20th place, rounding decides who is heard. */
    private static final Set<String> TIES = Set.of("30,48262", "30,4406", "468,6971");

    private static Dataset data;

    @BeforeAll
    static void read() {
        data = Ratings.read("movielens-small/ratings.csv.gz");
    }

    @Test
    void userKnnPredictsWhatLensKitPredicts() throws IOException {
        assertAlike("user-knn", 30, "lenskit-golden/user-user-preds.csv.gz", Set.of(), 1756);
    }

    @Test
    void itemKnnPredictsWhatLensKitPredicts() throws IOException {
        assertAlike("item-knn", 20, "lenskit-golden/item-item-preds.csv.gz", TIES, 1288);
    }

    private static void assertAlike(
            String algorithm, int neighbours, String file, Set<String> leftOut, int pairs)
            throws IOException {
        var settings = Map.of("neighbours", String.valueOf(neighbours));
        var model =
                (RatingModel)
                        Algorithms.create(algorithm, "lenskit", settings)
                                .fit(data, new FitContext(1, 2));
        List<String> lines = lines(file);
        assertThat(lines).hasSize(pairs);
        double worst = 0;
        for (String line : lines) {
            String[] fields = line.split(",", -1);
            if (!leftOut.contains(fields[0] + "," + fields[1])) {
                double actual = predict(model, fields[0], fields[1]);
                assertThat(Double.isNaN(actual)).as(line).isEqualTo(fields[2].isEmpty());
                double expected = fields[2].isEmpty() ? actual : Double.parseDouble(fields[2]);
                worst = Math.max(worst, Math.abs(actual - expected));
            }
        }
        assertThat(worst).isLessThan(1e-9);
    }

    private static double predict(RatingModel model, String user, String item) {
        int row = data.items().row(item);
        History history = data.history(data.users().row(user));
        return model.predict(history.without(row), row);
    }

    private static List<String> lines(String file) throws IOException {
        try (var in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(ExternalData.file(file))),
                                StandardCharsets.UTF_8))) {
            return in.lines().skip(1).toList();
        }
    }
}
