package dev.kindred.data;

import dev.kindred.internal.Checks;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns an interaction log into a {@link Dataset}. The steps, in the order in which they run:
 *
 * <ol>
 *   <li>an interaction of a type with a {@link #weight} gets its value multiplied by it; weight 0
 *       drops it, a negative one makes it a dislike;
 *   <li>interactions outside {@link #between} are dropped;
 *   <li>several interactions of one user with one item become one ({@link #dedupe});
 *   <li>with {@link #likesFrom}, values of at least the threshold become 1 and the others are
 *       dropped;
 *   <li>users and items with too few interactions are dropped, again and again until all that are
 *       left have enough ({@link #minPerUser}, {@link #minPerItem}).
 * </ol>
 *
 * <p>Rows are numbered in the order in which users and items first appear in the log; items known
 * by attributes alone come last. Not thread-safe.
 */
public final class DatasetBuilder {
    final Map<String, Double> weights = new HashMap<>();
    Dedupe dedupe = Dedupe.LAST;
    long from = Interaction.NO_TIME;
    long to = Long.MAX_VALUE;
    double threshold = Double.NaN;
    int minPerUser = 1;
    int minPerItem = 1;
    Attributes userAttributes = Attributes.NONE;
    Attributes itemAttributes = Attributes.NONE;

    /** Without an end of the window even the largest time is inside. */
    boolean isInside(long time) {
        return time >= from && (time < to || to == Long.MAX_VALUE);
    }

    /** Multiplies the values of one type; other types keep theirs (weight 1). */
    public DatasetBuilder weight(String type, double weight) {
        weights.put(type, Checks.finite("weight of " + type, weight));
        return this;
    }

    /**
     * What becomes of several interactions of one user with one item (default {@link Dedupe#LAST}).
     */
    public DatasetBuilder dedupe(Dedupe rule) {
        this.dedupe = rule;
        return this;
    }

    /**
     * Keeps interactions with {@code from <= time < to}, in milliseconds since 1970-01-01 UTC.
     * Interactions without time count as infinitely old.
     */
    public DatasetBuilder between(long newFrom, long newTo) {
        if (newFrom >= newTo) {
            throw new IllegalArgumentException(
                    "the time window must end after it starts, but goes from %d to %d"
                            .formatted(newFrom, newTo));
        }
        this.from = newFrom;
        this.to = newTo;
        return this;
    }

    /**
     * Turns ratings into likes: values of at least the threshold become 1, the others are dropped.
     */
    public DatasetBuilder likesFrom(double newThreshold) {
        this.threshold = Checks.finite("threshold", newThreshold);
        return this;
    }

    /** Drops users with fewer interactions (default 1). */
    public DatasetBuilder minPerUser(int count) {
        this.minPerUser = Checks.positive("minPerUser", count);
        return this;
    }

    /** Drops items with fewer interactions (default 1). */
    public DatasetBuilder minPerItem(int count) {
        this.minPerItem = Checks.positive("minPerItem", count);
        return this;
    }

    /** Attributes of users; users without interactions are left out. */
    public DatasetBuilder userAttributes(Attributes attributes) {
        this.userAttributes = attributes;
        return this;
    }

    /**
     * Attributes of items; items without interactions become rows as well, since they can be
     * recommended.
     */
    public DatasetBuilder itemAttributes(Attributes attributes) {
        this.itemAttributes = attributes;
        return this;
    }

    public Dataset build(Iterable<Interaction> interactions) {
        return build(InteractionLog.of(interactions));
    }

    public Dataset build(InteractionLog log) {
        return new DatasetAssembly(this, log).build();
    }
}
