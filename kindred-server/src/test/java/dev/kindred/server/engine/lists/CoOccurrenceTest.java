package dev.kindred.server.engine.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import org.junit.jupiter.api.Test;

class CoOccurrenceTest {
    // u: a b, v: a b c, w: c
    private static final Dataset DATA =
            new DatasetBuilder()
                    .build(
                            InteractionLog.of(
                                    Interaction.of("u", "a", 1),
                                    Interaction.of("u", "b", 1),
                                    Interaction.of("v", "a", 1),
                                    Interaction.of("v", "b", 1),
                                    Interaction.of("v", "c", 1),
                                    Interaction.of("w", "c", 1)));

    @Test
    void itemsAreAlikeByTheUsersTheyShare() {
        float[] scores = new float[3];
        new CoOccurrence(DATA).similarItems(0, scores);

        assertThat(scores[0]).isNaN();
        assertThat((double) scores[1]).isCloseTo(2 / (2 + 10.0), within(1e-6));
        assertThat((double) scores[2]).isCloseTo(1 / (2 + 10.0), within(1e-6));
    }

    @Test
    void usersAreAlikeByTheItemsTheyShare() {
        float[] scores = new float[3];
        new CoOccurrence(DATA).similarUsers(DATA.history(0), scores);

        assertThat(scores[0]).isNaN();
        assertThat((double) scores[1]).isCloseTo(2 / (Math.sqrt(6) + 10), within(1e-6));
        assertThat(scores[2]).isNaN();

        new CoOccurrence(DATA).similarUsers(History.of(2, 99), scores);
        assertThat((double) scores[2]).isCloseTo(1 / (1 + 10.0), within(1e-6));
        new CoOccurrence(DATA).similarItems(99, scores);
        assertThat(scores).containsOnly(Float.NaN);
    }
}
