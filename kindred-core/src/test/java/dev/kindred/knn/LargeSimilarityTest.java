package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only shows with many rows: the ways that are shorter than looking at every pair. */
class LargeSimilarityTest {
    private static final int ROWS = 700;
    private static final int COLUMNS = 150;

    /** The first 64 columns are full enough to be counted as bits, the others are not. */
    private static final SparseRows DATA = data();

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void theNearestAreThoseOfAllSimilarities(Similarity similarity) {
        for (Weighting weighting : weightings(similarity)) {
            var settings =
                    SimilaritySettings.of(
                            ItemKnnConfig.builder()
                                    .similarity(similarity)
                                    .weighting(weighting)
                                    .tverskyA(.3)
                                    .tverskyB(1.4)
                                    .alpha(.2)
                                    .shrinkage(5)
                                    .significance(12)
                                    .minimumOverlap(2)
                                    .build());
            RowSimilarity compared = RowSimilarity.ofLikes(DATA, DATA.transpose(), settings);
            NeighbourLists lists = compared.nearest(20, new FitContext(1, 2));
            RowProducts work = compared.borrow();
            for (int row = 0; row < ROWS; row += 7) {
                compared.compareRow(row, work);
                assertThat(Arrays.stream(lists.rows()[row]).sorted().toArray())
                        .as("%s row %d", settings, row)
                        .isEqualTo(NearestTest.best(work, 20));
            }
        }
    }

    @Test
    void columnsCountedAsBitsCountTheSame() {
        RowArrays matrix = RowArrays.ofPattern(DATA, DATA.transpose());
        HeavyColumns heavy = HeavyColumns.of(matrix);
        assertThat(heavy.groups()).isEqualTo(2);
        var products = new CountProducts(matrix, heavy, true);
        BitSet[] sets = new BitSet[ROWS];
        for (int row = 0; row < ROWS; row++) {
            sets[row] = new BitSet();
            for (int k = DATA.start(row); k < DATA.end(row); k++) {
                sets[row].set(DATA.column(k));
            }
        }
        for (int row = 0; row < ROWS; row++) {
            products.findRow(row);
            int[] counts = new int[ROWS];
            for (int k = 0; k < products.size; k++) {
                counts[products.rows[k]] = (int) products.values[k];
                assertThat(products.overlaps[k]).isEqualTo((int) products.values[k]);
            }
            for (int other = 0; other < ROWS; other++) {
                var common = (BitSet) sets[row].clone();
                common.and(sets[other]);
                assertThat(counts[other]).isEqualTo(common.cardinality());
            }
        }
    }

    private static Weighting[] weightings(Similarity similarity) {
        return similarity == Similarity.COSINE
                ? Weighting.values()
                : new Weighting[] {Weighting.NONE};
    }

    private static SparseRows data() {
        var random = new SplittableRandom(77);
        double[][] cells = new double[ROWS][COLUMNS];
        for (double[] row : cells) {
            double activity = random.nextDouble();
            for (int column = 0; column < COLUMNS; column++) {
                double share = column < 64 ? activity : activity / 40;
                row[column] = random.nextDouble() < share ? 1 : 0;
            }
        }
        return SparseRows.ofDense(cells);
    }
}
