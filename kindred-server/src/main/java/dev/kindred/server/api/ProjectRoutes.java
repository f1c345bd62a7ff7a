package dev.kindred.server.api;

import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.tenant.Tenants;
import dev.kindred.store.Projects;
import dev.kindred.store.Store;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Projects: made, listed, deleted with all that is in them. */
public final class ProjectRoutes implements RouteGroup {
    private final Store store;
    private final Tenants tenants;

    public ProjectRoutes(Store store, Tenants tenants) {
        this.store = store;
        this.tenants = tenants;
    }

    @Override
    public String description() {
        return "projects";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/projects", Access.ADMIN, this::list),
                Route.post("/v1/projects", Access.ADMIN, this::create),
                Route.get("/v1/projects/{project}", Access.ADMIN, this::get),
                Route.delete("/v1/projects/{project}", Access.ADMIN, this::delete));
    }

    private void list(Exchange exchange) throws IOException {
        exchange.knows();
        KeyRoutes.checkWhole(exchange);
        exchange.answer(
                Map.of(
                        "items",
                        store.projects().list().stream().map(ProjectRoutes::shown).toList()));
    }

    private void create(Exchange exchange) throws IOException {
        exchange.knows();
        KeyRoutes.checkWhole(exchange);
        Fields in = exchange.fields();
        String id = in.text("id");
        String name = in.optionalText("name");
        in.done();
        Projects.Info made = store.projects().create(id, name == null ? id : name);
        AuditRoutes.note(store, exchange, "project.create", id, id, Map.of());
        exchange.answer(201, shown(made));
    }

    private void get(Exchange exchange) throws IOException {
        exchange.knows();
        KeyRoutes.checkWhole(exchange);
        Projects.Info known = store.projects().get(exchange.path("project"));
        if (known == null) {
            throw none(exchange.path("project"));
        }
        exchange.answer(shown(known));
    }

    private void delete(Exchange exchange) throws IOException {
        exchange.knows();
        KeyRoutes.checkWhole(exchange);
        String id = exchange.path("project");
        if (id.equals(Store.DEFAULT_PROJECT)) {
            throw Problem.conflict("the project \"default\" cannot be deleted");
        }
        if (!store.projects().delete(id)) {
            throw none(id);
        }
        tenants.forget(id);
        AuditRoutes.note(store, exchange, "project.delete", null, id, Map.of());
        exchange.noContent();
    }

    private static Problem none(String id) {
        return Problem.notFound("there is no project \"%s\"".formatted(id));
    }

    private static Map<String, Object> shown(Projects.Info project) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", project.id());
        shown.put("name", project.name());
        shown.put("created", Times.text(project.created()));
        return shown;
    }
}
