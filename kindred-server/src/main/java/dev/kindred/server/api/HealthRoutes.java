package dev.kindred.server.api;

import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Whether the server lives, and whether it should be sent requests. */
public final class HealthRoutes implements RouteGroup {
    private final Map<String, BooleanSupplier> needed;
    private final Map<String, BooleanSupplier> helpful;

    /**
     * Health by what the server works with.
     *
     * @param needed without one of these the server is not ready, such as being warmed up
     * @param helpful without one of these it answers all the same, such as the cache
     */
    public HealthRoutes(Map<String, BooleanSupplier> needed, Map<String, BooleanSupplier> helpful) {
        this.needed = new LinkedHashMap<>(needed);
        this.helpful = new LinkedHashMap<>(helpful);
    }

    @Override
    public String description() {
        return "health";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/health/live", Access.OPEN, this::live),
                Route.get("/health/ready", Access.OPEN, this::ready));
    }

    private void live(Exchange exchange) throws IOException {
        exchange.answer(Map.of("status", "up"));
    }

    private void ready(Exchange exchange) throws IOException {
        var parts = new LinkedHashMap<String, Object>();
        boolean ready = checked(needed, parts);
        boolean whole = checked(helpful, parts);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("status", !ready ? "down" : whole ? "up" : "degraded");
        answer.put("parts", parts);
        exchange.answer(ready ? 200 : 503, answer);
    }

    private static boolean checked(Map<String, BooleanSupplier> checks, Map<String, Object> parts) {
        boolean all = true;
        for (Map.Entry<String, BooleanSupplier> check : checks.entrySet()) {
            boolean up = check.getValue().getAsBoolean();
            parts.put(check.getKey(), up ? "up" : "down");
            all &= up;
        }
        return all;
    }
}
