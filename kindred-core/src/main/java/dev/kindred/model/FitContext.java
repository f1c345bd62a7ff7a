package dev.kindred.model;

import dev.kindred.internal.Checks;
import dev.kindred.internal.Parallel;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How to run a training: never changes what is trained, the seed excepted.
 *
 * @param seed all random numbers come from it
 * @param threads number of threads; never changes the result
 * @param progress is told how far the training is
 * @param checkpoint file that long trainings keep their state in after every epoch, and go on from
 *     if it is there; null for none. Removed when the training has ended. Only neural algorithms
 *     have such a state; others train from the start.
 */
public record FitContext(long seed, int threads, Progress progress, @Nullable Path checkpoint) {
    public FitContext {
        Checks.positive("threads", threads);
    }

    /** A context without a checkpoint. */
    public FitContext(long seed, int threads, Progress progress) {
        this(seed, threads, progress, null);
    }

    /** A context that tells nobody how far it is. */
    public FitContext(long seed, int threads) {
        this(seed, threads, Progress.SILENT);
    }

    /** A context with all processors of the machine. */
    public static FitContext seeded(long seed) {
        return new FitContext(seed, Runtime.getRuntime().availableProcessors());
    }

    public FitContext withProgress(Progress listener) {
        return new FitContext(seed, threads, listener, checkpoint);
    }

    public FitContext withCheckpoint(@Nullable Path file) {
        return new FitContext(seed, threads, progress, file);
    }

    /**
     * Runs an action for the rows 0 to {@code rows - 1} on all threads. An action writes to its own
     * row only. The first exception that an action throws ends the run and is thrown here; an
     * interrupt ends it too.
     */
    public void forEachRow(int rows, IntConsumer action) {
        Parallel.forEach(threads, rows, action);
    }

    /**
     * As {@link #forEachRow}, for actions with working memory of their own: {@code actions} is
     * asked once per thread.
     */
    public void forEachRowWithState(int rows, IntFunction<IntConsumer> actions) {
        Parallel.forEachWithState(threads, rows, actions);
    }

    /**
     * Runs tasks in rounds on all threads: all tasks of a round end before the next round begins.
     * Tasks of one round must not share what they write.
     *
     * @param tasks number of tasks of each round
     * @param actions the action of a round, asked once per thread and round
     */
    public void inRounds(int rounds, int tasks, IntFunction<IntConsumer> actions) {
        Parallel.inRounds(threads, rounds, tasks, actions);
    }

    /**
     * Runs the cells of a square grid on all threads, diagonal after diagonal: in round r the cell
     * of group g on the one side is that of group {@code (g + r) % size} on the other. Cells that
     * share a group on either side run in the order of their rounds, never at once.
     *
     * @param racing lets cells that share a group on the other side run at once
     * @param actions the action of a round on a group, asked once per thread and round
     */
    public void onDiagonals(int size, boolean racing, IntFunction<IntConsumer> actions) {
        Parallel.onDiagonals(threads, size, racing, actions);
    }

    /** A generator for one row (or epoch), independent of the number of threads. */
    public SplittableRandom random(long row) {
        // SplittableRandom mixes its seed; the odd constant keeps rows of neighbouring seeds apart.
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + row * 0xD1342543DE82EF95L);
    }
}
