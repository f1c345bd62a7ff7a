package dev.kindred.server.api.manage;

import dev.kindred.server.api.AuditRoutes;
import dev.kindred.server.api.Times;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.tenant.Tenants;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Versions of models: seen, taken into service, gone back from, removed. */
public final class ModelRoutes implements RouteGroup {
    private final Store store;
    private final Tenants tenants;

    public ModelRoutes(Store store, Tenants tenants) {
        this.store = store;
        this.tenants = tenants;
    }

    @Override
    public String description() {
        return "models";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/models", Access.READ, this::list),
                Route.get("/v1/models/{version}", Access.READ, this::get),
                Route.post("/v1/models/{version}:activate", Access.ADMIN, this::activate)
                        .with(Route.Body.NONE),
                Route.post("/v1/models:rollback", Access.ADMIN, this::rollBack)
                        .with(Route.Body.NONE),
                Route.delete("/v1/models/{version}", Access.ADMIN, this::delete));
    }

    private Workspace workspace(Exchange exchange) {
        return tenants.get(exchange.project()).workspace();
    }

    private void list(Exchange exchange) throws IOException {
        exchange.knows();
        exchange.answer(
                Map.of(
                        "items",
                        workspace(exchange).store().models().list().stream()
                                .map(ModelRoutes::shown)
                                .toList()));
    }

    private void get(Exchange exchange) throws IOException {
        exchange.knows();
        exchange.answer(shown(record(exchange)));
    }

    private ModelRecord record(Exchange exchange) {
        ModelRecord found = workspace(exchange).store().models().get(version(exchange));
        if (found == null) {
            throw none(exchange);
        }
        return found;
    }

    private static long version(Exchange exchange) {
        String text = exchange.path("version");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw none(exchange);
        }
    }

    private static Problem none(Exchange exchange) {
        return Problem.notFound(
                "there is no model of version \"%s\"".formatted(exchange.path("version")));
    }

    private void activate(Exchange exchange) throws IOException {
        exchange.knows();
        ModelRecord wanted = record(exchange);
        Workspace workspace = workspace(exchange);
        workspace.publish(wanted);
        audit(exchange, "model.activate", wanted.version());
        exchange.answer(shown(record(exchange)));
    }

    private void rollBack(Exchange exchange) throws IOException {
        exchange.knows();
        Workspace workspace = workspace(exchange);
        ModelRecord before = workspace.store().models().rollBack();
        workspace.load();
        audit(exchange, "model.rollback", before.version());
        exchange.answer(shown(before));
    }

    private void delete(Exchange exchange) throws IOException {
        exchange.knows();
        long version = version(exchange);
        if (!workspace(exchange).store().models().delete(version)) {
            throw none(exchange);
        }
        audit(exchange, "model.delete", version);
        exchange.noContent();
    }

    private void audit(Exchange exchange, String action, long version) {
        AuditRoutes.note(store, exchange, action, exchange.project(), "v" + version, Map.of());
    }

    private static Map<String, Object> shown(ModelRecord model) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("version", model.version());
        shown.put("algorithm", model.algorithm());
        shown.put("active", model.active());
        shown.put("created", Times.text(model.created()));
        shown.put("bytes", model.size());
        shown.put("sha256", model.sha256());
        shown.put("metrics", Json.parse(model.metrics()));
        shown.put("info", Json.parse(model.info()));
        return shown;
    }
}
