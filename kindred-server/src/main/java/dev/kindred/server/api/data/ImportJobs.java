package dev.kindred.server.api.data;

import dev.kindred.io.DataException;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.server.transfer.ImportPlan;
import dev.kindred.server.transfer.Importer;
import dev.kindred.server.transfer.Rejects;
import dev.kindred.store.Job;
import dev.kindred.store.Jobs;
import dev.kindred.store.StoreException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports as jobs that this server does itself, as it has the files. One that is under way when the
 * server ends has failed; what it stored stays. Thread-safe.
 */
final class ImportJobs implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ImportJobs.class);
    private static final String KIND = "import";
    private static final int MOST_QUEUED = 1000;
    private static final long REPORT_NANOS = 1_000_000_000;
    private static final long CLOSE_SECONDS = 10;

    private final Access access;
    private final RejectFiles rejectFiles;
    private final Object starting = new Object();
    private final ExecutorService threads = Executors.newCachedThreadPool(ImportJobs::thread);
    private volatile boolean closed;

    ImportJobs(Access access, RejectFiles rejectFiles) {
        this.access = access;
        this.rejectFiles = rejectFiles;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "kindred-import");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** A job that runs: nobody else takes imports out of the queue. */
    Job start(Workspace workspace, ImportPlan plan) {
        Jobs jobs = workspace.store().jobs();
        var spec = new LinkedHashMap<String, Object>();
        spec.put("kind", plan.kind().text());
        spec.put("format", plan.json() ? "ndjson" : "csv");
        spec.put("mapping", plan.columns());
        synchronized (starting) {
            Job queued = jobs.submit(KIND, Json.text(spec), MOST_QUEUED);
            Job claimed = jobs.claim(KIND);
            return claimed == null ? queued : claimed;
        }
    }

    /**
     * Brings a file into the store.
     *
     * @param file gone afterwards
     * @param after run at the end, whatever that is
     * @return gives the report once it is done
     */
    Future<Map<String, Object>> run(
            Workspace workspace, ImportPlan plan, Job job, Path file, Runnable after) {
        Callable<Map<String, Object>> work =
                () -> {
                    try {
                        return run(workspace, plan, job, file);
                    } finally {
                        Files.deleteIfExists(file);
                        after.run();
                    }
                };
        return threads.submit(work);
    }

    private Map<String, Object> run(Workspace workspace, ImportPlan plan, Job job, Path file)
            throws IOException {
        Jobs jobs = workspace.store().jobs();
        String failure = "the import broke off";
        Importer importer = null;
        Map<String, Object> report = null;
        try (var rejects = new Rejects(rejectFiles.create(workspace.id(), job.id()));
                var in = new Counted(Files.newInputStream(file))) {
            importer = new Importer(plan, workspace.store(), access.rules(workspace), rejects);
            read(importer, in, progress(jobs, job, in, Files.size(file), importer));
            report = report(plan, importer, rejects, job.id());
            return report;
        } catch (Problem | StoreException | IllegalArgumentException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        } finally {
            long count = importer == null ? 0 : importer.stored();
            if (report == null) {
                String message = "%s; %d records were stored".formatted(failure, count);
                end(jobs, job, Job.State.FAILED, message, null);
            } else {
                end(jobs, job, Job.State.DONE, "done", Json.text(report));
            }
        }
    }

    private static void end(
            Jobs jobs, Job job, Job.State state, String message, @Nullable String result) {
        try {
            Job now = jobs.get(job.id());
            if (now != null && !now.state().isFinal()) {
                boolean cancelled = state == Job.State.FAILED && now.cancelRequested();
                jobs.finish(job.id(), cancelled ? Job.State.CANCELLED : state, message, result);
            }
        } catch (StoreException e) {
            LOGGER.warn("The end of job {} cannot be stored: {}", job.id(), e.getMessage());
        }
    }

    /** Tells once a second how far the job is, and hears whether it is to end. */
    private LongConsumer progress(Jobs jobs, Job job, Counted in, long bytes, Importer importer) {
        long[] last = {System.nanoTime() - REPORT_NANOS};
        return lines -> {
            if (closed) {
                throw Problem.unavailable("the server ends", 5);
            }
            long now = System.nanoTime();
            if (now - last[0] >= REPORT_NANOS) {
                last[0] = now;
                double done = bytes == 0 ? 0 : Math.min(1, (double) in.count / bytes);
                Job state = jobs.progress(job.id(), done, standing(lines, importer));
                if (state.cancelRequested()) {
                    throw Problem.conflict("the import was cancelled");
                }
            }
        };
    }

    /** Also what is told of an import that was cut off: what it stored stays. */
    private static String standing(long lines, Importer importer) {
        return String.format(
                Locale.ROOT, "%,d lines read, %,d records stored", lines, importer.stored());
    }

    /** Reads a stream to its end; what is wrong with it as a whole is a problem of the request. */
    static void read(Importer importer, InputStream in, LongConsumer progress) {
        try {
            importer.run(in, progress);
        } catch (DataException e) {
            if (e.getCause() instanceof IOException broken) {
                throw new UncheckedIOException(broken);
            }
            throw Problem.invalid(
                    String.valueOf(e.getMessage())
                            .replace("--columns user=...,item=...", "mapping=NAME:user,NAME:item"));
        }
    }

    static Map<String, Object> report(
            ImportPlan plan, Importer importer, Rejects rejects, @Nullable String job) {
        var report = new LinkedHashMap<String, @Nullable Object>();
        report.put("job", job);
        report.put("kind", plan.kind().text());
        report.put("dryRun", plan.dryRun());
        report.put("read", importer.read());
        report.put("stored", importer.stored());
        report.put("duplicates", importer.duplicates());
        report.put("rejected", rejects.count());
        report.put("reasons", rejects.counts());
        report.put("firstErrors", rejects.first());
        report.put(
                "rejectsUrl",
                job == null || rejects.count() == 0
                        ? null
                        : "/v1/imports/%s/rejects".formatted(job));
        report.put("columns", importer.columns());
        return report;
    }

    /** Counts what was read of a file. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int n = super.read(buffer, from, length);
            count += Math.max(0, n);
            return n;
        }
    }

    /** Ends what is under way: while the store is still open. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.warn("An import did not end in {} seconds", CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
