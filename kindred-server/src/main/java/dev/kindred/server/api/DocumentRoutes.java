package dev.kindred.server.api;

import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.OpenApi;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The description of the API: for programs, and as a page to try it on. */
public final class DocumentRoutes implements RouteGroup {
    private static final String SWAGGER = "/META-INF/resources/webjars/swagger-ui/";

    /** The files of Swagger UI that its page needs, with their types. */
    private static final Map<String, String> FILES =
            Map.of(
                    "swagger-ui.css", "text/css",
                    "swagger-ui-bundle.js", "text/javascript",
                    "favicon-32x32.png", "image/png");

    private final byte[] document;
    private final String version;

    /**
     * The documents of an API.
     *
     * @param others all other groups of routes
     * @param swaggerVersion of the Swagger UI on the class path
     */
    public DocumentRoutes(List<RouteGroup> others, String swaggerVersion) {
        var all = new ArrayList<>(others);
        all.add(this);
        this.document = Json.bytes(OpenApi.document(all));
        this.version = swaggerVersion;
    }

    @Override
    public String description() {
        return "documents";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/openapi.json", Access.OPEN, this::document),
                Route.get("/docs", Access.OPEN, this::page),
                Route.get("/docs/{file}", Access.OPEN, this::file));
    }

    private void document(Exchange exchange) throws IOException {
        exchange.answer(200, "application/json", document);
    }

    private void page(Exchange exchange) throws IOException {
        exchange.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                        + " img-src 'self' data:; connect-src 'self'; font-src 'self';"
                        + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        exchange.answer(200, "text/html; charset=utf-8", resource("/docs/index.html"));
    }

    private void file(Exchange exchange) throws IOException {
        String name = exchange.path("file");
        if (name.equals("start.js")) {
            exchange.answer(200, "text/javascript; charset=utf-8", resource("/docs/start.js"));
            return;
        }
        String type = FILES.get(name);
        if (type == null) {
            throw Problem.notFound("there is no such file");
        }
        exchange.setHeader("Cache-Control", "max-age=86400");
        exchange.answer(200, type, resource(SWAGGER + version + "/" + name));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = DocumentRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + name);
            }
            return in.readAllBytes();
        }
    }
}
