package dev.kindred.server.training;

import dev.kindred.store.StoreException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls what looks after the time, all on one thread; what fails is called again the next time. */
public final class Ticker implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Ticker.class);

    private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    body -> {
                        Thread thread = new Thread(body, "kindred-ticker");
                        thread.setDaemon(true);
                        return thread;
                    });

    /** A ticker that calls every so many milliseconds. */
    public Ticker(long periodMillis) {
        executor.scheduleWithFixedDelay(
                this::tick, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    public void add(Runnable task) {
        tasks.add(task);
    }

    public void remove(Runnable task) {
        tasks.remove(task);
    }

    private void tick() {
        for (Runnable task : tasks) {
            try {
                task.run();
            } catch (StoreException e) {
                LOGGER.warn("To be done later: {}", e.getMessage());
            } catch (Throwable e) {
                LOGGER.error("A task of the ticker failed", e);
            }
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
