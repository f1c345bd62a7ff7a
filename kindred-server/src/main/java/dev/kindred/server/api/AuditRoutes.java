package dev.kindred.server.api;

import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.store.Audit;
import dev.kindred.store.Store;
import dev.kindred.store.StoreException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit log: what routes write into it, and how it is read. */
public final class AuditRoutes implements RouteGroup {
    private static final Logger LOGGER = LoggerFactory.getLogger(AuditRoutes.class);

    private final Audit audit;

    public AuditRoutes(Store store) {
        this.audit = store.audit();
    }

    /** Notes what a request changed, whose key it had, and the address that it came from. */
    public static void note(
            Store store,
            Exchange exchange,
            String action,
            @Nullable String project,
            @Nullable String target,
            Map<String, ?> details) {
        var all = new LinkedHashMap<String, @Nullable Object>(details);
        all.put(Audit.ADDRESS, exchange.client());
        store.audit().add(exchange.caller().id(), action, project, target, Json.text(all));
    }

    /** Notes that keys are guessed from an address; the request is answered in any case. */
    public static void noteGuessing(Store store, String address) {
        try {
            String details = Json.text(Map.of(Audit.ADDRESS, address));
            store.audit().add("kindred", "key.guessing", null, null, details);
        } catch (StoreException e) {
            LOGGER.warn("Guessing of keys from {} is not noted: {}", address, e.getMessage());
        }
    }

    @Override
    public String description() {
        return "audit";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/audit", Access.ADMIN, this::list));
    }

    private void list(Exchange exchange) throws IOException {
        exchange.knows("limit", "cursor");
        KeyRoutes.checkWhole(exchange);
        int limit = exchange.queryInteger("limit", 50, 1, 1000);
        List<Audit.Entry> entries = audit.list(below(exchange), limit);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("items", entries.stream().map(AuditRoutes::shown).toList());
        answer.put(
                "next",
                entries.size() < limit ? null : String.valueOf(entries.get(limit - 1).sequence()));
        exchange.answer(answer);
    }

    private static long below(Exchange exchange) {
        String cursor = exchange.query("cursor");
        if (cursor == null || cursor.isEmpty()) {
            return Long.MAX_VALUE;
        } else if (cursor.matches("[0-9]{1,18}")) {
            return Long.parseLong(cursor);
        }
        throw Problem.badParameter(
                "cursor", "bad_cursor", "cursor must be what an answer gave as \"next\"");
    }

    private static Map<String, @Nullable Object> shown(Audit.Entry entry) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("time", Times.text(entry.time()));
        shown.put("actor", entry.actor());
        shown.put("action", entry.action());
        shown.put("project", entry.project());
        shown.put("target", entry.target());
        String details = entry.details();
        shown.put("details", details == null ? null : Json.parse(details));
        return shown;
    }
}
