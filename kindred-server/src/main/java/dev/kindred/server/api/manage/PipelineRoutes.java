package dev.kindred.server.api.manage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.api.AuditRoutes;
import dev.kindred.server.api.Times;
import dev.kindred.server.engine.Batches;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.settings.SettingsException;
import dev.kindred.server.tenant.Tenants;
import dev.kindred.store.Documents.Document;
import dev.kindred.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a project recommends with: seen, checked, tried, changed, taken back. */
public final class PipelineRoutes implements RouteGroup {
    /** Kind and id of the document that holds a project's pipeline. */
    private static final String PIPELINE = "pipeline";

    private static final int MOST_SAMPLED = 1000;

    private final Store store;
    private final Tenants tenants;

    public PipelineRoutes(Store store, Tenants tenants) {
        this.store = store;
        this.tenants = tenants;
    }

    @Override
    public String description() {
        return "pipeline";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/pipeline", Access.READ, this::get),
                Route.put("/v1/pipeline", Access.ADMIN, this::put),
                Route.post("/v1/pipeline:validate", Access.READ, this::validate),
                Route.post("/v1/pipeline:preview", Access.READ, this::preview),
                Route.get("/v1/pipeline/history", Access.READ, this::history),
                Route.post("/v1/pipeline:rollback", Access.ADMIN, this::rollBack));
    }

    private Workspace workspace(Exchange exchange) {
        return tenants.get(exchange.project()).workspace();
    }

    private void get(Exchange exchange) throws IOException {
        exchange.knows();
        Workspace workspace = workspace(exchange);
        Document stored = workspace.store().documents().get(PIPELINE, PIPELINE);
        Versions.tag(exchange, stored == null ? 0 : stored.version());
        exchange.answer(shown(workspace, stored));
    }

    private void put(Exchange exchange) throws IOException {
        exchange.knows();
        PipelineSpec spec = read(exchange.json());
        Document stored = store(exchange, PipelineJson.write(spec), spec);
        exchange.answer(shown(workspace(exchange), stored));
    }

    private Document store(Exchange exchange, JsonNode json, PipelineSpec spec) {
        Workspace workspace = workspace(exchange);
        String author = exchange.caller().id();
        Document stored =
                Versions.change(
                        exchange,
                        expected ->
                                workspace
                                        .store()
                                        .documents()
                                        .put(
                                                PIPELINE,
                                                PIPELINE,
                                                json.toString(),
                                                expected,
                                                author));
        workspace.change(spec, stored.version());
        AuditRoutes.note(
                store,
                exchange,
                "pipeline.put",
                exchange.project(),
                "v" + stored.version(),
                Map.of());
        Versions.tag(exchange, stored);
        return stored;
    }

    private void validate(Exchange exchange) throws IOException {
        exchange.knows();
        var answer = new LinkedHashMap<String, Object>();
        answer.put("valid", true);
        answer.put("pipeline", PipelineJson.write(read(exchange.json())));
        exchange.answer(answer);
    }

    private void preview(Exchange exchange) throws IOException {
        exchange.knows();
        Fields in = exchange.fields();
        JsonNode body = in.any("pipeline");
        int sample = in.integer("sampleUsers", 200, 1, MOST_SAMPLED);
        int length = in.integer("limit", 10, 1, 100);
        List<String> users = in.texts("users", MOST_SAMPLED);
        if (body == null) {
            in.fault("pipeline", "missing", "pipeline must be there: the pipeline to try");
        }
        in.done();
        PipelineSpec spec = read(body == null ? Json.MAPPER.createObjectNode() : body);
        Workspace workspace = workspace(exchange);
        List<String> tried = users == null ? workspace.batches().sample(sample) : users;
        Batches.Preview preview = workspace.batches().preview(spec, tried, length);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("sampleUsers", preview.sampleUsers());
        answer.put("overlap@" + length, preview.overlap());
        answer.put("diffs", preview.differences());
        exchange.answer(answer);
    }

    private void history(Exchange exchange) throws IOException {
        exchange.knows();
        List<Document> states = workspace(exchange).store().documents().history(PIPELINE, PIPELINE);
        exchange.answer(
                Map.of("items", states.stream().map(one -> shown(one, one.body())).toList()));
    }

    private void rollBack(Exchange exchange) throws IOException {
        exchange.knows();
        Fields in = exchange.fields();
        int to = in.integer("to", 0, 1, Integer.MAX_VALUE);
        in.done();
        List<Document> states = workspace(exchange).store().documents().history(PIPELINE, PIPELINE);
        Document wanted =
                states.stream()
                        .filter(one -> to == 0 ? one != states.get(0) : one.version() == to)
                        .filter(one -> one.body() != null)
                        .findFirst()
                        .orElse(null);
        if (wanted == null) {
            throw Problem.conflict(
                    to == 0
                            ? "there is no earlier pipeline to go back to"
                            : "there is no pipeline of version " + to);
        }
        PipelineSpec spec = read(Json.parse(String.valueOf(wanted.body())));
        Document stored = store(exchange, PipelineJson.write(spec), spec);
        exchange.answer(shown(workspace(exchange), stored));
    }

    private static PipelineSpec read(JsonNode body) {
        try {
            return PipelineJson.read(body);
        } catch (SettingsException e) {
            throw Problem.invalid(
                    e.problems().stream()
                            .map(one -> new Problem.Fault(one.pointer(), one.code(), one.detail()))
                            .toList());
        }
    }

    private static Map<String, Object> shown(Workspace workspace, @Nullable Document stored) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", workspace.pipelineId());
        shown.put("version", stored == null ? 0 : stored.version());
        shown.put("author", stored == null ? null : stored.author());
        shown.put("changed", stored == null ? null : Times.text(stored.time()));
        shown.put("pipeline", PipelineJson.write(workspace.pipeline()));
        return shown;
    }

    private static Map<String, Object> shown(Document document, @Nullable String body) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("version", document.version());
        shown.put("author", document.author());
        shown.put("changed", Times.text(document.time()));
        shown.put("pipeline", body == null ? null : Json.parse(body));
        return shown;
    }
}
