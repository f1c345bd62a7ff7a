package dev.kindred.knn;

/**
 * Settings of {@link ItemKnn}.
 *
 * @param mode lists, or predictions of ratings (default ranking)
 * @param neighbours most similar items that have a say; at least 1 (default 100)
 * @param similarity how alike two items are (default cosine)
 * @param shrinkage pulls similarities built on little towards 0, see {@link Similarity}; at least 0
 *     (default 10)
 * @param significance similarities are multiplied by {@code min(n, significance) / significance}
 *     with {@code n} the number of common users; 0 for not (default 0)
 * @param minimumOverlap common users below which two items are no neighbours; at least 1 (default
 *     1)
 * @param weighting how values are weighted before similarities are taken; only with cosine and
 *     asymmetric cosine (default none)
 * @param bm25K1 BM25: how late a value saturates; at least 0 (default 1.2)
 * @param bm25B BM25: how much long rows are discounted; 0 to 1 (default 0.75)
 * @param center rating form only: what is subtracted from ratings (default baseline)
 * @param itemMean ranking form only: score = {@code m_i + sum_j w_ij (x_uj - m_j)} with {@code m}
 *     the share of users who have the item (default false)
 * @param minimumSimilarity similarity below which two items are no neighbours, -1 to 1; in the
 *     ranking form it must be above 0 as well (default 0)
 * @param damping rating form with {@code center} baseline: damping of the biases; at least 0
 *     (default 5)
 * @param clip rating form only: predictions stay within the range of the training ratings (default
 *     false)
 * @param tverskyA Tversky: weight of what only the row itself has; at least 0 (default 1)
 * @param tverskyB Tversky: weight of what only the neighbour has; at least 0 (default 1)
 * @param alpha asymmetric cosine: weight of the row itself against the neighbour; 0 to 1 (default
 *     0.5)
 * @param inverted ranking form only: each item of the history keeps its {@code neighbours} best
 *     items and speaks for those; if false each candidate keeps its own and hears those (default
 *     false)
 * @param normalize the weights of all that a candidate hears sum to 1; in the rating form with
 *     {@code choose} rated they always do (default false)
 * @param choose rating form only: among whom the neighbours are chosen (default rated)
 */
public record ItemKnnConfig(
        Mode mode,
        int neighbours,
        Similarity similarity,
        double shrinkage,
        int significance,
        int minimumOverlap,
        Weighting weighting,
        double bm25K1,
        double bm25B,
        Center center,
        boolean itemMean,
        double minimumSimilarity,
        double damping,
        boolean clip,
        double tverskyA,
        double tverskyB,
        double alpha,
        boolean inverted,
        boolean normalize,
        NeighbourChoice choose) {
    public ItemKnnConfig {
        KnnChecks.counts(neighbours, shrinkage, significance, minimumOverlap);
        KnnChecks.weighting(similarity, weighting, bm25K1, bm25B);
        KnnChecks.shape(minimumSimilarity, damping, tverskyA, tverskyB, alpha);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private Mode mode = Mode.RANKING;
        private int neighbours = 100;
        private Similarity similarity = Similarity.COSINE;
        private double shrinkage = 10;
        private int significance = 0;
        private int minimumOverlap = 1;
        private Weighting weighting = Weighting.NONE;
        private double bm25K1 = 1.2;
        private double bm25B = 0.75;
        private Center center = Center.BASELINE;
        private boolean itemMean = false;
        private double minimumSimilarity = 0;
        private double damping = 5;
        private boolean clip = false;
        private double tverskyA = 1;
        private double tverskyB = 1;
        private double alpha = 0.5;
        private boolean inverted = false;
        private boolean normalize = false;
        private NeighbourChoice choose = NeighbourChoice.RATED;

        public Builder mode(Mode value) {
            mode = value;
            return this;
        }

        public Builder neighbours(int value) {
            neighbours = value;
            return this;
        }

        public Builder similarity(Similarity value) {
            similarity = value;
            return this;
        }

        public Builder shrinkage(double value) {
            shrinkage = value;
            return this;
        }

        public Builder significance(int value) {
            significance = value;
            return this;
        }

        public Builder minimumOverlap(int value) {
            minimumOverlap = value;
            return this;
        }

        public Builder weighting(Weighting value) {
            weighting = value;
            return this;
        }

        public Builder bm25K1(double value) {
            bm25K1 = value;
            return this;
        }

        public Builder bm25B(double value) {
            bm25B = value;
            return this;
        }

        public Builder center(Center value) {
            center = value;
            return this;
        }

        public Builder itemMean(boolean value) {
            itemMean = value;
            return this;
        }

        public Builder minimumSimilarity(double value) {
            minimumSimilarity = value;
            return this;
        }

        public Builder damping(double value) {
            damping = value;
            return this;
        }

        public Builder clip(boolean value) {
            clip = value;
            return this;
        }

        public Builder tverskyA(double value) {
            tverskyA = value;
            return this;
        }

        public Builder tverskyB(double value) {
            tverskyB = value;
            return this;
        }

        public Builder alpha(double value) {
            alpha = value;
            return this;
        }

        public Builder inverted(boolean value) {
            inverted = value;
            return this;
        }

        public Builder normalize(boolean value) {
            normalize = value;
            return this;
        }

        public Builder choose(NeighbourChoice value) {
            choose = value;
            return this;
        }

        public ItemKnnConfig build() {
            return new ItemKnnConfig(
                    mode,
                    neighbours,
                    similarity,
                    shrinkage,
                    significance,
                    minimumOverlap,
                    weighting,
                    bm25K1,
                    bm25B,
                    center,
                    itemMean,
                    minimumSimilarity,
                    damping,
                    clip,
                    tverskyA,
                    tverskyB,
                    alpha,
                    inverted,
                    normalize,
                    choose);
        }
    }
}
