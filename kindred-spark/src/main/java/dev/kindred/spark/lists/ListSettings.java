package dev.kindred.spark.lists;

import dev.kindred.internal.Checks;
import dev.kindred.rank.ItemFilter;
import org.jspecify.annotations.Nullable;

/**
 * What lists are wanted.
 *
 * @param n length of a list; at least 1
 * @param includeSeen true if items of the history may be recommended again
 * @param filter keeps the items that may be recommended, whoever asks, or null for all
 */
public record ListSettings(int n, boolean includeSeen, @Nullable ItemFilter filter) {
    public ListSettings {
        Checks.positive("n", n);
    }
}
