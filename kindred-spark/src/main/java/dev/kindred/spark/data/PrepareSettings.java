package dev.kindred.spark.data;

import dev.kindred.data.Dedupe;
import dev.kindred.data.Interaction;
import dev.kindred.data.Splitters;
import dev.kindred.internal.Checks;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of events; the steps and their order are those of {@link
 * dev.kindred.data.DatasetBuilder}.
 *
 * @param weights type -> what its values are multiplied by; 0 drops, below 0 makes a dislike
 * @param dedupe what becomes of several events of a user with an item
 * @param from the earliest time that is kept, or {@link Interaction#NO_TIME}
 * @param to the first time that is not, or {@link Long#MAX_VALUE}
 * @param likesFrom values of at least this become 1, others are dropped; NaN for not
 * @param minPerUser users with fewer items are dropped
 * @param minPerItem items with fewer users are dropped
 * @param split what is held back for tests, such as {@code last:5}, or null for nothing
 * @param seed of a random split
 */
public record PrepareSettings(
        Map<String, Double> weights,
        Dedupe dedupe,
        long from,
        long to,
        double likesFrom,
        int minPerUser,
        int minPerItem,
        @Nullable String split,
        long seed)
        implements Serializable {
    public PrepareSettings {
        weights = Map.copyOf(weights);
        weights.forEach((type, weight) -> Checks.finite("weight of " + type, weight));
        if (from >= to) {
            throw new IllegalArgumentException(
                    "the time window must end after it starts, but goes from %d to %d"
                            .formatted(from, to));
        }
        Checks.positive("minPerUser", minPerUser);
        Checks.positive("minPerItem", minPerItem);
        if (split != null) {
            Splitters.parse(split);
            EventSplit.check(split);
        }
    }

    /** Nothing is dropped, nothing held back. */
    public static PrepareSettings defaults() {
        return new PrepareSettings(
                Map.of(),
                Dedupe.LAST,
                Interaction.NO_TIME,
                Long.MAX_VALUE,
                Double.NaN,
                1,
                1,
                null,
                42);
    }
}
