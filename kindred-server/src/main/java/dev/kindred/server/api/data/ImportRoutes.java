package dev.kindred.server.api.data;

import dev.kindred.io.DataException;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.transfer.ImportPlan;
import dev.kindred.server.transfer.Importer;
import dev.kindred.server.transfer.Kind;
import dev.kindred.server.transfer.Rejects;
import dev.kindred.store.Ids;
import dev.kindred.store.Job;
import dev.kindred.store.Jobs;
import dev.kindred.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Imports: bodies of any length, stored while they come. Each is a job from its first byte on. */
final class ImportRoutes implements RouteGroup {
    private static final String JOB = "import";
    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_QUEUED = 1000;
    private static final long REPORT_NANOS = 1_000_000_000;

    private final Access access;
    private final RejectFiles files;
    private final Semaphore running = new Semaphore(MOST_AT_ONCE);
    private final Object starting = new Object();

    ImportRoutes(Access access, RejectFiles files) {
        this.access = access;
        this.files = files;
    }

    @Override
    public String description() {
        return "imports";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/imports", Route.Access.WRITE, this::add).with(Route.Body.STREAM),
                Route.get("/v1/imports/{job}/rejects", Route.Access.READ, this::rejects));
    }

    private void add(Exchange exchange) throws Exception {
        exchange.knows("kind", "format", "mapping", "dryRun", "mode", "once", "type", "wait");
        ImportPlan plan = plan(exchange);
        boolean wait = exchange.queryFlag("wait");
        Workspace workspace = access.workspace(exchange);
        if (!running.tryAcquire()) {
            throw Problem.tooMany(
                    "%d imports run already, and more may not".formatted(MOST_AT_ONCE), 10);
        }
        try {
            if (plan.dryRun()) {
                exchange.answer(tried(exchange, workspace, plan));
                return;
            }
            Job job = start(workspace, plan);
            Map<String, Object> report = stored(exchange, workspace, plan, job);
            if (wait) {
                exchange.answer(report);
            } else {
                exchange.answer(202, Map.of("job", job.id()));
            }
        } finally {
            running.release();
        }
    }

    private static ImportPlan plan(Exchange exchange) {
        Kind kind = Kind.of(exchange.queryOneOf("kind", Kind.words()));
        boolean json = exchange.queryOneOf("format", List.of("ndjson", "csv")).equals("ndjson");
        String mapping = exchange.query("mapping");
        String type = exchange.query("type");
        try {
            return new ImportPlan(
                    kind,
                    json,
                    mapping == null ? Map.of() : ImportPlan.mapping(kind, mapping),
                    exchange.queryFlag("dryRun"),
                    EventRoutes.mode(exchange),
                    exchange.queryFlag("once"),
                    type == null ? null : Ids.check("type", type));
        } catch (IllegalArgumentException e) {
            throw Problem.badParameter(
                    mapping == null ? "type" : "mapping",
                    "invalid",
                    String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> tried(Exchange exchange, Workspace workspace, ImportPlan plan)
            throws IOException {
        try (var rejects = new Rejects(null)) {
            var importer = new Importer(plan, workspace.store(), access.rules(workspace), rejects);
            read(importer, exchange, count -> {});
            return report(plan, importer, rejects, null);
        }
    }

    /** A job of its own: nobody else takes imports out of the queue. */
    private Job start(Workspace workspace, ImportPlan plan) {
        Jobs jobs = workspace.store().jobs();
        var spec = new LinkedHashMap<String, Object>();
        spec.put("kind", plan.kind().text());
        spec.put("format", plan.json() ? "ndjson" : "csv");
        spec.put("mapping", plan.columns());
        synchronized (starting) {
            Job queued = jobs.submit(JOB, Json.text(spec), MOST_QUEUED);
            Job claimed = jobs.claim(JOB);
            return claimed == null ? queued : claimed;
        }
    }

    private Map<String, Object> stored(
            Exchange exchange, Workspace workspace, ImportPlan plan, Job job) throws IOException {
        Jobs jobs = workspace.store().jobs();
        Path file = files.create(workspace.id(), job.id());
        String failure = "the import broke off";
        Importer importer = null;
        Map<String, Object> report = null;
        try (var rejects = new Rejects(file)) {
            importer = new Importer(plan, workspace.store(), access.rules(workspace), rejects);
            read(importer, exchange, told(jobs, job));
            report = report(plan, importer, rejects, job.id());
            access.note(
                    exchange,
                    "import",
                    job.id(),
                    Map.of("kind", plan.kind().text(), "stored", importer.stored()));
        } catch (Problem | StoreException | IllegalArgumentException e) {
            failure = String.valueOf(e.getMessage());
            throw e;
        } finally {
            if (report == null) {
                long count = importer == null ? 0 : importer.stored();
                end(
                        jobs,
                        job,
                        Job.State.FAILED,
                        "%s; %d records were stored".formatted(failure, count),
                        null);
            } else {
                end(jobs, job, Job.State.DONE, "done", Json.text(report));
            }
        }
        return report;
    }

    private static void end(
            Jobs jobs, Job job, Job.State state, String message, @Nullable String result) {
        Job now = jobs.get(job.id());
        if (now != null && !now.state().isFinal()) {
            boolean cancelled = state == Job.State.FAILED && now.cancelRequested();
            jobs.finish(job.id(), cancelled ? Job.State.CANCELLED : state, message, result);
        }
    }

    /** Tells once a second how far the job is, and hears whether it is to end. */
    private static LongConsumer told(Jobs jobs, Job job) {
        long[] last = {System.nanoTime()};
        return count -> {
            long now = System.nanoTime();
            if (now - last[0] >= REPORT_NANOS) {
                last[0] = now;
                Job state = jobs.progress(job.id(), 0, "%,d lines read".formatted(count));
                if (state.cancelRequested()) {
                    throw Problem.conflict("the import was cancelled");
                }
            }
        };
    }

    private static void read(Importer importer, Exchange exchange, LongConsumer progress)
            throws IOException {
        try (InputStream in = exchange.stream()) {
            importer.run(in, progress);
        } catch (DataException e) {
            if (e.getCause() instanceof java.util.zip.ZipException zip) {
                throw Problem.badRequest("the body is not gzip: " + zip.getMessage());
            }
            if (e.getCause() instanceof IOException broken) {
                throw Problem.of(
                        408,
                        "timeout",
                        "Request timeout",
                        "the body broke off: %s; %d records were stored"
                                .formatted(broken.getMessage(), importer.stored()));
            }
            throw Problem.invalid(
                    String.valueOf(e.getMessage())
                            .replace("--columns user=...,item=...", "mapping=NAME:user,NAME:item"));
        }
    }

    private static Map<String, Object> report(
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

    private void rejects(Exchange exchange) throws IOException {
        exchange.knows();
        Path file = files.find(access.workspace(exchange).id(), exchange.path("job"));
        if (file == null) {
            throw Problem.notFound(
                    "there are no rejected lines of an import \"%s\"; they are kept until the server ends, those of the last %d imports"
                            .formatted(exchange.path("job"), RejectFiles.MOST));
        }
        Files.copy(file, exchange.streamed("application/x-ndjson"));
    }
}
