package dev.kindred.knn;

/**
 * The part of the settings that says how alike two rows are; see {@link ItemKnnConfig} for each.
 */
record SimilaritySettings(
        Similarity similarity,
        double shrinkage,
        int significance,
        int minimumOverlap,
        double minimumSimilarity,
        Weighting weighting,
        double bm25K1,
        double bm25B,
        double tverskyA,
        double tverskyB,
        double alpha) {

    static SimilaritySettings of(ItemKnnConfig config) {
        return new SimilaritySettings(
                config.similarity(),
                config.shrinkage(),
                config.significance(),
                config.minimumOverlap(),
                config.minimumSimilarity(),
                config.weighting(),
                config.bm25K1(),
                config.bm25B(),
                config.tverskyA(),
                config.tverskyB(),
                config.alpha());
    }

    static SimilaritySettings of(UserKnnConfig config) {
        return new SimilaritySettings(
                config.similarity(),
                config.shrinkage(),
                config.significance(),
                config.minimumOverlap(),
                config.minimumSimilarity(),
                config.weighting(),
                config.bm25K1(),
                config.bm25B(),
                config.tverskyA(),
                config.tverskyB(),
                config.alpha());
    }

    /** The same settings for another similarity. */
    SimilaritySettings with(Similarity other) {
        return new SimilaritySettings(
                other,
                shrinkage,
                significance,
                minimumOverlap,
                minimumSimilarity,
                weighting,
                bm25K1,
                bm25B,
                tverskyA,
                tverskyB,
                alpha);
    }

    /** True where the number of common columns is needed beside the products. */
    boolean countsOverlaps() {
        return significance > 1 || minimumOverlap > 1;
    }
}
