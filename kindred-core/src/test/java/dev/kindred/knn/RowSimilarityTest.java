package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything against {@link NaiveSimilarity} on random data. */
class RowSimilarityTest {
    private static final int ROWS = 24;
    private static final int COLUMNS = 17;

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void ofLikesAgreesWithTheDefinition(Similarity similarity) {
        for (SimilaritySettings settings : variants(similarity, true)) {
            double[][] cells = cells(similarity.ordinal(), 0.3);
            SparseRows rows = sparse(cells);
            assertAgrees(
                    RowSimilarity.ofLikes(rows, rows.transpose(), settings),
                    new NaiveSimilarity(cells, settings, true));
        }
    }

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void ofRatingsAgreesWithTheDefinition(Similarity similarity) {
        for (SimilaritySettings settings : variants(similarity, false)) {
            double[][] cells = cells(100 + similarity.ordinal(), 0.4);
            SparseRows rows = sparse(cells);
            assertAgrees(
                    RowSimilarity.ofRatings(rows, rows.transpose(), settings),
                    new NaiveSimilarity(cells, settings, false));
        }
    }

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void aRowFromOutsideIsComparedLikeOneOfTheMatrix(Similarity similarity) {
        for (boolean likes : new boolean[] {true, false}) {
            for (SimilaritySettings settings : variants(similarity, likes)) {
                SparseRows rows = sparse(cells(200 + similarity.ordinal(), 0.3));
                RowSimilarity compared = of(rows, settings, likes);
                for (int row = 0; row < ROWS; row++) {
                    assertThat(fromOutside(compared, rows, row, likes))
                            .as("%s row %d", settings, row)
                            .isEqualTo(inside(compared, row));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Similarity.class)
    void theNearestAreTheBestOfAllPairsOnAnyThreadCount(Similarity similarity) {
        SimilaritySettings settings = variants(similarity, true).get(0);
        SparseRows rows = sparse(cells(300 + similarity.ordinal(), 0.25));
        RowSimilarity compared = of(rows, settings, true);
        for (int k : new int[] {1, 3, 7, Integer.MAX_VALUE}) {
            NeighbourLists one = compared.nearest(k, new FitContext(1, 1));
            NeighbourLists three = compared.nearest(k, new FitContext(1, 3));
            for (int row = 0; row < ROWS; row++) {
                double[] all = inside(compared, row);
                List<Integer> best =
                        IntStream.range(0, ROWS)
                                .filter(other -> !Double.isNaN(all[other]))
                                .boxed()
                                .sorted(Comparator.comparing((Integer other) -> -all[other]))
                                .limit(k)
                                .sorted()
                                .toList();
                assertThat(Arrays.stream(one.rows()[row]).sorted().boxed().toList())
                        .isEqualTo(best);
                assertThat(three.rows()[row]).isEqualTo(one.rows()[row]);
                assertThat(three.similarities()[row]).isEqualTo(one.similarities()[row]);
            }
        }
    }

    /** Plain, shrunk, and with everything else as well. */
    private static List<SimilaritySettings> variants(Similarity similarity, boolean likes) {
        var variants = new ArrayList<SimilaritySettings>();
        variants.add(settings(similarity, 0, 0, 1, -1, Weighting.NONE));
        variants.add(settings(similarity, 3, 0, 1, -1, Weighting.NONE));
        variants.add(settings(similarity, 1, 4, 2, 0.1, Weighting.NONE));
        boolean weighs =
                similarity == Similarity.COSINE || similarity == Similarity.ASYMMETRIC_COSINE;
        if (weighs && likes) {
            variants.add(settings(similarity, 0, 0, 1, -1, Weighting.TF_IDF));
            variants.add(settings(similarity, 2, 3, 2, -1, Weighting.BM25));
        }
        return variants;
    }

    private static SimilaritySettings settings(
            Similarity similarity,
            double shrinkage,
            int significance,
            int minimumOverlap,
            double minimumSimilarity,
            Weighting weighting) {
        return new SimilaritySettings(
                similarity,
                shrinkage,
                significance,
                minimumOverlap,
                minimumSimilarity,
                weighting,
                1.2,
                0.75,
                0.7,
                1.3,
                0.3);
    }

    private static RowSimilarity of(SparseRows rows, SimilaritySettings settings, boolean likes) {
        return likes
                ? RowSimilarity.ofLikes(rows, rows.transpose(), settings)
                : RowSimilarity.ofRatings(rows, rows.transpose(), settings);
    }

    private static void assertAgrees(RowSimilarity actual, NaiveSimilarity expected) {
        for (int row = 0; row < ROWS; row++) {
            for (int other = 0; other < ROWS; other++) {
                double want = expected.of(row, other);
                double is = actual.pair(row, other);
                if (Double.isNaN(want)) {
                    assertThat(is).as("%s %d %d", expected.settings(), row, other).isNaN();
                } else {
                    assertThat(is)
                            .as("%s %d %d", expected.settings(), row, other)
                            .isCloseTo(want, within(1e-12));
                }
            }
        }
    }

    private static double[] inside(RowSimilarity compared, int row) {
        RowProducts work = compared.borrow();
        compared.compareRow(row, work);
        return dense(work);
    }

    private static double[] fromOutside(
            RowSimilarity compared, SparseRows rows, int row, boolean likes) {
        int from = rows.start(row);
        int[] columns = new int[rows.size(row)];
        double[] values = new double[columns.length];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = rows.column(from + k);
            values[k] = likes ? 1 : rows.value(from + k);
        }
        RowProducts work = compared.borrow();
        compared.compare(columns, values, row, work);
        return dense(work);
    }

    private static double[] dense(RowProducts work) {
        double[] similarities = new double[ROWS];
        Arrays.fill(similarities, Double.NaN);
        for (int k = 0; k < work.size; k++) {
            similarities[work.rows[k]] = work.values[k];
        }
        return similarities;
    }

    /** Ratings in half steps; the last row is empty, column 0 is everybody's, row 1 is constant. */
    private static double[][] cells(long seed, double density) {
        var random = new SplittableRandom(seed);
        double[][] cells = new double[ROWS][COLUMNS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                boolean there = column == 0 || random.nextDouble() < density;
                double rating = row == 1 ? 3 : (1 + random.nextInt(10)) / 2.0;
                cells[row][column] = there && row < ROWS - 1 ? rating : Double.NaN;
            }
        }
        return cells;
    }

    private static SparseRows sparse(double[][] cells) {
        double[][] dense =
                Arrays.stream(cells)
                        .map(row -> Arrays.stream(row).map(x -> Double.isNaN(x) ? 0 : x).toArray())
                        .toArray(double[][]::new);
        return SparseRows.ofDense(dense);
    }
}
