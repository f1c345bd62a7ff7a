package dev.kindred.server.training;

import dev.kindred.server.engine.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what need not be kept, once an hour: jobs that ended long ago and the files that they
 * wrote, recorded answers, and events and exposures beyond the pipeline's retention; what
 * experiments summed up stays.
 */
public final class Upkeep {
    private static final Logger LOGGER = LoggerFactory.getLogger(Upkeep.class);
    private static final long PERIOD = Duration.ofHours(1).toMillis();

    private final Workspace workspace;
    private final int keepDays;
    private final @Nullable Path exports;
    private long last = Long.MIN_VALUE / 2;

    /** An upkeep of a project whose jobs write no files. */
    public Upkeep(Workspace workspace, int keepDays) {
        this(workspace, keepDays, null);
    }

    /**
     * An upkeep of a project.
     *
     * @param keepDays how long ended jobs are listed, and their files kept
     * @param exports folder of the files, which need not be there; null: there are none
     */
    public Upkeep(Workspace workspace, int keepDays, @Nullable Path exports) {
        this.workspace = workspace;
        this.exports = exports;
        this.keepDays = keepDays;
    }

    /** To be called every second or so; does nothing most of the time. True if it did. */
    public boolean tick() {
        long now = workspace.clock().millis();
        if (now - last < PERIOD) {
            return false;
        }
        last = now;
        var store = workspace.store();
        long oldest = now - Duration.ofDays(keepDays).toMillis();
        int jobs = store.jobs().purge(oldest);
        removeFiles(oldest);
        int answers = store.idempotency().purge();
        Integer days = workspace.pipeline().retention().eventDays();
        int events =
                days == null
                        ? 0
                        : store.events().deleteBefore(now - Duration.ofDays(days).toMillis());
        int exposures =
                days == null ? 0 : store.exposures().purge(now - Duration.ofDays(days).toMillis());
        if (jobs + answers + events + exposures > 0) {
            LOGGER.info(
                    "Project {}: removed {} old jobs, {} recorded answers, {} old events, {} old exposures",
                    workspace.id(),
                    jobs,
                    answers,
                    events,
                    exposures);
        }
        return true;
    }

    private void removeFiles(long oldest) {
        if (exports == null || !Files.isDirectory(exports)) {
            return;
        }
        try (Stream<Path> files = Files.list(exports)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file)
                        && Files.getLastModifiedTime(file).toMillis() < oldest) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOGGER.warn("Old files in {} stay: {}", exports, e.getMessage());
        }
    }
}
