package dev.kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.model.FitContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenreAffinityTest {
    // u has a (X, Y) and b (X): share X 1, Y 1/2; v has b
    // popularity X: (1 + 2) / 2 = 1.5, Y: 1; new has (X, Y): 1 + 1/2; mean 3/4; 1.5 + 1/2
    @ParameterizedTest
    @CsvSource({"SUM, 1.5, 0", "MEAN, 0.75, 0", "POPULAR, 2, 0"})
    void theScoreIsTheUsersShareOfTheGenres(
            GenreAffinity.Form form, float expected, float ofAnotherGenre) {
        var items =
                new Attributes.Builder()
                        .put("a", "genres", "X", "Y")
                        .put("b", "genres", "X")
                        .put("new", "genres", "X", "Y")
                        .put("other", "genres", "Z")
                        .build();
        var log = new InteractionLog();
        log.add(Interaction.of("u", "a", 1));
        log.add(Interaction.of("u", "b", 1));
        log.add(Interaction.of("v", "b", 1));
        Dataset data = new DatasetBuilder().itemAttributes(items).build(log);
        float[] scores = new float[4];
        new GenreAffinity("genres", form)
                .fit(data, new FitContext(1, 1))
                .score(data.history(0), scores);
        assertThat(scores[data.items().row("new")]).isEqualTo(expected);
        assertThat(scores[data.items().row("other")]).isEqualTo(ofAnotherGenre);
    }
}
