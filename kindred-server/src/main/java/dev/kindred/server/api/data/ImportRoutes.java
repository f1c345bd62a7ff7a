package dev.kindred.server.api.data;

import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.transfer.ImportPlan;
import dev.kindred.server.transfer.Importer;
import dev.kindred.server.transfer.Kind;
import dev.kindred.server.transfer.Rejects;
import dev.kindred.store.Ids;
import dev.kindred.store.Job;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipException;

/** Imports: bodies of any length, kept in a file as they come, then stored by a job. */
final class ImportRoutes implements RouteGroup {
    private static final int MOST_AT_ONCE = 4;

    private final Access access;
    private final Uploads uploads;
    private final RejectFiles files;
    private final ImportJobs jobs;
    private final Semaphore running = new Semaphore(MOST_AT_ONCE);

    ImportRoutes(Access access, Uploads uploads, RejectFiles files, ImportJobs jobs) {
        this.access = access;
        this.uploads = uploads;
        this.files = files;
        this.jobs = jobs;
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
        boolean handedOver = false;
        try {
            if (plan.dryRun()) {
                exchange.answer(tried(exchange, workspace, plan));
                return;
            }
            Path file = kept(exchange);
            Job job = start(exchange, workspace, plan, file);
            Future<Map<String, Object>> done =
                    jobs.run(workspace, plan, job, file, running::release);
            handedOver = true;
            if (wait) {
                exchange.answer(awaited(done));
            } else {
                exchange.setHeader("Location", "/v1/jobs/" + job.id());
                exchange.answer(202, Map.of("job", job.id()));
            }
        } finally {
            if (!handedOver) {
                running.release();
            }
        }
    }

    private Path kept(Exchange exchange) throws IOException {
        try (InputStream in = exchange.stream()) {
            Path file = uploads.keep(in, exchange.contentLength());
            if (Files.size(file) > 0) {
                return file;
            }
            Files.delete(file);
            throw Problem.invalid("the body is empty");
        } catch (ZipException e) {
            throw noGzip(e);
        }
    }

    private Job start(Exchange exchange, Workspace workspace, ImportPlan plan, Path file)
            throws IOException {
        try {
            Job job = jobs.start(workspace, plan);
            access.note(exchange, "import", job.id(), Map.of("kind", plan.kind().text()));
            return job;
        } catch (RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static Map<String, Object> awaited(Future<Map<String, Object>> done) throws Exception {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static Problem noGzip(ZipException e) {
        return Problem.badRequest("the body is not gzip: " + e.getMessage());
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
        try (var rejects = new Rejects(null);
                InputStream in = exchange.stream()) {
            var importer = new Importer(plan, workspace.store(), access.rules(workspace), rejects);
            ImportJobs.read(importer, in, count -> {});
            return ImportJobs.report(plan, importer, rejects, null);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ZipException zip) {
                throw noGzip(zip);
            }
            throw e.getCause();
        }
    }

    private void rejects(Exchange exchange) throws IOException {
        exchange.knows();
        Path file = files.find(access.workspace(exchange).id(), exchange.path("job"));
        if (file == null) {
            throw Problem.notFound(
                    "there are no rejected lines of an import \"%s\"; those of the last %d imports of a project are kept, as long as ended jobs are listed"
                            .formatted(exchange.path("job"), RejectFiles.MOST));
        }
        Files.copy(file, exchange.streamed("application/x-ndjson"));
    }
}
