package dev.kindred.knn;

import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How alike the rows of a sparse matrix are, to each other and to rows from outside: one row
 * against all at a time, never pair by pair. Immutable and thread-safe.
 *
 * <p>Two rows without a common column are not neighbours; nor are those with fewer than {@code
 * minimumOverlap}, with an undefined similarity, or one below {@code minimumSimilarity}.
 *
 * <p>Cost of one row: time O(sum of the sizes of its columns), memory O(rows) for each thread at
 * work.
 */
final class RowSimilarity {
    private final SimilaritySettings settings;
    private final boolean onlyAboveZero;
    private final RowValues preparation;
    private final RowArrays matrix;
    private final @Nullable ProductFormula formula;
    private final Supplier<RowProducts> newProducts;
    private final ConcurrentLinkedQueue<RowProducts> idle = new ConcurrentLinkedQueue<>();

    private RowSimilarity(
            SimilaritySettings settings,
            boolean onlyAboveZero,
            RowValues preparation,
            RowArrays matrix,
            @Nullable ProductFormula formula,
            Supplier<RowProducts> newProducts) {
        this.settings = settings;
        this.onlyAboveZero = onlyAboveZero;
        this.preparation = preparation;
        this.matrix = matrix;
        this.formula = formula;
        this.newProducts = newProducts;
    }

    /**
     * The ranking form: every entry counts 1, what is absent counts 0, and only similarities above
     * 0 make neighbours.
     *
     * @param byColumn the transposed matrix
     */
    static RowSimilarity ofLikes(
            SparseRows rows, SparseRows byColumn, SimilaritySettings settings) {
        if (settings.weighting() == Weighting.NONE) {
            return ofCounts(rows, byColumn, settings, true);
        }
        var matrix = RowArrays.ofPattern(rows, byColumn);
        var weights =
                LikeWeights.of(settings.weighting(), settings.bm25K1(), settings.bm25B(), matrix);
        return new RowSimilarity(
                settings,
                true,
                RowValues.AS_THEY_ARE,
                matrix,
                new ProductFormula(settings, matrix, weights, false),
                () -> new WeightedProducts(matrix, weights, settings.countsOverlaps()));
    }

    /**
     * The ranking form for some rows of a large matrix.
     *
     * @param rows as many as the whole matrix has; those that are asked about are complete
     * @param byColumn the columns that these have, complete
     */
    static RowSimilarity ofPart(
            SparseRows rows, SparseRows byColumn, SimilaritySettings settings, WholeMatrix whole) {
        var matrix = RowArrays.ofPattern(rows, byColumn);
        boolean overlaps = settings.countsOverlaps();
        if (settings.weighting() == Weighting.NONE) {
            var heavy = HeavyColumns.none(matrix);
            return new RowSimilarity(
                    settings,
                    true,
                    RowValues.AS_THEY_ARE,
                    matrix,
                    new ProductFormula(settings, matrix, null, false, whole),
                    () -> new CountProducts(matrix, heavy, overlaps));
        }
        var weights =
                LikeWeights.of(
                        settings.weighting(),
                        settings.bm25K1(),
                        settings.bm25B(),
                        matrix,
                        whole.meanSize());
        return new RowSimilarity(
                settings,
                true,
                RowValues.AS_THEY_ARE,
                matrix,
                new ProductFormula(settings, matrix, weights, false, whole),
                () -> new WeightedProducts(matrix, whole.sizes(), weights, overlaps));
    }

    /**
     * The rating form: values are ratings. What is absent is unknown to the similarities of {@link
     * CoRatedProducts} and 0 to the others.
     *
     * @param byColumn the transposed matrix
     */
    static RowSimilarity ofRatings(
            SparseRows rows, SparseRows byColumn, SimilaritySettings settings) {
        return switch (settings.similarity()) {
            case JACCARD, DICE, TVERSKY, LLR, CONDITIONAL_PROBABILITY ->
                    ofCounts(rows, byColumn, settings, false);
            case COSINE, ASYMMETRIC_COSINE -> ofProducts(rows, RowValues.AS_THEY_ARE, settings);
            case ADJUSTED_COSINE -> {
                RowValues centered = RowValues.columnCentered(byColumn);
                yield ofProducts(rows, centered, settings.with(Similarity.COSINE));
            }
            case SPEARMAN -> ofCoRated(rows, RowValues.ranks(), settings.with(Similarity.PEARSON));
            case PEARSON, MSD, CO_RATED_COSINE -> ofCoRated(rows, RowValues.AS_THEY_ARE, settings);
        };
    }

    private static RowSimilarity ofCounts(
            SparseRows rows,
            SparseRows byColumn,
            SimilaritySettings settings,
            boolean onlyAboveZero) {
        var matrix = RowArrays.ofPattern(rows, byColumn);
        var heavy = HeavyColumns.of(matrix);
        return new RowSimilarity(
                settings,
                onlyAboveZero,
                RowValues.AS_THEY_ARE,
                matrix,
                new ProductFormula(settings, matrix, null, false),
                () -> new CountProducts(matrix, heavy, settings.countsOverlaps()));
    }

    private static RowSimilarity ofProducts(
            SparseRows rows, RowValues preparation, SimilaritySettings settings) {
        SparseRows prepared = preparation.apply(rows);
        var matrix = RowArrays.ofValues(prepared, prepared.transpose());
        return new RowSimilarity(
                settings,
                false,
                preparation,
                matrix,
                new ProductFormula(settings, matrix, null, false),
                () -> new DotProducts(matrix));
    }

    private static RowSimilarity ofCoRated(
            SparseRows rows, RowValues preparation, SimilaritySettings settings) {
        SparseRows prepared = preparation.apply(rows);
        var matrix = RowArrays.ofValues(prepared, prepared.transpose());
        return new RowSimilarity(
                settings,
                false,
                preparation,
                matrix,
                null,
                () -> new CoRatedProducts(matrix, settings.similarity(), settings.shrinkage()));
    }

    /**
     * The same the other way round: how near a row is to the others as a neighbour of theirs. The
     * same again for symmetric similarities.
     */
    RowSimilarity turned() {
        return formula == null
                ? this
                : new RowSimilarity(
                        settings,
                        onlyAboveZero,
                        preparation,
                        matrix,
                        formula.turned(matrix),
                        newProducts);
    }

    int rowCount() {
        return matrix.rowCount();
    }

    /** Working memory for one thread; give it {@link #giveBack} to spare the next one its cost. */
    RowProducts borrow() {
        RowProducts work = idle.poll();
        return work != null ? work : newProducts.get();
    }

    void giveBack(RowProducts work) {
        idle.add(work);
    }

    /** Searches the nearest of one row after the other, for one thread. */
    NearestSearch search(int k) {
        return new NearestSearch(this, newProducts.get(), k);
    }

    /** Compares a row of the matrix with all others; the neighbours are in {@code work}. */
    void compareRow(int row, RowProducts work) {
        work.findRow(row);
        work.size = toSimilarities(self(row), row, work, 0, work.size);
    }

    /**
     * Compares a row from outside with those of the matrix; the neighbours are in {@code work}.
     *
     * @param columns rising
     * @param values its values, before any weighting; changed by this call
     * @param exclude a row of the matrix that is no neighbour, or -1
     */
    void compare(int[] columns, double[] values, int exclude, RowProducts work) {
        preparation.apply(columns, values, 0, columns.length);
        work.find(columns, values, 0, columns.length);
        double[] known = matrix.values() == null ? null : values;
        ProductFormula.Self self = self(columns, known, 0, columns.length);
        work.size = toSimilarities(self, exclude, work, 0, work.size);
    }

    /** What the formula needs of a row of the matrix. */
    ProductFormula.Self self(int row) {
        int[] starts = matrix.starts();
        return self(matrix.columns(), matrix.values(), starts[row], starts[row + 1]);
    }

    private ProductFormula.Self self(int[] columns, double @Nullable [] values, int from, int to) {
        return formula == null ? ProductFormula.Self.NONE : formula.self(columns, values, from, to);
    }

    /**
     * Drops most of the products that cannot make a similarity of at least {@code bar}.
     *
     * @return where those that are left end; they start at {@code from}
     */
    int sieve(ProductFormula.Self self, double bar, FoundRows found, int from, int to) {
        double least = Math.max(bar, settings.minimumSimilarity());
        return formula == null ? to : formula.sieve(self, least, found, from, to);
    }

    /**
     * Turns products into similarities and drops those that make no neighbours.
     *
     * @param exclude a row that is no neighbour, or -1
     * @return where the neighbours end; they start at {@code from}
     */
    int toSimilarities(ProductFormula.Self self, int exclude, FoundRows found, int from, int to) {
        if (formula != null) {
            formula.apply(self, found, from, to);
        }
        return drop(exclude, found, from, to);
    }

    private int drop(int exclude, FoundRows work, int from, int to) {
        int[] overlaps = settings.countsOverlaps() ? work.overlaps : null;
        int kept = from;
        for (int k = from; k < to; k++) {
            double similarity = work.values[k];
            if (overlaps != null) {
                similarity *= significance(overlaps[k]);
            }
            boolean enough = overlaps == null || overlaps[k] >= settings.minimumOverlap();
            boolean similar = similarity >= settings.minimumSimilarity(); // false for NaN
            boolean counts = similarity > 0 || !onlyAboveZero;
            work.rows[kept] = work.rows[k];
            work.values[kept] = similarity;
            kept += enough && similar && counts && work.rows[k] != exclude ? 1 : 0;
        }
        return kept;
    }

    private double significance(int overlap) {
        int enough = settings.significance();
        return enough > overlap ? (double) overlap / enough : 1;
    }

    /**
     * The neighbours of each row, the rows among themselves.
     *
     * @param k how many to keep of each at most: the most similar, of equals the lower row
     */
    NeighbourLists nearest(int k, FitContext context) {
        int[][] rows = new int[rowCount()][];
        double[][] similarities = new double[rowCount()][];
        context.forEachRowWithState(
                rowCount(),
                thread -> {
                    NearestSearch search = search(k);
                    return row -> {
                        Nearest best = search.find(row);
                        rows[row] = best.rows();
                        similarities[row] = best.similarities();
                    };
                });
        return new NeighbourLists(rows, similarities);
    }

    /** The similarity of two rows as neighbours, or {@code NaN} where they are none. */
    double pair(int row, int other) {
        RowProducts work = borrow();
        compareRow(row, work);
        double similarity = Double.NaN;
        for (int k = 0; k < work.size; k++) {
            similarity = work.rows[k] == other ? work.values[k] : similarity;
        }
        giveBack(work);
        return similarity;
    }
}
