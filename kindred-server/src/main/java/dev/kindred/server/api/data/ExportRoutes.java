package dev.kindred.server.api.data;

import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.transfer.Exporter;
import dev.kindred.server.transfer.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Exports: all events, items or users, however many, in constant memory. */
final class ExportRoutes implements RouteGroup {
    private final Access access;

    ExportRoutes(Access access) {
        this.access = access;
    }

    @Override
    public String description() {
        return "exports";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/exports/{kind}", Route.Access.READ, this::export));
    }

    private void export(Exchange exchange) throws IOException {
        exchange.knows("format", "spreadsheet");
        String kind = exchange.path("kind");
        if (!Kind.words().contains(kind)) {
            throw Problem.notFound(
                    "there is no export of \"%s\", but of %s"
                            .formatted(kind, String.join(", ", Kind.words())));
        }
        boolean json = exchange.queryOneOf("format", List.of("ndjson", "csv")).equals("ndjson");
        boolean spreadsheet = exchange.queryFlag("spreadsheet");
        if (json && spreadsheet) {
            throw Problem.badParameter(
                    "spreadsheet", "invalid", "spreadsheet goes with format=csv only");
        }
        var exporter = new Exporter(access.project(exchange), Kind.of(kind), json, spreadsheet);
        access.note(exchange, "export", null, Map.of("kind", kind));
        exchange.setHeader(
                "Content-Disposition",
                "attachment; filename=\"%s.%s\"".formatted(kind, json ? "ndjson" : "csv"));
        exporter.write(
                exchange.streamed(json ? "application/x-ndjson" : "text/csv; charset=utf-8"));
    }
}
