package dev.kindred.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.Datasets;
import org.junit.jupiter.api.Test;

class PairCountsTest {
    @Test
    void bothWaysOfCountingMatchTheNaiveOne() {
        SparseRows byUser = Datasets.random(4, 50, 30, 400).byUser().binary();
        SparseRows byItem = byUser.transpose();
        double[][] expected = Dense.gram(byUser, new float[byUser.columns()]);
        var listed = new ListedPairs(byUser, byItem);
        var shared = new SharedGram(byUser, byItem, new FitContext(1, 2));
        for (int[] items : new int[][] {{0, 3, 4, 11, 20}, {7}, {}, {1, 2, 24}}) {
            for (PairCounts pairs : new PairCounts[] {listed, shared}) {
                float[] counts = new float[25];
                pairs.count(items, items.length, counts);
                for (int a = 0; a < items.length; a++) {
                    for (int b = a; b < items.length; b++) {
                        assertThat((double) counts[a * items.length + b])
                                .as("%s: %d with %d", pairs, items[a], items[b])
                                .isEqualTo(expected[items[a]][items[b]]);
                    }
                }
            }
        }
    }

    @Test
    void countsAreSharedWhileTheyFitInMemory() {
        FitContext context = new FitContext(1, 1);
        SparseRows few = SparseRows.ofDense(new double[][] {{1, 1}});
        var of = PairCounts.of(few, few.transpose(), context);
        assertThat(of.get()).isInstanceOf(SharedGram.class).isSameAs(of.get());
        int items = PairCounts.LARGEST_SHARED + 1;
        SparseRows many = SparseRows.of(items, new int[] {0, 1}, new int[] {0}, null);
        var anew = PairCounts.of(many, many.transpose(), context);
        assertThat(anew.get()).isInstanceOf(ListedPairs.class).isNotSameAs(anew.get());
    }
}
