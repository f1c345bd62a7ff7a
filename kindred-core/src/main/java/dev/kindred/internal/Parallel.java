package dev.kindred.internal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs rows on several threads. Rows are handed out in small blocks, so that uneven rows even out.
 */
public final class Parallel {
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
        Thread[] helpers = new Thread[workers - 1];
        for (int n = 0; n < helpers.length; n++) {
            int thread = n + 1;
            helpers[n] =
                    new Thread(
                            () -> work(rows, block, next, failure, actions, thread),
                            "kindred-" + thread);
            helpers[n].setDaemon(true);
            helpers[n].start();
        }
        work(rows, block, next, failure, actions, 0);
        join(helpers, failure);
        rethrow(failure.get());
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
        try {
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
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
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
