package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.SparseRows;
import org.junit.jupiter.api.Test;

/** Values from the tests of other implementations, which the names of the tests give. */
class SimilarityVectorsTest {
    private static final double EXACT = 1e-9;

    /** The ratings of Surprise's test_similarities.py: a row per x, a column per y; 0 is absent. */
    private static final SparseRows SURPRISE =
            SparseRows.ofDense(
                    new double[][] {
                        {3, 4, 0, 0, 0},
                        {3, 4, 0, 1, 5},
                        {3, 4, 5, 4, 1},
                        {0, 0, 2, 2, 0},
                        {0, 0, 3, 3, 0},
                        {1, 0, 0, 3, 2},
                        {1.5, 0, 0, 3.5, 2.5},
                        {3, 0, 0, 2, 2.5}
                    });

    @Test
    void mahoutLogLikelihoodSimilarity() {
        // The sets of items of five users; similarities are between items.
        SparseRows byUser =
                SparseRows.ofDense(
                        new double[][] {
                            {1, 1, 0, 0, 0},
                            {1, 0, 1, 0, 0},
                            {0, 0, 1, 1, 1},
                            {1, 1, 1, 1, 1},
                            {0, 1, 1, 1, 1}
                        });
        RowSimilarity llr = likes(byUser.transpose(), Similarity.LLR);
        assertThat(llr.pair(1, 0)).isCloseTo(0.1216072703, within(EXACT));
        assertThat(llr.pair(1, 2)).isCloseTo(0.5423213661, within(EXACT));
        assertThat(llr.pair(2, 3)).isCloseTo(0.6905400105, within(EXACT));
        assertThat(llr.pair(3, 4)).isCloseTo(0.8706358464, within(EXACT));
    }

    @Test
    void mahoutLogLikelihoodOfDisjointAndOfFullRows() {
        SparseRows disjoint = SparseRows.ofDense(new double[][] {{1, 0, 0}, {0, 1, 1}});
        assertThat(likes(disjoint, Similarity.LLR).pair(0, 1)).isNaN();
        // Everybody has both: that says nothing. The similarity is 0, so they are no neighbours.
        SparseRows full = SparseRows.ofDense(new double[][] {{1, 1, 1}, {1, 1, 1}});
        assertThat(ratings(full, Similarity.LLR).pair(0, 1)).isZero();
        assertThat(likes(full, Similarity.LLR).pair(0, 1)).isNaN();
    }

    @Test
    void mahoutPearsonSpearmanAndTanimoto() {
        SparseRows rows = SparseRows.ofDense(new double[][] {{1, 2, 3}, {2, 5, 6}, {2, 3, 1}});
        assertThat(ratings(rows, Similarity.PEARSON).pair(0, 1))
                .isCloseTo(0.9607689228, within(EXACT));
        assertThat(ratings(rows, Similarity.SPEARMAN).pair(0, 2)).isCloseTo(-.5, within(EXACT));
        SparseRows sets =
                SparseRows.ofDense(new double[][] {{1, 1, 1}, {1, 0, 0}, {0, 1, 1}, {1, 1, 0}});
        assertThat(likes(sets, Similarity.JACCARD).pair(0, 1)).isCloseTo(1 / 3.0, within(EXACT));
        assertThat(likes(sets, Similarity.JACCARD).pair(2, 3)).isCloseTo(1 / 3.0, within(EXACT));
    }

    @Test
    void surpriseCosineIsOverWhatBothRated() {
        RowSimilarity cosine = ratings(SURPRISE, Similarity.CO_RATED_COSINE);
        assertThat(cosine.pair(0, 1)).isEqualTo(1);
        assertThat(cosine.pair(0, 3)).as("no overlap").isNaN();
        assertThat(cosine.pair(3, 4)).isCloseTo(1, within(EXACT));
        assertThat(cosine.pair(5, 6)).isCloseTo(0.9974149030, within(EXACT));
        assertThat(cosine.pair(6, 5)).isEqualTo(cosine.pair(5, 6));
    }

    @Test
    void surprisePearson() {
        RowSimilarity pearson = ratings(SURPRISE, Similarity.PEARSON);
        assertThat(pearson.pair(0, 1)).isCloseTo(1, within(EXACT));
        assertThat(pearson.pair(3, 4)).as("constant rows").isNaN();
        assertThat(pearson.pair(6, 7)).isCloseTo(-1, within(EXACT));
    }

    @Test
    void surpriseMeanSquaredDifference() {
        RowSimilarity msd = ratings(SURPRISE, Similarity.MSD);
        assertThat(msd.pair(0, 1)).isEqualTo(1);
        assertThat(msd.pair(3, 4)).isCloseTo(.5, within(EXACT));
        // 1.5 - 1, 3.5 - 3, 2.5 - 2: 1 / (1 + 1/4)
        assertThat(msd.pair(5, 6)).isCloseTo(.8, within(EXACT));
    }

    @Test
    void surpriseMinimumSupport() {
        var settings =
                SimilaritySettings.of(
                        ItemKnnConfig.builder()
                                .similarity(Similarity.MSD)
                                .shrinkage(0)
                                .minimumOverlap(3)
                                .build());
        RowSimilarity msd = RowSimilarity.ofRatings(SURPRISE, SURPRISE.transpose(), settings);
        assertThat(msd.pair(0, 1)).as("two in common").isNaN();
        assertThat(msd.pair(5, 6)).as("three in common").isCloseTo(.8, within(EXACT));
    }

    private static RowSimilarity likes(SparseRows rows, Similarity similarity) {
        return RowSimilarity.ofLikes(rows, rows.transpose(), settings(similarity));
    }

    private static RowSimilarity ratings(SparseRows rows, Similarity similarity) {
        return RowSimilarity.ofRatings(rows, rows.transpose(), settings(similarity));
    }

    private static SimilaritySettings settings(Similarity similarity) {
        return SimilaritySettings.of(
                ItemKnnConfig.builder()
                        .similarity(similarity)
                        .shrinkage(0)
                        .minimumSimilarity(-1)
                        .build());
    }
}
