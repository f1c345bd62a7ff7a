package dev.kindred.server.api.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.server.api.AuditRoutes;
import dev.kindred.server.api.Times;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.tenant.Tenant;
import dev.kindred.server.tenant.Tenants;
import dev.kindred.store.Job;
import dev.kindred.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Work in the background: queued, watched, cancelled. */
public final class JobRoutes implements RouteGroup {
    private static final int MOST_LISTED = 1000;
    private static final int MOST_WAITED = 60;
    private static final long MILLIS = 1000;

    private final Store store;
    private final Tenants tenants;
    private final Clock clock;

    public JobRoutes(Store store, Tenants tenants, Clock clock) {
        this.store = store;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public String description() {
        return "jobs";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/jobs", Access.READ, this::list),
                Route.post("/v1/jobs", Access.WRITE, this::submit),
                Route.get("/v1/jobs/{job}", Access.READ, this::get),
                Route.delete("/v1/jobs/{job}", Access.WRITE, this::cancel));
    }

    private Tenant tenant(Exchange exchange) {
        return tenants.get(exchange.project());
    }

    private void list(Exchange exchange) throws IOException {
        exchange.knows("kind", "limit", "cursor");
        int limit = exchange.queryInteger("limit", 50, 1, MOST_LISTED);
        List<Job> jobs =
                tenant(exchange)
                        .workspace()
                        .store()
                        .jobs()
                        .list(exchange.query("kind"), exchange.query("cursor"), limit);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("items", jobs.stream().map(this::shown).toList());
        answer.put("next", jobs.size() < limit ? null : jobs.get(jobs.size() - 1).id());
        exchange.answer(answer);
    }

    private void submit(Exchange exchange) throws IOException {
        exchange.knows();
        Fields in = exchange.fields();
        String kind = in.text("kind");
        JsonNode spec = in.any("spec");
        if (spec != null && !spec.isObject()) {
            in.fault("spec", "wrong_type", "spec must be an object");
        }
        in.done();
        ObjectNode what =
                spec instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
        Job job = tenant(exchange).jobs().submit(kind, what);
        AuditRoutes.note(store, exchange, "job.submit", exchange.project(), job.id(), Map.of());
        exchange.setHeader("Location", "/v1/jobs/" + job.id());
        exchange.answer(202, shown(job));
    }

    private void get(Exchange exchange) throws IOException, InterruptedException {
        exchange.knows("wait");
        int wait = exchange.queryInteger("wait", 0, 0, MOST_WAITED);
        exchange.answer(shown(tenant(exchange).jobs().await(exchange.path("job"), wait * MILLIS)));
    }

    private void cancel(Exchange exchange) throws IOException {
        exchange.knows();
        String id = exchange.path("job");
        Job job = tenant(exchange).jobs().cancel(id);
        if (job == null) {
            throw Problem.notFound("there is no job \"%s\"".formatted(id));
        }
        AuditRoutes.note(store, exchange, "job.cancel", exchange.project(), id, Map.of());
        exchange.answer(shown(job));
    }

    private Map<String, Object> shown(Job job) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", job.id());
        shown.put("kind", job.kind());
        shown.put("state", job.state().name().toLowerCase(Locale.ROOT));
        shown.put("progress", job.progress());
        shown.put("message", job.message());
        shown.put("secondsLeft", secondsLeft(job));
        shown.put("cancelRequested", job.cancelRequested());
        shown.put("created", Times.text(job.created()));
        shown.put("started", Times.text(job.started()));
        shown.put("finished", Times.text(job.finished()));
        shown.put("spec", Json.parse(job.spec()));
        String result = job.result();
        shown.put("result", result == null ? null : Json.parse(result));
        return shown;
    }

    /** As the part that is done took; null while nobody can tell. */
    private @Nullable Long secondsLeft(Job job) {
        Long started = job.started();
        if (job.state() != Job.State.RUNNING || started == null || job.progress() <= 0) {
            return null;
        }
        double taken = Math.max(0, clock.millis() - started);
        return Math.round(taken * (1 - job.progress()) / job.progress() / MILLIS);
    }
}
