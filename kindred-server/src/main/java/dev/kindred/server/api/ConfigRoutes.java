package dev.kindred.server.api;

import dev.kindred.server.config.ConfigLoader;
import dev.kindred.server.config.Secrets;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.settings.Origin;
import dev.kindred.server.settings.Setting;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server was started with, and where each value comes from; without passwords. */
public final class ConfigRoutes implements RouteGroup {
    private final List<Setting> settings;

    /**
     * The route.
     *
     * @param settings every value in force
     */
    public ConfigRoutes(List<Setting> settings) {
        this.settings = List.copyOf(settings);
    }

    @Override
    public String description() {
        return "config";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/v1/config", Access.ADMIN, this::config));
    }

    private void config(Exchange exchange) throws IOException {
        exchange.knows();
        KeyRoutes.checkWhole(exchange);
        exchange.answer(Map.of("items", settings.stream().map(ConfigRoutes::shown).toList()));
    }

    private static Map<String, @Nullable Object> shown(Setting setting) {
        Origin origin = setting.origin();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("path", setting.path());
        shown.put("value", Secrets.masked(setting.value()));
        shown.put("origin", origin.kind().name().toLowerCase(Locale.ROOT));
        shown.put("name", origin.name().isEmpty() ? null : origin.name());
        shown.put("line", origin.line() == 0 ? null : origin.line());
        shown.put("variable", ConfigLoader.variable(setting.path()));
        return shown;
    }
}
