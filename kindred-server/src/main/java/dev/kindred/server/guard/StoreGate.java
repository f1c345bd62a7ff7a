package dev.kindred.server.guard;

import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.cache.Breaker;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the store in bounded time: a store that does not answer is left alone for a while, and
 * every read fails at once with UNAVAILABLE. Thread-safe.
 */
public final class StoreGate implements AutoCloseable {
    private static final int READERS = 16;
    private static final int WAITING = 1000;

    private final Breaker breaker = new Breaker(System::nanoTime);
    private final Duration limit;
    private final @Nullable ThreadPoolExecutor readers;

    /**
     * A gate.
     *
     * @param limit of one read; null: the store is in this process and asked by the caller's thread
     */
    public StoreGate(@Nullable Duration limit) {
        this.limit = limit == null ? Duration.ZERO : limit;
        this.readers =
                limit == null
                        ? null
                        : new ThreadPoolExecutor(
                                READERS,
                                READERS,
                                30,
                                TimeUnit.SECONDS,
                                new LinkedBlockingQueue<>(WAITING),
                                Daemons.named("kindred-read"));
    }

    /** Whether reads are refused without asking. */
    public boolean isOpen() {
        return breaker.isOpen();
    }

    /**
     * Reads.
     *
     * @throws StoreException as the read, and UNAVAILABLE if it is not done in time or not tried
     */
    public <T extends @Nullable Object> T read(Supplier<T> read) {
        if (!breaker.allows()) {
            throw new StoreException(Reason.UNAVAILABLE, "the store gave no answer lately");
        }
        boolean answered = true;
        try {
            return readers == null ? read.get() : timed(readers, read);
        } catch (StoreException e) {
            answered = e.reason() != Reason.UNAVAILABLE;
            throw e;
        } finally {
            if (answered) {
                breaker.succeeded();
            } else {
                breaker.failed();
            }
        }
    }

    private <T extends @Nullable Object> T timed(ThreadPoolExecutor pool, Supplier<T> read) {
        try {
            Future<T> result = pool.submit(read::get);
            try {
                return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                result.cancel(true);
                throw new StoreException(
                        Reason.UNAVAILABLE,
                        "the store gave no answer in %d ms".formatted(limit.toMillis()),
                        e);
            } catch (InterruptedException e) {
                result.cancel(true);
                Thread.currentThread().interrupt();
                throw new StoreException(Reason.UNAVAILABLE, "interrupted", e);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (RejectedExecutionException e) {
            throw new StoreException(Reason.UNAVAILABLE, "too many reads wait for the store", e);
        }
    }

    @Override
    public void close() {
        if (readers != null) {
            readers.shutdownNow();
        }
    }
}
