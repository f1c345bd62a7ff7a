package dev.kindred.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.Datasets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rp3BetaPartsTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPartPerItemGivesTheModelOfTheWholeToTheLastBit(boolean secondCut) {
        Dataset data = Datasets.twoTastes(30);
        Rp3BetaConfig config = Rp3BetaConfig.builder().neighbours(3).secondCut(secondCut).build();
        Rp3BetaModel whole = new Rp3Beta(config).fit(data, new FitContext(1, 1));
        SparseRows byUser = data.byUser().positive().binary();
        int items = byUser.columns();
        int[][] targets = new int[items][0];
        float[][] weights = new float[items][0];
        var parts = new Rp3BetaParts(config, Walks.sizes(byUser.transpose()));
        for (int item = 0; item < items; item++) {
            // All users: those without the item change nothing.
            parts.find(
                    new int[] {item},
                    byUser,
                    (row, rows, values) -> {
                        targets[row] = rows;
                        weights[row] = values;
                    });
        }
        Rp3BetaModel joined =
                parts.join(whole.info(), data.items(), targets, weights, new FitContext(1, 1));
        float[] wanted = new float[items];
        float[] scores = new float[items];
        for (int user = 0; user < byUser.rows(); user++) {
            whole.score(data.history(user), wanted);
            joined.score(data.history(user), scores);
            assertThat(scores).containsExactly(wanted);
        }
    }
}
