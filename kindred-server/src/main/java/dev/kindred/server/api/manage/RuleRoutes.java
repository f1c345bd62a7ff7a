package dev.kindred.server.api.manage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.api.AuditRoutes;
import dev.kindred.server.api.Times;
import dev.kindred.server.engine.Serving;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.engine.lists.ListSpec;
import dev.kindred.server.engine.rules.RuleConflicts;
import dev.kindred.server.engine.rules.RuleReader;
import dev.kindred.server.engine.rules.Syntax;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.tenant.Tenants;
import dev.kindred.store.Documents.Document;
import dev.kindred.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Rules and named lists: documents that every next request follows. */
public final class RuleRoutes implements RouteGroup {
    private static final String RULE = "rule";
    private static final String LIST = "list";

    private final Store store;
    private final Tenants tenants;

    public RuleRoutes(Store store, Tenants tenants) {
        this.store = store;
        this.tenants = tenants;
    }

    @Override
    public String description() {
        return "rules";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/rules", Access.READ, this::all),
                Route.get("/v1/rules/{rule}", Access.READ, exchange -> one(exchange, RULE)),
                Route.put(
                        "/v1/rules/{rule}",
                        Access.WRITE,
                        exchange -> put(exchange, RULE, RuleRoutes::rule)),
                Route.delete("/v1/rules/{rule}", Access.WRITE, exchange -> delete(exchange, RULE)),
                Route.put(
                        "/v1/lists/{list}",
                        Access.WRITE,
                        exchange -> put(exchange, LIST, RuleRoutes::list)),
                Route.delete("/v1/lists/{list}", Access.WRITE, exchange -> delete(exchange, LIST)));
    }

    private Workspace workspace(Exchange exchange) {
        return tenants.get(exchange.project()).workspace();
    }

    private void all(Exchange exchange) throws IOException {
        exchange.knows();
        Workspace workspace = workspace(exchange);
        Serving serving = workspace.serving();
        var answer = new LinkedHashMap<String, Object>();
        answer.put(
                "items",
                workspace.store().documents().list(RULE).stream().map(RuleRoutes::shown).toList());
        answer.put(
                "conflicts",
                RuleConflicts.of(serving.rules(workspace.clock().millis()), serving.items())
                        .stream()
                        .map(RuleRoutes::shown)
                        .toList());
        exchange.answer(answer);
    }

    private static Map<String, Object> shown(RuleConflicts.Conflict conflict) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("rule", conflict.rule());
        shown.put("other", conflict.other());
        shown.put("text", conflict.text());
        return shown;
    }

    private void one(Exchange exchange, String kind) throws IOException {
        exchange.knows();
        String id = exchange.path(kind);
        Document found = workspace(exchange).store().documents().get(kind, id);
        if (found == null) {
            throw none(kind, id);
        }
        Versions.tag(exchange, found);
        exchange.answer(shown(found));
    }

    private static List<Syntax.Slip> rule(String id, String json) {
        return Syntax.of(RuleReader.read(id, json));
    }

    private static List<Syntax.Slip> list(String id, String json) {
        return Syntax.of(ListSpec.read(id, json));
    }

    private void put(
            Exchange exchange, String kind, BiFunction<String, String, List<Syntax.Slip>> reader)
            throws IOException {
        exchange.knows();
        String id = exchange.path(kind);
        JsonNode body = exchange.json();
        check(id, body.toString(), reader);
        String author = exchange.caller().id();
        Document stored =
                Versions.change(
                        exchange,
                        expected ->
                                workspace(exchange)
                                        .store()
                                        .documents()
                                        .put(kind, id, body.toString(), expected, author));
        AuditRoutes.note(store, exchange, kind + ".put", exchange.project(), id, Map.of());
        Versions.tag(exchange, stored);
        exchange.answer(shown(stored));
    }

    private static void check(
            String id, String json, BiFunction<String, String, List<Syntax.Slip>> reader) {
        List<Syntax.Slip> slips;
        try {
            slips = reader.apply(id, json);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(String.valueOf(e.getMessage()));
        }
        if (!slips.isEmpty()) {
            throw Problem.invalid(
                    slips.stream()
                            .map(
                                    one ->
                                            new Problem.Fault(
                                                    one.pointer(), "bad_expression", one.detail()))
                            .toList());
        }
    }

    private void delete(Exchange exchange, String kind) throws IOException {
        exchange.knows();
        String id = exchange.path(kind);
        String author = exchange.caller().id();
        boolean there =
                Versions.change(
                        exchange,
                        expected ->
                                workspace(exchange)
                                        .store()
                                        .documents()
                                        .delete(kind, id, expected, author));
        if (!there) {
            throw none(kind, id);
        }
        AuditRoutes.note(store, exchange, kind + ".delete", exchange.project(), id, Map.of());
        exchange.noContent();
    }

    private static Problem none(String kind, String id) {
        return Problem.notFound("there is no %s \"%s\"".formatted(kind, id));
    }

    private static Map<String, Object> shown(Document document) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", document.id());
        shown.put("version", document.version());
        shown.put("author", document.author());
        shown.put("changed", Times.text(document.time()));
        shown.put("body", Json.parse(String.valueOf(document.body())));
        return shown;
    }
}
