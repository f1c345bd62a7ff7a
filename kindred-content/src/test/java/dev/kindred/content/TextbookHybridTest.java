package dev.kindred.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.testkit.Datasets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The textbook's weighted hybrid: .6 of user-knn's prediction and .4 of content's cosine. */
class TextbookHybridTest {
    private static final Dataset DATA =
            Datasets.textbook()
                    .withAttributes(
                            Attributes.NONE,
                            new Attributes.Builder()
                                    .put("movie_a", "genre", "action sci-fi")
                                    .put("movie_b", "genre", "romantic comedy")
                                    .put("movie_c", "genre", "action thriller")
                                    .put("movie_d", "genre", "sci-fi drama")
                                    .build());
    private static final Model MODEL =
            Algorithms.create("hybrid", "textbook", Map.of()).fit(DATA, FitContext.seeded(1));

    @Test
    void theScoreIsTheTextbooks() {
        float[] scores = new float[4];
        MODEL.score(DATA.history(DATA.users().row("1")), scores);
        // .6 x 4.660526471302494 + .4 x .37901842504957
        assertThat((double) scores[DATA.items().row("movie_d")])
                .isCloseTo(2.947923252801324, within(1e-6));
    }

    @Test
    void theExplanationNamesBothPartsAndTheSharedTerms() {
        History history = DATA.history(DATA.users().row("1"));
        Explanation why = MODEL.explain(history, DATA.items().row("movie_d"));
        assertThat(why.sources())
                .extracting(Explanation.Source::name)
                .containsExactly("user-knn", "content");
        assertThat(why.sources().get(0).score()).isCloseTo(4.660526471302494, within(1e-6));
        assertThat(why.sources().get(1).contribution())
                .isCloseTo(.4 * .37901842504957, within(1e-6));
        assertThat(why.terms()).extracting(Explanation.Term::text).contains("sci");
    }
}
