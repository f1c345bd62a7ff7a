package dev.kindred.eval;

/**
 * A measure of lists or of predictions, under a name that says which variant of it is meant.
 *
 * <p>To add one, implement {@link UserMetric} (one value per user, averaged), {@link ListMetric}
 * (one value of all lists together) or {@link DataMetric} (needs the training data and becomes one
 * or several of the others), and pass it to {@link Evaluation.Builder#metrics}.
 */
public sealed interface Metric permits UserMetric, ListMetric, DataMetric {
    /** The {@link #depth} of a metric that needs no list but predictions. */
    int NO_LIST = 0;

    /** The {@link #depth} of a metric that needs all candidates ranked. */
    int WHOLE_RANKING = Integer.MAX_VALUE;

    /** Which of two values is the better one. */
    enum Better {
        HIGHER,
        LOWER,
        /** Neither: the value describes and does not judge. */
        NEITHER
    }

    /** The name in results, such as {@code ndcg@10}. */
    String name();

    /** The formula in one line; a result stores it with its protocol. */
    String definition();

    /** How long the lists must be: k, {@link #NO_LIST} or {@link #WHOLE_RANKING}. */
    int depth();

    /** Which of two values is the better one. */
    Better better();
}
