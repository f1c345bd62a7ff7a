package dev.kindred.server.api.data;

import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.transfer.EventJson;
import dev.kindred.server.transfer.EventRules;
import dev.kindred.store.Event;
import dev.kindred.store.Events;
import dev.kindred.store.Ids;
import dev.kindred.store.Project;
import dev.kindred.store.StoredEvent;
import dev.kindred.store.WriteMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events: stored, read, undone. */
final class EventRoutes implements RouteGroup {
    private static final int MOST_EVENTS = 10_000;

    private final Access access;

    EventRoutes(Access access) {
        this.access = access;
    }

    @Override
    public String description() {
        return "events";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/events", Route.Access.WRITE, this::add),
                Route.get("/v1/events", Route.Access.READ, this::query),
                Route.delete("/v1/events", Route.Access.WRITE, this::undo));
    }

    private void add(Exchange exchange) throws IOException {
        exchange.knows("mode");
        WriteMode mode = mode(exchange);
        Workspace workspace = access.workspace(exchange);
        EventRules rules = access.rules(workspace);
        Fields in = exchange.fields();
        List<@Nullable Event> read =
                in.list("events", MOST_EVENTS, one -> EventJson.read(one, rules));
        if (read == null && !in.has("events")) {
            in.fault("events", "missing", "events must be there: a list");
        }
        in.done();
        List<Event> events = named(List.copyOf(read == null ? List.of() : read), exchange);
        Events.Appended done = workspace.store().events().append(events, mode);
        access.shared(workspace).clicks.count(workspace.store(), events, rules.now());
        exchange.answer(Map.of("accepted", done.accepted(), "duplicates", done.duplicates()));
    }

    /**
     * Events of a request with an Idempotency-Key get ids, so that they are stored once even if the
     * process ends after it stored them and before it kept the answer.
     */
    private static List<Event> named(List<Event> events, Exchange exchange) {
        String request = exchange.repeat();
        if (request == null) {
            return events;
        }
        var named = new ArrayList<Event>(events.size());
        for (Event event : events) {
            named.add(event.id() == null ? event.withId(request + "-" + named.size()) : event);
        }
        return named;
    }

    /** {@code ?mode=add} or {@code set}. */
    static WriteMode mode(Exchange exchange) {
        return exchange.queryOneOf("mode", List.of("add", "set")).equals("set")
                ? WriteMode.SET
                : WriteMode.ADD;
    }

    private void query(Exchange exchange) throws IOException {
        exchange.knows("user", "item", "type", "limit", "cursor");
        answer(exchange, access.project(exchange), exchange.query("user"));
    }

    /** Answers with a page of events. */
    static void answer(Exchange exchange, Project project, @Nullable String user)
            throws IOException {
        int limit = Access.limit(exchange);
        List<StoredEvent> page =
                project.events().list(filter(exchange, user), after(exchange), limit);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("items", page.stream().map(EventJson::shown).toList());
        answer.put(
                "next",
                page.size() < limit ? null : String.valueOf(page.get(limit - 1).sequence()));
        exchange.answer(answer);
    }

    private static Events.Filter filter(Exchange exchange, @Nullable String user) {
        return new Events.Filter(
                checked("user", user),
                checked("item", exchange.query("item")),
                checked("type", exchange.query("type")));
    }

    private static @Nullable String checked(String name, @Nullable String id) {
        try {
            return id == null ? null : Ids.check(name, id);
        } catch (IllegalArgumentException e) {
            throw Problem.badParameter(name, "bad_id", String.valueOf(e.getMessage()));
        }
    }

    private static long after(Exchange exchange) {
        String cursor = exchange.query("cursor");
        try {
            long after = cursor == null || cursor.isEmpty() ? 0 : Long.parseLong(cursor);
            if (after >= 0) {
                return after;
            }
        } catch (NumberFormatException e) {
            throw Access.badCursor();
        }
        throw Access.badCursor();
    }

    private void undo(Exchange exchange) throws IOException {
        exchange.knows("user", "item", "type");
        Events.Filter filter = filter(exchange, exchange.query("user"));
        if (filter.user() == null && filter.item() == null) {
            throw Problem.badParameter(
                    "user", "missing", "user or item must be there, so that not all is deleted");
        }
        Workspace workspace = access.workspace(exchange);
        int deleted = workspace.store().events().delete(filter);
        if (deleted > 0) {
            access.shared(workspace).types.forget();
            access.note(exchange, "events.delete", filter.item(), Map.of("events", deleted));
        }
        exchange.answer(Map.of("deleted", deleted));
    }
}
