package dev.kindred.knn;

import dev.kindred.internal.Checks;

/** The rules that the settings of both neighbourhood algorithms share. */
final class KnnChecks {
    private KnnChecks() {}

    static void counts(int neighbours, double shrinkage, int significance, int minimumOverlap) {
        Checks.positive("neighbours", neighbours);
        Checks.notNegative("shrinkage", shrinkage);
        Checks.notNegative("significance", significance);
        Checks.positive("minimumOverlap", minimumOverlap);
    }

    static void weighting(Similarity similarity, Weighting weighting, double bm25K1, double bm25B) {
        Checks.notNegative("bm25K1", bm25K1);
        Checks.between("bm25B", bm25B, 0, 1);
        boolean weighs =
                similarity == Similarity.COSINE || similarity == Similarity.ASYMMETRIC_COSINE;
        if (weighting != Weighting.NONE && !weighs) {
            throw new IllegalArgumentException(
                    ("weighting %s goes with the similarities cosine and asymmetric-cosine only,"
                                    + " but similarity is %s")
                            .formatted(weighting, similarity));
        }
    }

    /** Ratings less a mean may be below 0, where weights are not defined. */
    static void noWeighting(Weighting weighting) {
        if (weighting != Weighting.NONE) {
            throw new IllegalArgumentException(
                    "weighting %s goes with mode ranking only, but mode is RATING"
                            .formatted(weighting));
        }
    }

    static void shape(
            double minimumSimilarity,
            double damping,
            double tverskyA,
            double tverskyB,
            double alpha) {
        Checks.between("minimumSimilarity", minimumSimilarity, -1, 1);
        Checks.notNegative("damping", damping);
        Checks.notNegative("tverskyA", tverskyA);
        Checks.notNegative("tverskyB", tverskyB);
        Checks.between("alpha", alpha, 0, 1);
    }
}
