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
    private static final int BLOCK = 256;

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
        RowValues weights =
                RowValues.weighted(
                        settings.weighting(),
                        settings.bm25K1(),
                        settings.bm25B(),
                        rows.binary(),
                        byColumn);
        if (weights.changesNothing()) {
            return ofCounts(rows, byColumn, settings, true);
        }
        return ofProducts(rows.binary(), weights, settings, true);
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
            case COSINE, ASYMMETRIC_COSINE ->
                    ofProducts(rows, RowValues.AS_THEY_ARE, settings, false);
            case ADJUSTED_COSINE -> {
                RowValues centered = RowValues.columnCentered(byColumn);
                yield ofProducts(rows, centered, settings.with(Similarity.COSINE), false);
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
        return new RowSimilarity(
                settings,
                onlyAboveZero,
                RowValues.AS_THEY_ARE,
                matrix,
                new ProductFormula(settings, matrix, false),
                () -> new CountProducts(matrix, settings.countsOverlaps()));
    }

    private static RowSimilarity ofProducts(
            SparseRows rows,
            RowValues preparation,
            SimilaritySettings settings,
            boolean onlyAboveZero) {
        SparseRows prepared = preparation.apply(rows);
        var matrix = RowArrays.ofValues(prepared, prepared.transpose());
        return new RowSimilarity(
                settings,
                onlyAboveZero,
                preparation,
                matrix,
                new ProductFormula(settings, matrix, false),
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
                        new ProductFormula(settings, matrix, true),
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

    /** Compares a row of the matrix with all others; the neighbours are in {@code work}. */
    void compareRow(int row, RowProducts work) {
        work.findRow(row);
        int from = matrix.starts()[row];
        int to = matrix.starts()[row + 1];
        finish(matrix.columns(), matrix.values(), from, to, row, work);
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
        boolean hasValues = matrix.values() != null;
        finish(columns, hasValues ? values : null, 0, columns.length, exclude, work);
    }

    private void finish(
            int[] columns,
            double @Nullable [] values,
            int from,
            int to,
            int exclude,
            RowProducts work) {
        if (formula != null) {
            formula.apply(formula.self(columns, values, from, to), work, 0, work.size);
        }
        work.size = drop(exclude, work, 0, work.size);
    }

    /** Drops those that are no neighbours; returns where the others end. */
    private int drop(int exclude, RowProducts work, int from, int to) {
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
                    RowProducts work = newProducts.get();
                    var best = new Nearest(k);
                    return row -> {
                        select(row, work, best);
                        rows[row] = best.rows();
                        similarities[row] = best.similarities();
                    };
                });
        return new NeighbourLists(rows, similarities);
    }

    /** Block by block, so that the best of one set the bar for the next. */
    private void select(int row, RowProducts work, Nearest best) {
        work.findRow(row);
        best.clear();
        int start = matrix.starts()[row];
        int end = matrix.starts()[row + 1];
        ProductFormula.Self self =
                formula == null
                        ? null
                        : formula.self(matrix.columns(), matrix.values(), start, end);
        for (int from = 0; from < work.size; from += BLOCK) {
            int to = Math.min(from + BLOCK, work.size);
            if (formula != null && self != null) {
                double bar = Math.max(best.bar(), settings.minimumSimilarity());
                to = formula.sieve(self, bar, work, from, to);
                formula.apply(self, work, from, to);
            }
            best.add(work, from, drop(row, work, from, to));
        }
        best.finish();
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
