package dev.kindred.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.Algorithms;
import dev.kindred.model.AttributeModel;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The textbook's four movies. idf of a word of one movie ln(5/2) + 1 = 1.9163, of two ln(5/3) + 1 =
 * 1.5108. movie_1: action, sci, fi in two movies, christopher, nolan, 2010 in one, so |x| = sqrt(3
 * x 1.5108^2 + 3 x 1.9163^2) = 4.2267. movie_3: action in two, five words in one. movie_4: sci, fi
 * in two, four in one. The profile is x_1 + 4/5 x_4.
 */
class TextbookTest {
    private static final Dataset DATA =
            Items.data(
                    Items.table(
                            "item;genre;director;year",
                            "movie_1;action sci-fi;Christopher Nolan;2010",
                            "movie_2;romantic comedy;Nancy Meyers;2003",
                            "movie_3;action thriller;Michael Bay;2019",
                            "movie_4;sci-fi drama;Denis Villeneuve;2016"),
                    "user_1 movie_1 5 user_1 movie_4 4");

    private static final AttributeModel MODEL =
            (AttributeModel)
                    Algorithms.create("content", "textbook", Map.of())
                            .fit(DATA, FitContext.seeded(1));

    @Test
    void theListIsTheTextbooks() {
        float[] scores = new float[4];
        MODEL.score(DATA.history(0), scores);
        assertThat(scores[DATA.items().row("movie_3")])
                .isEqualTo(.09192200239370248f, within(1e-8f));
        assertThat(scores[DATA.items().row("movie_2")]).isZero();
    }

    @Test
    void aNewItemGetsTheScoreOfAKnownOneWithTheSameAttributes() {
        AttributeModel.NewItem item =
                MODEL.newItem(
                        Map.of(
                                "genre", List.of("action thriller"),
                                "director", List.of("Michael Bay"),
                                "year", List.of("2019")));
        assertThat(item.score(DATA.history(0))).isEqualTo(.09192200239370248, within(1e-8));
        assertThat(item.score(History.EMPTY)).isNaN();
    }

    @Test
    void theOnlySharedWordExplainsTheWholeScore() {
        Explanation why = MODEL.explain(DATA.history(0), DATA.items().row("movie_3"));
        assertThat(why.terms()).extracting(Explanation.Term::text).containsExactly("action");
        assertThat(why.terms().get(0).contribution()).isEqualTo(.09192200239370248, within(1e-8));
        assertThat(why.items()).containsExactly(DATA.items().row("movie_1"));
    }
}
