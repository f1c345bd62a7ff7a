package dev.kindred.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.model.FitContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SasRecTest {
    private static final int RING = 24;

    /** Everybody walks around a ring of items, from a place of their own, for 12 items. */
    private static Dataset walks() {
        var log = new InteractionLog();
        for (int user = 0; user < 60; user++) {
            for (int step = 0; step < 12; step++) {
                log.add(Interaction.of("u" + user, "i" + (user * 7 + step) % RING, 1));
            }
        }
        return new DatasetBuilder().build(log);
    }

    private static SasRecConfig.Builder small() {
        return SasRecConfig.builder()
                .factors(16)
                .maxLength(11)
                .dropout(0.1)
                .epochs(40)
                .batchSize(10)
                .learningRate(0.01);
    }

    @ParameterizedTest(name = "{0} negatives")
    @ValueSource(ints = {0, 12})
    void namesTheItemThatFollows(int negatives) {
        Dataset data = walks();
        SasRecModel model =
                new SasRec(small().negatives(negatives).build()).fit(data, new FitContext(3, 1));
        float[] scores = new float[RING];
        for (int start = 0; start < RING; start++) {
            String[] ids = new String[3];
            for (int k = 0; k < 3; k++) {
                ids[k] = "i" + (start + k) % RING;
            }
            model.score(History.ofIds(data.items(), ids), scores);
            int best = 0;
            for (int item = 1; item < RING; item++) {
                best = scores[item] > scores[best] ? item : best;
            }
            assertThat(data.items().id(best)).isEqualTo("i" + (start + 3) % RING);
        }
    }

    @Test
    void theOrderOfTheHistoryCounts() {
        Dataset data = walks();
        SasRecModel model = new SasRec(small().epochs(2).build()).fit(data, new FitContext(3, 1));
        float[] forwards = new float[RING];
        float[] backwards = new float[RING];
        model.score(History.of(4, 5, 6), forwards);
        model.score(History.of(6, 5, 4), backwards);
        assertThat(forwards).isNotEqualTo(backwards);
    }

    @Test
    void headsMustDivideTheFactors() {
        assertThatThrownBy(() -> SasRecConfig.builder().factors(10).heads(4).build())
                .hasMessage("factors must be a multiple of heads, but they are 10 and 4");
    }
}
