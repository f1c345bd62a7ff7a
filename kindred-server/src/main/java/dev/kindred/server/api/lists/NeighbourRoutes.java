package dev.kindred.server.api.lists;

import dev.kindred.server.engine.ListedItem;
import dev.kindred.server.engine.Neighbours;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.engine.lists.ListSpec;
import dev.kindred.server.engine.lists.SimilarBy;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.tenant.Tenants;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is like an item or a user, who would like an item, named lists, what to ask somebody new.
 */
public final class NeighbourRoutes implements RouteGroup {
    private final Tenants tenants;

    public NeighbourRoutes(Tenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public String description() {
        return "neighbours";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/items/{item}/similar", Access.READ, this::similarItems),
                Route.get("/v1/items/{item}/audience", Access.READ, this::audience),
                Route.get("/v1/users/{user}/similar", Access.READ, this::similarUsers),
                Route.get("/v1/lists", Access.READ, this::lists),
                Route.get("/v1/lists/{list}", Access.READ, this::list),
                Route.get("/v1/onboarding", Access.READ, this::onboarding));
    }

    private Workspace workspace(Exchange exchange) {
        return tenants.get(exchange.project()).workspace();
    }

    private static int limit(Exchange exchange) {
        return Requests.limit(exchange);
    }

    private void similarItems(Exchange exchange) throws IOException {
        exchange.knows("by", "limit", "include");
        SimilarBy by =
                exchange.query("by") == null
                        ? null
                        : SimilarBy.of(
                                exchange.queryOneOf("by", List.of("users", "text", "embedding")));
        exchange.answer(
                Shown.items(
                        workspace(exchange)
                                .neighbours()
                                .similarItems(
                                        exchange.path("item"),
                                        by,
                                        limit(exchange),
                                        Requests.words(exchange, "include"))));
    }

    private void audience(Exchange exchange) throws IOException {
        exchange.knows("limit");
        exchange.answer(
                Shown.users(
                        workspace(exchange)
                                .neighbours()
                                .audience(exchange.path("item"), limit(exchange))));
    }

    private void similarUsers(Exchange exchange) throws IOException {
        exchange.knows("limit");
        exchange.answer(
                Shown.users(
                        workspace(exchange)
                                .neighbours()
                                .similarUsers(exchange.path("user"), limit(exchange))));
    }

    private void lists(Exchange exchange) throws IOException {
        exchange.knows();
        exchange.answer(
                Map.of(
                        "items",
                        workspace(exchange).lists().all().values().stream()
                                .map(NeighbourRoutes::shown)
                                .toList()));
    }

    private static Map<String, Object> shown(ListSpec list) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("name", list.name());
        shown.put("by", list.by().text());
        shown.put("filter", list.filter());
        shown.put("boost", list.boost());
        return shown;
    }

    private void list(Exchange exchange) throws IOException {
        exchange.knows("user", "filter", "offset", "limit", "include");
        String name = exchange.path("list");
        Workspace workspace = workspace(exchange);
        List<ListedItem> items =
                workspace
                        .lists()
                        .list(
                                name,
                                exchange.query("user"),
                                exchange.query("filter"),
                                exchange.queryInteger(
                                        "offset", 0, 0, exchange.limits().maxOffset()),
                                limit(exchange),
                                Requests.words(exchange, "include"));
        if (items == null) {
            throw Problem.notFound(
                    "there is no list \"%s\"; there are %s"
                            .formatted(name, String.join(", ", workspace.lists().all().keySet())));
        }
        exchange.answer(Shown.items(items));
    }

    private void onboarding(Exchange exchange) throws IOException {
        exchange.knows("user", "answers", "skipped", "limit", "include");
        List<Neighbours.Question> questions =
                workspace(exchange)
                        .neighbours()
                        .onboarding(
                                exchange.query("user"),
                                Requests.words(exchange, "answers"),
                                Requests.words(exchange, "skipped"),
                                limit(exchange),
                                Requests.words(exchange, "include"));
        exchange.answer(Map.of("items", questions.stream().map(NeighbourRoutes::shown).toList()));
    }

    private static Map<String, Object> shown(Neighbours.Question question) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("item", question.item());
        shown.put("score", question.score());
        shown.put("known", question.known());
        shown.put("entropy", question.entropy());
        if (!question.attributes().isEmpty()) {
            shown.put("attributes", question.attributes());
        }
        return shown;
    }
}
