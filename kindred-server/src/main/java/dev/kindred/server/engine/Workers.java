package dev.kindred.server.engine;

import dev.kindred.internal.Checks;
import dev.kindred.server.guard.Daemons;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Threads that compute lists, so that a model that takes too long holds up nobody, and that no more
 * lists are computed at once than there is working memory for. Thread-safe.
 */
public final class Workers implements AutoCloseable {
    private static final int WAITING_EACH = 500;

    private final ThreadPoolExecutor pool;

    public Workers(int threads) {
        Checks.positive("threads", threads);
        pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        30,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(WAITING_EACH * threads),
                        Daemons.named("kindred-rank"));
    }

    public static Workers perProcessor() {
        return new Workers(2 * Runtime.getRuntime().availableProcessors());
    }

    /**
     * Runs work in bounded time.
     *
     * @throws TimeoutException if it takes longer, or too much work waits already; it is
     *     interrupted
     */
    <T extends Object> T run(Supplier<T> work, Duration limit) throws TimeoutException {
        Future<T> result;
        try {
            result = pool.submit(work::get);
        } catch (RejectedExecutionException e) {
            throw new TimeoutException("too many lists wait to be computed");
        }
        return awaited(result, limit);
    }

    /**
     * Runs long work in bounded time, in a thread of its own: it takes nobody's turn.
     *
     * @throws TimeoutException if it takes longer; it is interrupted
     */
    static void runApart(Runnable work, Duration limit) throws TimeoutException {
        var task = new FutureTask<>(work, Boolean.TRUE);
        Daemons.named("kindred-lists").newThread(task).start();
        awaited(task, limit);
    }

    private static <T extends Object> T awaited(Future<T> result, Duration limit)
            throws TimeoutException {
        try {
            return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        } catch (TimeoutException e) {
            result.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** How many lists wait to be computed. */
    public int waiting() {
        return pool.getQueue().size();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
