package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.http.Route;
import dev.kindred.server.testkit.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API names every route, and no other. */
class OpenApiTest {
    @Test
    void describesEveryRouteAndWhoMayCallIt(@TempDir Path folder) {
        try (var server = new TestServer(folder)) {
            List<String> described = new ArrayList<>();
            JsonNode paths = server.get("/openapi.json").json().get("paths");
            paths.properties()
                    .forEach(
                            path ->
                                    path.getValue()
                                            .properties()
                                            .forEach(one -> add(described, path.getKey(), one)));
            List<String> routes = server.server().routes().stream().map(OpenApiTest::text).toList();
            assertThat(described).containsExactlyInAnyOrderElementsOf(routes);
        }
    }

    private static void add(
            List<String> described, String path, java.util.Map.Entry<String, JsonNode> one) {
        if (!one.getKey().equals("parameters")) {
            JsonNode operation = one.getValue();
            assertThat(operation.path("summary").asText()).as(path).isNotEmpty();
            assertThat(operation.path("operationId").asText()).as(path).isNotEmpty();
            described.add(
                    "%s %s %s"
                            .formatted(
                                    one.getKey().toUpperCase(Locale.ROOT),
                                    path,
                                    operation.path("x-access").asText()));
        }
    }

    private static String text(Route route) {
        return "%s %s %s".formatted(route.method(), route.path(), route.access().text());
    }
}
