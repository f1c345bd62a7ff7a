package dev.kindred.server.ops;

import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Figures for Prometheus. */
public final class MetricsRoutes implements RouteGroup {
    private final Metrics metrics;

    public MetricsRoutes(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public String description() {
        return "metrics";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/metrics", Access.METRICS, this::metrics));
    }

    private void metrics(Exchange exchange) throws IOException {
        exchange.knows();
        exchange.answer(200, Metrics.CONTENT_TYPE, metrics.text().getBytes(StandardCharsets.UTF_8));
    }
}
