package dev.kindred.store.sql;

import dev.kindred.store.Exposures;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes exposures behind the requests that made them, in groups. While the store cannot be
 * written, they wait; what finds the queue full is dropped.
 */
final class ExposureQueue implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExposureQueue.class);
    private static final int GROUP = 1000;
    private static final int SECONDS = 30;
    private static final int RETRY_MILLIS = 1000;

    private final Database database;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(Exposures.QUEUE);
    private final AtomicLong dropped = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "kindred-store-exposures");

    ExposureQueue(Database database) {
        this.database = database;
        thread.setDaemon(true);
        thread.start();
    }

    /** What waits: an exposure, or somebody who waits for those before. */
    private sealed interface Entry {}

    private record Shown(SqlProject project, SqlExposures.Logged logged) implements Entry {}

    private record Mark(CountDownLatch reached) implements Entry {}

    boolean offer(SqlProject project, SqlExposures.Logged logged) {
        boolean taken = closing.getCount() > 0 && queue.offer(new Shown(project, logged));
        if (!taken) {
            dropped.incrementAndGet();
        }
        return taken;
    }

    long dropped() {
        return dropped.get();
    }

    int waiting() {
        return queue.size();
    }

    /** True if all that was offered before is settled within the time. */
    boolean flush() {
        var mark = new Mark(new CountDownLatch(1));
        try {
            return queue.offer(mark, SECONDS, TimeUnit.SECONDS)
                    && mark.reached().await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        var group = new ArrayList<Entry>();
        while (closing.getCount() > 0 || !queue.isEmpty()) {
            group.clear();
            try {
                Entry first = queue.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                group.add(first);
                queue.drainTo(group, GROUP - 1);
                store(group);
            } catch (InterruptedException e) {
                return; // nobody has a reason to
            }
        }
    }

    private void store(List<Entry> group) throws InterruptedException {
        Map<Long, List<Shown>> byProject = new LinkedHashMap<>();
        for (Entry entry : group) {
            if (entry instanceof Shown shown) {
                byProject
                        .computeIfAbsent(shown.project().number, key -> new ArrayList<>())
                        .add(shown);
            }
        }
        for (List<Shown> shown : byProject.values()) {
            store(shown.get(0).project(), shown.stream().map(Shown::logged).toList());
        }
        for (Entry entry : group) {
            if (entry instanceof Mark mark) {
                mark.reached().countDown();
            }
        }
    }

    private void store(SqlProject project, List<SqlExposures.Logged> exposures)
            throws InterruptedException {
        while (true) {
            try {
                new SqlExposures(project).insert(exposures);
                return;
            } catch (StoreException e) {
                boolean later = e.reason() == Reason.UNAVAILABLE || e.reason() == Reason.FULL;
                if (!later || closing.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                    dropped.addAndGet(exposures.size());
                    LOGGER.warn("{} exposures are lost: {}", exposures.size(), e.getMessage());
                    return;
                }
            } catch (RuntimeException e) {
                dropped.addAndGet(exposures.size());
                LOGGER.error("{} exposures are lost", exposures.size(), e);
                return;
            }
        }
    }

    /** Stores what waits, unless that takes too long. */
    @Override
    public void close() {
        closing.countDown();
        queue.offer(new Mark(new CountDownLatch(1))); // wakes a thread that waits for work
        try {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
