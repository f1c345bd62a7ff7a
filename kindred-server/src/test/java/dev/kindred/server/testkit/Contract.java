package dev.kindred.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Router;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds answers against the description of the API. */
public final class Contract {
    private final JsonNode document;
    private final Router router;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
    private final JsonSchemaFactory factory =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    public Contract(JsonNode document) {
        this.document = document;
        var routes = new java.util.ArrayList<Route>();
        document.get("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                method -> {
                                                    if (!method.equals("parameters")) {
                                                        routes.add(route(method, path.getKey()));
                                                    }
                                                }));
        this.router = new Router(routes);
    }

    private static Route route(String method, String path) {
        return new Route(
                Route.Method.valueOf(method.toUpperCase(Locale.ROOT)),
                path,
                Route.Access.OPEN,
                Route.Body.NONE,
                exchange -> {});
    }

    /** Checks that an answer is described: its status, its type, and every field of it. */
    public void check(String method, String path, int status, @Nullable String type, String body) {
        Route route = find(method, path);
        if (route == null) {
            assertThat(status).as("%s %s is not described", method, path).isIn(400, 403, 404, 405);
            return;
        }
        JsonNode operation =
                document.at(
                        "/paths/%s/%s"
                                .formatted(
                                        route.path().replace("~", "~0").replace("/", "~1"),
                                        method.toLowerCase(Locale.ROOT)));
        String what = "%s %s -> %d %s".formatted(method, route.path(), status, body);
        JsonNode response = operation.at("/responses/" + status);
        if (response.isMissingNode()) {
            assertThat(status).as(what).isGreaterThanOrEqualTo(400);
            response = document.at("/components/responses/problem");
        }
        if (response.path("content").isMissingNode()) {
            assertThat(body).as(what).isEmpty();
            return;
        }
        assertThat(type).as(what).isNotNull();
        String plain = String.valueOf(type).replaceFirst(";.*", "");
        JsonNode content = response.get("content").get(plain);
        assertThat(content).as(what + " of type " + plain).isNotNull();
        if (plain.endsWith("json") && content.has("schema")) {
            List<String> errors =
                    schema(content.get("schema")).validate(Json.parse(body)).stream()
                            .map(Object::toString)
                            .toList();
            assertThat(errors).as(what).isEmpty();
        }
    }

    private @Nullable Route find(String method, String path) {
        try {
            return router.find(method, path).route();
        } catch (Problem e) {
            return null; // no UTF-8
        }
    }

    /** A schema with all components beside it, so that references are found. */
    private JsonSchema schema(JsonNode schema) {
        return schemas.computeIfAbsent(
                schema.toString(),
                text -> {
                    ObjectNode whole = schema.deepCopy();
                    whole.set("components", document.get("components"));
                    return factory.getSchema(whole);
                });
    }
}
