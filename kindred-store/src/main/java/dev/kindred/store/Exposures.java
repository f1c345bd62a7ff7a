package dev.kindred.store;

import dev.kindred.store.Outcomes.Keep;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of what was shown. It is written behind: a request is never held up by it, and what waits
 * when the process dies is lost.
 */
public interface Exposures {
    /** The most that wait to be written, in all projects of a store together. */
    int QUEUE = 20_000;

    /**
     * A unit's variant in an experiment.
     *
     * @param variant of its first exposure
     * @param time of its first exposure
     * @param crossed whether it saw another variant since
     */
    record Assigned(String variant, long time, boolean crossed) {}

    /**
     * A measurement that belongs to an exposure.
     *
     * @param metric name
     * @param keep how it is added to what is there
     * @param y the value
     * @param x what it is compared with, or 0
     * @param first whether it counts with the unit's first exposure only
     */
    record Measure(String metric, Keep keep, double y, double x, boolean first) {}

    /**
     * Queues an exposure and returns at once. The same recommendation and experiment are stored
     * once.
     *
     * @return false if the queue is full: it is dropped and counted
     */
    default boolean offer(Exposure exposure) {
        return offer(exposure, List.of());
    }

    /**
     * Queues an exposure of an experiment together with what was measured of it, which counts for
     * the user as unit: once with the exposure, or not at all.
     *
     * @return false if the queue is full: all of it is dropped and counted
     */
    boolean offer(Exposure exposure, List<Measure> measures);

    /** How many were dropped in all projects since the store was opened. */
    long dropped();

    /** How many wait, in all projects. */
    int waiting();

    /** Waits until all that was offered before is stored, dropped or 30 seconds have passed. */
    void flush();

    /** What was logged of an answer: one for each experiment it belonged to. */
    List<Exposure> of(String recommendation);

    /** What a user was shown from a time until before another, newest first. */
    List<Exposure> ofUser(String user, long from, long until, int limit);

    /**
     * Passes on all from a time until before another, in the order of time.
     *
     * @param experiment only those of this one; null = all
     */
    void scan(@Nullable String experiment, long from, long until, Consumer<Exposure> each);

    /** The variant of a unit's first exposure in an experiment; null if it had none. */
    @Nullable Assigned assigned(String experiment, String unit);

    /** The variants of a unit's first exposures, by experiment. */
    Map<String, Assigned> assigned(String unit);

    /**
     * Whether a user was shown a list of an experiment within a span of time, both ends included.
     */
    boolean wasShown(String experiment, String user, long from, long until);

    /** Removes exposures before a time; the variants of units stay. Returns how many. */
    int purge(long before);

    /** Removes all exposures, variants and outcomes of an experiment. */
    void forget(String experiment);
}
