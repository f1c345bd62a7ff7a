package dev.kindred.eval;

import java.util.List;

/** A metric of the lists of all users together, such as the share of items that anybody gets. */
public non-sealed interface ListMetric extends Metric {
    /**
     * The value of all lists, or {@code NaN} if there is none.
     *
     * @param outcomes one per user with targets, in the order of the test set; lists have at least
     *     {@link #depth} items where the recommender had as many
     */
    double value(List<Outcome> outcomes);
}
