package dev.kindred.knn;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What the rating forms are compared with {@link NaiveRatingKnn} on. */
final class RatingKnnCases {
    private RatingKnnCases() {}

    /** Every similarity with every center, in plain form; then each other setting once. */
    static Stream<NaiveRatingKnn.Settings> all() {
        Stream<NaiveRatingKnn.Settings> plain =
                Stream.of(Similarity.values())
                        .flatMap(
                                similarity ->
                                        Stream.of(Center.values())
                                                .map(center -> plain(similarity, center)));
        return Stream.concat(plain, others());
    }

    private static NaiveRatingKnn.Settings plain(Similarity similarity, Center center) {
        // Sets have equal similarities, correlations of two or three ranks too: nobody is cut off.
        boolean ties = similarity.isOfSets() || similarity == Similarity.SPEARMAN;
        int neighbours = ties ? 100 : 4;
        return new NaiveRatingKnn.Settings(
                similarity, center, NeighbourChoice.RATED, neighbours, 0, 0, 3, -1, false);
    }

    private static Stream<NaiveRatingKnn.Settings> others() {
        return Stream.of(
                settings(Similarity.COSINE, Center.MEAN, NeighbourChoice.ALL, 5, 2, 0, 1, 0, false),
                settings(Similarity.MSD, Center.NONE, NeighbourChoice.ALL, 5, 3, 4, 2, 0, true),
                settings(
                        Similarity.CO_RATED_COSINE,
                        Center.BASELINE,
                        NeighbourChoice.RATED,
                        3,
                        10,
                        4,
                        2,
                        0.05,
                        false),
                settings(
                        Similarity.PEARSON,
                        Center.BASELINE,
                        NeighbourChoice.ALL,
                        4,
                        1,
                        0,
                        3,
                        -1,
                        true),
                settings(
                        Similarity.LLR, Center.ITEM, NeighbourChoice.RATED, 100, 2, 3, 2, 0, false),
                settings(
                        Similarity.TVERSKY,
                        Center.MEAN,
                        NeighbourChoice.RATED,
                        100,
                        2,
                        0,
                        1,
                        0.1,
                        false));
    }

    private static NaiveRatingKnn.Settings settings(
            Similarity similarity,
            Center center,
            NeighbourChoice choose,
            int neighbours,
            double shrinkage,
            int significance,
            int minimumOverlap,
            double minimumSimilarity,
            boolean normalize) {
        return new NaiveRatingKnn.Settings(
                similarity,
                center,
                choose,
                neighbours,
                shrinkage,
                significance,
                minimumOverlap,
                minimumSimilarity,
                normalize);
    }

    /** Ratings with many digits, so that similarities of values are never equal. */
    static Dataset ratings() {
        var random = new SplittableRandom(17);
        var log = new InteractionLog();
        for (int user = 0; user < 14; user++) {
            for (int item = 0; item < 11; item++) {
                if (random.nextDouble() < 0.55) {
                    log.add(Interaction.of("u" + user, "i" + item, 1 + 4 * random.nextDouble()));
                }
            }
        }
        return new DatasetBuilder().build(log);
    }
}
