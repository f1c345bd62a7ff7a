package dev.kindred.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.Interaction;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.AlgorithmContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopularTest extends AlgorithmContract {
    private static final long DAY = 86_400_000;

    @Override
    protected Algorithm<?> algorithm() {
        return new Popular(PopularConfig.builder().build());
    }

    @Override
    protected boolean personalised() {
        return false;
    }

    @Test
    void oldInteractionsCountHalfAfterTheHalfLife() {
        Dataset data =
                new DatasetBuilder()
                        .build(
                                List.of(
                                        new Interaction("a", "old", "view", 1, 0),
                                        new Interaction("b", "old", "view", 1, 0),
                                        new Interaction("c", "old", "view", 1, 10 * DAY),
                                        new Interaction("a", "new", "view", 1, 20 * DAY),
                                        new Interaction("b", "new", "view", -1, 20 * DAY)));
        // half-life 10 days: old = 1/4 + 1/4 + 1/2, new = 1 (the dislike does not count)
        PopularModel model =
                new Popular(PopularConfig.builder().halfLife(10).build())
                        .fit(data, new FitContext(1, 1));
        assertThat(scores(model, History.EMPTY)).containsExactly(1f, 1f);
        PopularModel plain =
                new Popular(PopularConfig.builder().build()).fit(data, new FitContext(1, 1));
        assertThat(scores(plain, History.EMPTY)).containsExactly(3f, 1f);
    }
}
