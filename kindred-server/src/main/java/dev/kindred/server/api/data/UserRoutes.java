package dev.kindred.server.api.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.transfer.EventJson;
import dev.kindred.server.transfer.UserJson;
import dev.kindred.store.Persons;
import dev.kindred.store.Project;
import dev.kindred.store.StoredEvent;
import dev.kindred.store.UserRecord;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Users: described, listed, exported, merged, erased. */
final class UserRoutes implements RouteGroup {
    private static final String USER = "user";

    private final Access access;
    private final Consumer<String> erased;

    /**
     * Routes to users.
     *
     * @param erased told of a project of which a user was erased, so that others forget too
     */
    UserRoutes(Access access, Consumer<String> erased) {
        this.access = access;
        this.erased = erased;
    }

    @Override
    public String description() {
        return "users";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/users", Route.Access.READ, this::list),
                Route.get("/v1/users/{user}", Route.Access.READ, this::get),
                Route.put("/v1/users/{user}", Route.Access.WRITE, this::put),
                Route.patch("/v1/users/{user}", Route.Access.WRITE, this::patch),
                Route.delete("/v1/users/{user}", Route.Access.WRITE, this::erase),
                Route.get("/v1/users/{user}/events", Route.Access.READ, this::events),
                Route.get("/v1/users/{user}/export", Route.Access.READ, this::export),
                Route.post("/v1/users/{user}:merge", Route.Access.WRITE, this::merge));
    }

    private void list(Exchange exchange) throws IOException {
        exchange.knows("limit", "cursor");
        int limit = Access.limit(exchange);
        List<UserRecord> page =
                access.project(exchange).users().list(Access.after(exchange), limit);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("items", page.stream().map(UserJson::shown).toList());
        answer.put("next", page.size() < limit ? null : Access.cursor(page.get(limit - 1).id()));
        exchange.answer(answer);
    }

    private void get(Exchange exchange) throws IOException {
        exchange.knows();
        exchange.answer(shown(access.project(exchange), Access.id(exchange, USER)));
    }

    private static Map<String, @Nullable Object> shown(Project project, String id) {
        UserRecord known = project.users().get(id);
        List<StoredEvent> last = project.events().history(id, 1);
        if (known == null && last.isEmpty()) {
            throw Problem.notFound("the user \"%s\" is not known".formatted(id));
        }
        UserRecord user = known == null ? new UserRecord(id, "{}") : known;
        var shown = new LinkedHashMap<String, @Nullable Object>(UserJson.shown(user));
        shown.put("described", known != null);
        shown.put("seen", last.isEmpty() ? null : EventJson.shown(last.get(0)).get("time"));
        return shown;
    }

    private void put(Exchange exchange) throws IOException {
        exchange.knows();
        String id = Access.id(exchange, USER);
        Fields in = exchange.fields();
        UserRecord user = UserJson.read(in, id);
        in.done();
        Project project = access.project(exchange);
        synchronized (access.lock(project.id(), id)) {
            project.users().put(List.of(user));
        }
        exchange.answer(shown(project, id));
    }

    private void patch(Exchange exchange) throws IOException {
        exchange.knows();
        String id = Access.id(exchange, USER);
        JsonNode patch = exchange.json();
        Project project = access.project(exchange);
        synchronized (access.lock(project.id(), id)) {
            UserRecord before = project.users().get(id);
            Map<String, Object> shown =
                    UserJson.shown(before == null ? new UserRecord(id, "{}") : before);
            Fields in = MergePatch.apply(shown, patch);
            UserRecord after = UserJson.read(in, id);
            in.done();
            project.users().put(List.of(after));
        }
        exchange.answer(shown(project, id));
    }

    private void events(Exchange exchange) throws IOException {
        exchange.knows("limit", "cursor", "item", "type");
        EventRoutes.answer(exchange, access.project(exchange), Access.id(exchange, USER));
    }

    private void export(Exchange exchange) throws IOException {
        exchange.knows();
        String id = Access.id(exchange, USER);
        Persons.Export all = access.project(exchange).persons().export(id);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("user", all.user() == null ? null : UserJson.shown(all.user()));
        answer.put("events", all.events().stream().map(EventJson::shown).toList());
        answer.put("items", all.owned());
        answer.put("shown", all.exposures().stream().map(Impressions::shown).toList());
        answer.put("outcomes", all.outcomes());
        exchange.answer(answer);
    }

    private void merge(Exchange exchange) throws IOException {
        exchange.knows();
        String account = Access.id(exchange, USER);
        Fields in = exchange.fields();
        String guest = EventJson.id(in, "from", true);
        if (account.equals(guest)) {
            in.fault("from", "same", "from must be another user");
        }
        in.done();
        Workspace workspace = access.workspace(exchange);
        int moved = workspace.store().persons().merge(String.valueOf(guest), account);
        workspace.forget(String.valueOf(guest));
        workspace.forget(account);
        access.note(exchange, "user.merge", account, Map.of("movedEvents", moved));
        exchange.answer(Map.of("movedEvents", moved));
    }

    private void erase(Exchange exchange) throws IOException {
        exchange.knows();
        String id = Access.id(exchange, USER);
        Workspace workspace = access.workspace(exchange);
        Project project = workspace.store();
        boolean model = project.freshness(id).model() > 0;
        Persons.Erased removed = project.persons().erase(id);
        long entries = workspace.forget(id);
        erased.accept(workspace.id());
        access.shared(workspace).types.forget();
        var counts = new LinkedHashMap<String, Object>();
        counts.put("events", removed.events());
        counts.put("description", removed.user());
        counts.put("answers", removed.answers());
        counts.put("impressions", removed.exposures());
        counts.put("outcomes", removed.outcomes());
        counts.put("mentions", removed.mentions());
        counts.put("cacheEntries", entries);
        access.note(exchange, "user.erase", null, Map.of("events", removed.events()));
        exchange.answer(
                Json.MAPPER
                        .createObjectNode()
                        .put("modelTombstone", model)
                        .set("erased", Json.MAPPER.valueToTree(counts)));
    }
}
