package dev.kindred.internal;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs rows on several threads. Rows are handed out in small blocks, so that uneven rows even out.
 */
public final class Parallel {
    /** Places between counters, so that threads do not write to the same cache line. */
    private static final int APART = 32;

    private static final int SPINS = 500;
    private static final long NAP_NANOS = 20_000;

    private Parallel() {}

    /** Runs an action for each row; see {@link dev.kindred.model.FitContext#forEachRow}. */
    public static void forEach(int threads, int rows, IntConsumer action) {
        forEachWithState(threads, rows, thread -> action);
    }

    /**
     * Runs actions that have working memory of their own: {@code actions} is asked once per thread.
     *
     * @param actions the action of a thread, by the thread's number
     */
    public static void forEachWithState(int threads, int rows, IntFunction<IntConsumer> actions) {
        int workers = Math.max(1, Math.min(threads, rows));
        if (workers == 1) {
            runAll(rows, actions.apply(0));
            return;
        }
        int block = Math.max(1, Math.min(1024, rows / (workers * 32)));
        var next = new AtomicInteger();
        var failure = new AtomicReference<Throwable>();
        run(workers, failure, thread -> work(rows, block, next, failure, actions, thread));
    }

    /** Runs the same body on this thread (number 0) and on helpers, and throws what any threw. */
    private static void run(int workers, AtomicReference<Throwable> failure, IntConsumer body) {
        Thread[] helpers = new Thread[workers - 1];
        for (int n = 0; n < helpers.length; n++) {
            int thread = n + 1;
            helpers[n] = new Thread(() -> guard(failure, body, thread), "kindred-" + thread);
            helpers[n].setDaemon(true);
            helpers[n].start();
        }
        guard(failure, body, 0);
        join(helpers, failure);
        rethrow(failure.get());
    }

    private static void guard(AtomicReference<Throwable> failure, IntConsumer body, int thread) {
        try {
            body.accept(thread);
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private static void runAll(int rows, IntConsumer action) {
        for (int row = 0; row < rows; row++) {
            if ((row & 255) == 0) {
                checkInterrupt();
            }
            action.accept(row);
        }
    }

    private static void work(
            int rows,
            int block,
            AtomicInteger next,
            AtomicReference<Throwable> failure,
            IntFunction<IntConsumer> actions,
            int thread) {
        IntConsumer action = actions.apply(thread);
        while (failure.get() == null) {
            int start = next.getAndAdd(block);
            if (start >= rows || start < 0) {
                return;
            }
            if (thread == 0) {
                checkInterrupt();
            }
            for (int row = start; row < Math.min(rows, start + block); row++) {
                action.accept(row);
            }
        }
    }

    /**
     * Runs tasks in rounds: all tasks of a round end before the next round begins. The order of the
     * tasks within a round is left open.
     *
     * @param tasks number of tasks of each round
     * @param actions the action of a round, asked once per thread and round
     */
    public static void inRounds(
            int threads, int rounds, int tasks, IntFunction<IntConsumer> actions) {
        int workers = Math.max(1, Math.min(threads, tasks));
        if (workers == 1) {
            for (int round = 0; round < rounds; round++) {
                runAll(tasks, actions.apply(round));
            }
            return;
        }
        var barrier = new Phaser(workers);
        var next = new AtomicInteger[rounds];
        Arrays.setAll(next, round -> new AtomicInteger());
        run(
                workers,
                new AtomicReference<>(),
                worker -> {
                    try {
                        for (int round = 0; round < rounds && !barrier.isTerminated(); round++) {
                            runShare(tasks, next[round], actions.apply(round));
                            barrier.arriveAndAwaitAdvance();
                        }
                    } catch (RuntimeException | Error e) {
                        barrier.forceTermination(); // nobody waits for this worker
                        throw e;
                    }
                });
    }

    /**
     * Runs the cells of a square grid by diagonals: in round r, group g runs, once group g and the
     * next group have ended round r - 1. So no two cells run at once that a grid of {@code size}
     * other groups, of which cell (r, g) has number {@code (g + r) % size}, would share; and cells
     * that share a group on either side run in the order of their rounds.
     *
     * <p>A thread keeps its groups, which are neighbours: it hardly ever waits, and what it wrote
     * is still in its cache.
     *
     * @param racing runs a group's rounds in order, but waits for no other group
     * @param actions the action of a round, asked once per thread and round
     */
    public static void onDiagonals(
            int threads, int size, boolean racing, IntFunction<IntConsumer> actions) {
        int workers = Math.max(1, Math.min(threads, size));
        var failure = new AtomicReference<Throwable>();
        var ended = new AtomicIntegerArray(size * APART);
        run(
                workers,
                failure,
                worker -> {
                    int from = worker * size / workers;
                    int end = (worker + 1) * size / workers;
                    for (int round = 0; round < size; round++) {
                        checkInterrupt();
                        IntConsumer action = actions.apply(round);
                        for (int group = from; group < end; group++) {
                            int neighbour = (group + 1) % size * APART;
                            if (!racing && !await(ended, neighbour, round, failure)) {
                                return;
                            }
                            action.accept(group);
                            ended.setRelease(group * APART, round + 1);
                        }
                    }
                });
    }

    /** Waits for a counter; false if another worker failed. */
    private static boolean await(
            AtomicIntegerArray counters, int at, int least, AtomicReference<Throwable> failure) {
        for (int turn = 0; counters.getAcquire(at) < least; turn++) {
            if (failure.get() != null) {
                return false;
            }
            if (turn < SPINS) {
                Thread.onSpinWait();
            } else {
                checkInterrupt();
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
        return true;
    }

    private static void runShare(int tasks, AtomicInteger next, IntConsumer action) {
        for (int task = next.getAndIncrement(); task < tasks; task = next.getAndIncrement()) {
            checkInterrupt();
            action.accept(task);
        }
    }

    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
    }

    private static void join(Thread[] helpers, AtomicReference<Throwable> failure) {
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    failure.compareAndSet(null, new CancellationException("interrupted"));
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
