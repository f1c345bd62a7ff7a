package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.testkit.Datasets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The plain formulas as textbooks print them, on a textbook's own example, to the last digit. */
class KnnTextbookTest {
    private static final Dataset DATA = Datasets.textbook();

    @ParameterizedTest(name = "{0} user {1}")
    @CsvSource({
        "user-knn, 1, movie_d, 4.660526471302494",
        "user-knn, 2, movie_c, 3.6673545717819094",
        "user-knn, 3, movie_b, 2.0101357810356903",
        "user-knn, 4, movie_a, 4.66118350121008",
        "item-knn, 1, movie_d, 11.597207969476777",
        "item-knn, 2, movie_c, 10.738753214647815",
        "item-knn, 3, movie_b, 12.570669325382525",
        "item-knn, 4, movie_a, 8.874289368683488"
    })
    void listsHoldTheTextbooksScores(String algorithm, String user, String item, double score) {
        Model model =
                Algorithms.create(algorithm, "textbook", Map.of()).fit(DATA, new FitContext(1, 1));
        History history = DATA.history(DATA.users().row(user));
        RankedItems list =
                ModelRecommender.builder(model)
                        .build()
                        .recommend(new Query(user, history, Set.of(), 5));
        assertThat(list.size()).isEqualTo(1);
        assertThat(DATA.items().id(list.row(0))).isEqualTo(item);
        assertThat(list.entries().get(0).score()).isEqualTo(score);
    }

    /** Over the ratings in common alone nearly everybody is alike; centred whole rows differ. */
    @Test
    void theTextbooksSimilarityTakesEverybodyForATwin() {
        float[] alike = new float[4];
        fit("textbook", Map.of()).similarUsers(DATA.history(0), alike);
        assertThat(alike).containsExactly(Float.NaN, 0.99705446f, 1, 0.9486833f);
        // centred: 1 = (1, -1, 0, .), 2 = (1/3, -5/3, ., 4/3), 3 = (2/3, ., -1/3, -1/3),
        // 4 = (., -2, 0, 2): 2 / sqrt(2 * 42/9), (2/3) / sqrt(2 * 6/9), 2 / sqrt(2 * 8)
        float[] apart = new float[4];
        fit(null, Map.of("mode", "rating", "center", "mean")).similarUsers(DATA.history(0), apart);
        assertThat(apart).containsExactly(Float.NaN, 0.65465367f, 0.57735026f, 0.5f);
    }

    private static UserKnnRatingModel fit(@Nullable String preset, Map<String, String> settings) {
        return (UserKnnRatingModel)
                Algorithms.create("user-knn", preset, settings).fit(DATA, new FitContext(1, 1));
    }
}
