package dev.kindred.server.api;

import dev.kindred.server.http.Doorkeeper;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.store.ApiKey;
import dev.kindred.store.Keys;
import dev.kindred.store.Store;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Keys: made, listed, revoked. Only who may do everything, in every project, may do this. */
public final class KeyRoutes implements RouteGroup {
    private static final int MOST_SCOPES = 3;

    private final Store store;
    private final Doorkeeper doorkeeper;

    public KeyRoutes(Store store, Doorkeeper doorkeeper) {
        this.store = store;
        this.doorkeeper = doorkeeper;
    }

    @Override
    public String description() {
        return "keys";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/keys", Access.ADMIN, this::list),
                Route.post("/v1/keys", Access.ADMIN, this::create),
                Route.delete("/v1/keys/{key}", Access.ADMIN, this::revoke));
    }

    private void list(Exchange exchange) throws IOException {
        exchange.knows();
        checkWhole(exchange);
        exchange.answer(
                Map.of("items", store.keys().list().stream().map(KeyRoutes::shown).toList()));
    }

    private void create(Exchange exchange) throws IOException {
        exchange.knows();
        checkWhole(exchange);
        Fields in = exchange.fields();
        String name = in.text("name");
        String project = in.optionalText("project");
        Set<ApiKey.Scope> scopes = scopes(in);
        Long expires = in.time("expires");
        in.done();
        if (project != null) {
            store.project(project); // must be there
        }
        Keys.Created created = store.keys().create(name, project, scopes, expires);
        doorkeeper.forget();
        AuditRoutes.note(store, exchange, "key.create", project, created.key().id(), Map.of());
        Map<String, Object> answer = shown(created.key());
        answer.put("key", created.token());
        exchange.answerOnce(201, answer);
    }

    private static Set<ApiKey.Scope> scopes(Fields in) {
        var scopes = EnumSet.noneOf(ApiKey.Scope.class);
        List<String> names = in.texts("scopes", MOST_SCOPES);
        if (names == null || names.isEmpty()) {
            in.fault("scopes", "missing", "scopes must name at least one of read, write, admin");
            return scopes;
        }
        for (String name : names) {
            try {
                scopes.add(ApiKey.Scope.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                in.fault(
                        "scopes",
                        "unknown",
                        "scopes must be among read, write, admin, but names \"%s\""
                                .formatted(name));
            }
        }
        return scopes;
    }

    private void revoke(Exchange exchange) throws IOException {
        exchange.knows();
        checkWhole(exchange);
        String id = exchange.path("key");
        if (!store.keys().revoke(id)) {
            throw Problem.notFound("there is no valid key with the id \"%s\"".formatted(id));
        }
        doorkeeper.forget();
        AuditRoutes.note(store, exchange, "key.revoke", null, id, Map.of());
        exchange.noContent();
    }

    /** A key for one project must not make keys for others. */
    static void checkWhole(Exchange exchange) {
        if (exchange.caller().project() != null) {
            throw Problem.forbidden("the key is for one project; this needs one for all");
        }
    }

    private static Map<String, Object> shown(ApiKey key) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", key.id());
        shown.put("name", key.name());
        shown.put("project", key.project());
        shown.put(
                "scopes",
                key.scopes().stream()
                        .sorted()
                        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                        .toList());
        shown.put("created", Times.text(key.created()));
        shown.put("expires", Times.text(key.expires()));
        shown.put("revoked", Times.text(key.revoked()));
        return shown;
    }
}
