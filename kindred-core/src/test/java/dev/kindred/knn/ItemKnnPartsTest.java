package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import dev.kindred.testkit.Datasets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ItemKnnPartsTest {
    private static final Dataset DATA = Datasets.twoTastes(30);

    @ParameterizedTest
    @EnumSource(Weighting.class)
    void aPartPerItemGivesTheModelOfTheWhole(Weighting weighting) {
        ItemKnnConfig config =
                ItemKnnConfig.builder().weighting(weighting).neighbours(3).itemMean(true).build();
        var whole = (ItemKnnModel) new ItemKnn(config).fit(DATA, new FitContext(1, 1));
        SparseRows byUser = DATA.byUser().positive().binary();
        var parts = new ItemKnnParts(config, totals(byUser));
        int items = byUser.columns();
        int[][] neighbours = new int[items][0];
        double[][] similarities = new double[items][0];
        for (int item = 0; item < items; item++) {
            parts.find(
                    new int[] {item},
                    usersOf(item, byUser),
                    (row, rows, values) -> {
                        neighbours[row] = rows;
                        similarities[row] = values;
                    });
        }
        ModelInfo info = whole.info();
        ItemKnnModel joined =
                parts.join(info, DATA.items(), neighbours, similarities, new FitContext(1, 1));
        float[] wanted = new float[items];
        float[] scores = new float[items];
        for (int user = 0; user < byUser.rows(); user++) {
            whole.score(DATA.history(user), wanted);
            joined.score(DATA.history(user), scores);
            assertThat(scores).containsExactly(wanted, within(1e-6f));
        }
    }

    @Test
    void theRatingFormIsRefused() {
        ItemKnnConfig config = ItemKnnConfig.builder().mode(Mode.RATING).build();
        assertThatThrownBy(() -> new ItemKnnParts(config, totals(DATA.byUser())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one machine");
    }

    private static SparseRows usersOf(int item, SparseRows byUser) {
        double[][] rows = new double[byUser.rows()][];
        int size = 0;
        for (int user = 0; user < byUser.rows(); user++) {
            if (byUser.find(user, item) >= 0) {
                rows[size] = new double[byUser.columns()];
                for (int k = byUser.start(user); k < byUser.end(user); k++) {
                    rows[size][byUser.column(k)] = 1;
                }
                size++;
            }
        }
        int[] starts = new int[size + 1];
        var columns = new java.util.ArrayList<Integer>();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < byUser.columns(); column++) {
                if (rows[row][column] == 1) {
                    columns.add(column);
                }
            }
            starts[row + 1] = columns.size();
        }
        double[] ones = new double[columns.size()];
        java.util.Arrays.fill(ones, 1);
        return SparseRows.of(
                byUser.columns(),
                starts,
                columns.stream().mapToInt(Integer::intValue).toArray(),
                ones);
    }

    private static ItemKnnParts.Totals totals(SparseRows byUser) {
        int items = byUser.columns();
        int[] likes = new int[items];
        double[] sizes = new double[items];
        double[] weights = new double[items];
        double squares = 0;
        for (int user = 0; user < byUser.rows(); user++) {
            int size = byUser.size(user);
            squares += (double) size * size;
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                likes[byUser.column(k)]++;
                sizes[byUser.column(k)] += size;
                weights[byUser.column(k)] += ItemKnnParts.weight(items, size);
            }
        }
        return new ItemKnnParts.Totals(byUser.rows(), likes, sizes, squares, weights);
    }
}
