package dev.kindred.server.api.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.expression.Expression;
import dev.kindred.expression.ExpressionException;
import dev.kindred.expression.Scope;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.transfer.ItemJson;
import dev.kindred.store.Catalogue;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Project;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items: described, searched, hidden, deleted. */
final class ItemRoutes implements RouteGroup {
    private static final String ITEM = "item";
    private static final int LONGEST_QUERY = 200;

    private final Access access;

    ItemRoutes(Access access) {
        this.access = access;
    }

    @Override
    public String description() {
        return "items";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/items", Route.Access.READ, this::list),
                Route.get("/v1/items/{item}", Route.Access.READ, this::get),
                Route.put("/v1/items/{item}", Route.Access.WRITE, this::put),
                Route.patch("/v1/items/{item}", Route.Access.WRITE, this::patch),
                Route.delete("/v1/items/{item}", Route.Access.WRITE, this::delete));
    }

    private void list(Exchange exchange) throws IOException {
        exchange.knows("limit", "cursor", "query", "filter");
        int limit = Access.limit(exchange);
        String after = Access.after(exchange);
        Workspace workspace = access.workspace(exchange);
        Project project = workspace.store();
        String query = exchange.query("query");
        String filter = exchange.query("filter");
        List<ItemRecord> page =
                query == null && filter == null
                        ? project.items().list(after, limit)
                        : found(workspace, query, filter, after, limit);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("items", page.stream().map(ItemJson::shown).toList());
        answer.put("next", page.size() < limit ? null : Access.cursor(page.get(limit - 1).id()));
        exchange.answer(answer);
    }

    private List<ItemRecord> found(
            Workspace workspace,
            @Nullable String query,
            @Nullable String filter,
            String after,
            int limit) {
        if (query != null && query.length() > LONGEST_QUERY) {
            throw Problem.badParameter(
                    "query",
                    "too_long",
                    "query may have %d characters at most".formatted(LONGEST_QUERY));
        }
        Catalogue catalogue = access.shared(workspace).catalogue();
        Expression condition =
                filter == null ? null : compiled(filter, catalogue, workspace.clock().millis());
        List<String> ids = ItemSearch.find(catalogue, query, condition, after, limit);
        var byId = new HashMap<String, ItemRecord>();
        workspace.store().items().get(ids).forEach(item -> byId.put(item.id(), item));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    private static Expression compiled(String filter, Catalogue catalogue, long now) {
        try {
            return Expression.condition(filter, Scope.ofItems(catalogue.attributes(), now));
        } catch (ExpressionException e) {
            String what = String.valueOf(e.getMessage()).replaceFirst("(?s)\n.*", "");
            throw Problem.badParameter(
                    "filter",
                    "bad_expression",
                    "filter, column %d: %s".formatted(e.column(), what));
        }
    }

    private void get(Exchange exchange) throws IOException {
        exchange.knows();
        String id = Access.id(exchange, ITEM);
        exchange.answer(ItemJson.shown(known(access.project(exchange), id)));
    }

    private static ItemRecord known(Project project, String id) {
        ItemRecord item = project.items().get(id);
        if (item == null) {
            throw none(id);
        }
        return item;
    }

    private static Problem none(String id) {
        return Problem.notFound("there is no item \"%s\"".formatted(id));
    }

    private void put(Exchange exchange) throws IOException {
        exchange.knows();
        String id = Access.id(exchange, ITEM);
        Fields in = exchange.fields();
        ItemRecord item = ItemJson.read(in, id);
        in.done();
        Project project = access.project(exchange);
        synchronized (access.lock(project.id(), id)) {
            project.items().put(List.of(item));
        }
        exchange.answer(ItemJson.shown(item));
    }

    private void patch(Exchange exchange) throws IOException {
        exchange.knows();
        String id = Access.id(exchange, ITEM);
        JsonNode patch = exchange.json();
        Project project = access.project(exchange);
        ItemRecord before;
        ItemRecord after;
        synchronized (access.lock(project.id(), id)) {
            before = known(project, id);
            Fields in = MergePatch.apply(ItemJson.shown(before), patch);
            after = ItemJson.read(in, id);
            in.done();
            project.items().put(List.of(after));
        }
        if (before.hidden() != after.hidden()) {
            access.note(exchange, after.hidden() ? "item.hide" : "item.show", id, Map.of());
        }
        exchange.answer(ItemJson.shown(after));
    }

    private void delete(Exchange exchange) {
        exchange.knows();
        String id = Access.id(exchange, ITEM);
        if (!access.project(exchange).items().delete(id)) {
            throw none(id);
        }
        access.note(exchange, "item.delete", id, Map.of());
        exchange.noContent();
    }
}
