package dev.kindred.knn;

/**
 * Searches the neighbours of one row after the other. Working memory of one thread.
 *
 * <p>It goes block by block, so that the best of one block set the bar for the next: most products
 * fail it before they are divided or compared with each other.
 */
final class NearestSearch {
    private static final int BLOCK = 256;

    private final RowSimilarity similarity;
    private final RowProducts found;
    private final Nearest best;

    NearestSearch(RowSimilarity similarity, RowProducts work, int k) {
        this.similarity = similarity;
        this.found = work;
        this.best = new Nearest(k);
    }

    /** Finds the nearest of a row; valid until the next call. */
    Nearest find(int row) {
        ProductFormula.Self self = similarity.self(row);
        found.findRow(row);
        best.clear();
        for (int from = 0; from < found.size; from += BLOCK) {
            int to = Math.min(from + BLOCK, found.size);
            to = similarity.sieve(self, best.bar(), found, from, to);
            best.add(found, from, similarity.toSimilarities(self, row, found, from, to));
        }
        return best.finish();
    }
}
