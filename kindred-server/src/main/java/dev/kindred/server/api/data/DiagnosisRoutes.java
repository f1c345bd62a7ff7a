package dev.kindred.server.api.data;

import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.RouteGroup;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is wrong, with figures, and what helps. */
final class DiagnosisRoutes implements RouteGroup {
    private final Access access;

    DiagnosisRoutes(Access access) {
        this.access = access;
    }

    @Override
    public String description() {
        return "diagnosis";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/diagnosis", Route.Access.READ, this::diagnosis));
    }

    private void diagnosis(Exchange exchange) throws IOException {
        exchange.knows();
        Workspace workspace = access.workspace(exchange);
        long now = workspace.clock().millis();
        Access.Shared shared = access.shared(workspace);
        var diagnosis =
                new Diagnosis(
                        workspace,
                        shared.figures.get(now),
                        shared.catalogue(),
                        access.cache().isUp(),
                        now);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("asOf", Instant.ofEpochMilli(now).toString());
        answer.put("findings", diagnosis.find().stream().map(DiagnosisRoutes::shown).toList());
        exchange.answer(answer);
    }

    private static Map<String, Object> shown(Diagnosis.Found found) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("severity", found.severity().name().toLowerCase(Locale.ROOT));
        shown.put("code", found.code());
        shown.put("finding", found.finding());
        shown.put("evidence", found.evidence());
        shown.put("fix", found.fix());
        return shown;
    }
}
