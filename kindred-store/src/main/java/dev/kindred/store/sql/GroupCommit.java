package dev.kindred.store.sql;

import com.zaxxer.hikari.HikariDataSource;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the writes of all threads on one connection: those that wait together share a transaction,
 * and so one forced write to the disk.
 *
 * <p>A write that fails does not take the others with it: the transaction is rolled back and the
 * others are run again without it. After a commit that failed nothing is run again, since it may
 * have been done.
 */
final class GroupCommit implements AutoCloseable {
    private static final int QUEUE = 4096;
    private static final int MOST_TASKS = 512;
    private static final int MOST_ROWS = 20_000;
    private static final int SECONDS = 30;
    private static final int MOST_REPEATS = 20;

    private final HikariDataSource source;
    private final Runnable ended;
    private final BlockingQueue<Task<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread = new Thread(this::run, "kindred-store-writer");
    private volatile boolean closed;
    private volatile boolean finished;

    /**
     * Starts the thread that writes.
     *
     * @param ended run on it after each transaction, before anybody is told that it is done
     */
    GroupCommit(HikariDataSource source, Runnable ended) {
        this.source = source;
        this.ended = ended;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Runs a write and waits until it is on the disk. It may be run more than once.
     *
     * @param project that it locks, 0 if none: all processes lock them in the same order
     */
    <T extends @Nullable Object> T write(long project, int rows, Sql.Work<T> work) {
        var task = new Task<T>(project, rows, work);
        enqueue(task);
        return await(task.done);
    }

    private void enqueue(Task<?> task) {
        if (closed) {
            throw closedStore();
        }
        try {
            if (!queue.offer(task, SECONDS, TimeUnit.SECONDS)) {
                throw new StoreException(
                        Reason.UNAVAILABLE,
                        "%d writes wait already; none was done for %d seconds"
                                .formatted(QUEUE, SECONDS));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (finished) {
            failWaiting(); // the thread is gone and will not see it
        }
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> done) {
        try {
            return done.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (TimeoutException e) {
            throw new StoreException(
                    Reason.UNAVAILABLE,
                    "no answer to a write within %d seconds; whether it was done is unknown"
                            .formatted(SECONDS),
                    e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** With the caller's own stack trace: the writer's says nothing about who asked. */
    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof StoreException known) {
            return new StoreException(known.reason(), String.valueOf(known.getMessage()), known);
        }
        if (cause instanceof IllegalArgumentException bad) {
            return new IllegalArgumentException(bad.getMessage(), bad);
        }
        return new IllegalStateException("a write failed", cause);
    }

    private static StoreException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StoreException(Reason.UNAVAILABLE, "interrupted while waiting to write", e);
    }

    private static StoreException closedStore() {
        return new StoreException(Reason.UNAVAILABLE, "the store is closed");
    }

    private void run() {
        var batch = new ArrayList<Task<?>>();
        boolean stop = false;
        while (!stop) {
            try {
                stop = take(batch);
            } catch (InterruptedException e) {
                continue; // nobody has a reason to; close() sends an end
            }
            settle(batch);
        }
        finished = true;
        failWaiting();
    }

    /** Takes what waits; true if the end is reached. */
    private boolean take(List<Task<?>> batch) throws InterruptedException {
        batch.clear();
        int rows = 0;
        Task<?> next = queue.take();
        while (next != null) {
            if (next == END) {
                return true;
            }
            batch.add(next);
            rows += next.rows;
            next = batch.size() < MOST_TASKS && rows < MOST_ROWS ? queue.poll() : null;
        }
        return false;
    }

    private void settle(List<Task<?>> batch) {
        batch.sort(Comparator.comparingLong(task -> task.project));
        int repeats = 0;
        while (!batch.isEmpty()) {
            Task<?> failed = attempt(batch);
            if (failed == null) {
                return;
            }
            // Another server and this one waited for each other: the database let that one go on.
            boolean again = failed.error != null && Dialect.isDeadlock(failed.error);
            if (!again || ++repeats > MOST_REPEATS) {
                failed.tell();
                batch.remove(failed);
            }
        }
    }

    /** Runs all in one transaction; gives back the one that failed. */
    private @Nullable Task<?> attempt(List<Task<?>> batch) {
        try (Connection connection = source.getConnection()) {
            // Only for this transaction: with SQLite the next one would begin, and lock, at once.
            connection.setAutoCommit(false);
            for (Task<?> task : batch) {
                if (!task.run(connection)) {
                    rollBack(connection);
                    return task;
                }
            }
            commit(connection);
            ended.run();
            batch.forEach(Task::succeed);
        } catch (SQLException e) {
            fail(batch, Dialect.translate(e));
        } catch (Throwable e) {
            fail(batch, e);
        }
        return null;
    }

    private void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            source.evictConnection(connection);
            throw e;
        }
    }

    /** On a full disk SQLite has done it already, and the driver does not know: no more of it. */
    private void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            source.evictConnection(connection);
        }
    }

    private void fail(List<Task<?>> batch, Throwable error) {
        ended.run();
        batch.forEach(task -> task.done.completeExceptionally(error));
    }

    private void failWaiting() {
        for (Task<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.done.completeExceptionally(closedStore());
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            queue.put(END);
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final Task<?> END = new Task<@Nullable Object>(0, 0, connection -> null);

    /** A write and the promise of its result. */
    private static final class Task<T extends @Nullable Object> {
        final long project;
        final int rows;
        final CompletableFuture<T> done = new CompletableFuture<>();
        private final Sql.Work<T> work;
        private @Nullable Runnable success;
        private @Nullable Throwable error;

        Task(long project, int rows, Sql.Work<T> work) {
            this.project = project;
            this.rows = rows;
            this.work = work;
        }

        boolean run(Connection connection) {
            try {
                T result = work.on(connection);
                success = () -> done.complete(result);
                return true;
            } catch (Throwable e) {
                error = e;
                return false;
            }
        }

        /** Tells why it failed. */
        void tell() {
            done.completeExceptionally(
                    error instanceof SQLException sql ? Dialect.translate(sql) : error);
        }

        void succeed() {
            if (success != null) {
                success.run();
            }
        }
    }
}
