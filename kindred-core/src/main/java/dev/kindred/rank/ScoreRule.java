package dev.kindred.rank;

/** Moves items up or down before the best are taken: a factor for the score. */
public interface ScoreRule {
    /** Least factor that counts: less is taken for this. */
    double LEAST = 1e-6;

    /** Largest factor that counts. */
    double MOST = 1e6;

    /** What to call it in explanations. */
    String name();

    /**
     * The factor for an item, all rules before it included; {@code NaN} leaves it as it is.
     *
     * @param score that the model gave
     * @param factor of the rules before it; 1 for the first
     */
    double factor(Query query, int item, double score, double factor);

    /** A score with a factor: scores below 0 are divided, so that more than 1 always moves up. */
    static double boosted(double score, double factor) {
        return score >= 0 ? score * factor : score / factor;
    }
}
