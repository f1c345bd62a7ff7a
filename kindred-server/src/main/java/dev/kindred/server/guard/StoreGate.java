package dev.kindred.server.guard;

import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.cache.Breaker;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the store in bounded time: a store that does not answer is left alone for a while, and
 * every read fails at once with UNAVAILABLE. Whether it answers again is found out beside the
 * requests: none waits for it. Thread-safe.
 */
public final class StoreGate implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(StoreGate.class);
    private static final int READERS = 16;
    private static final int WAITING = 1000;

    private final Breaker breaker = new Breaker(System::nanoTime);
    private final Duration limit;
    private final @Nullable ThreadPoolExecutor readers;
    private final @Nullable ExecutorService prober;

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
        this.prober =
                limit == null
                        ? null
                        : Executors.newSingleThreadExecutor(Daemons.named("kindred-probe"));
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
        if (prober != null && breaker.isOpen()) {
            probe(prober, read);
            throw leftAlone();
        }
        if (!breaker.allows()) {
            throw leftAlone();
        }
        return tried(read);
    }

    private static StoreException leftAlone() {
        return new StoreException(Reason.UNAVAILABLE, "the store gave no answer lately");
    }

    /** Tries a read, if it is time to; whoever wanted it does not wait. */
    private <T extends @Nullable Object> void probe(ExecutorService by, Supplier<T> read) {
        if (breaker.allows()) {
            try {
                by.execute(
                        () -> {
                            try {
                                tried(read);
                            } catch (RuntimeException e) {
                                LOGGER.debug("the store does not answer yet", e);
                            }
                        });
            } catch (RejectedExecutionException e) {
                breaker.failed(); // it is being closed
            }
        }
    }

    private <T extends @Nullable Object> T tried(Supplier<T> read) {
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
        if (prober != null) {
            prober.shutdownNow();
        }
    }
}
