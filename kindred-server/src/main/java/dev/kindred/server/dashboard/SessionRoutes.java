package dev.kindred.server.dashboard;

import dev.kindred.server.http.Caller;
import dev.kindred.server.http.Doorkeeper;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.http.RouteGroup;
import dev.kindred.server.http.Sessions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signs browsers in and out: a key is given once, a cookie stands for it from then on. */
public final class SessionRoutes implements RouteGroup {
    private final Doorkeeper doorkeeper;

    public SessionRoutes(Doorkeeper doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    @Override
    public String description() {
        return "session";
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/v1/session", Access.OPEN, this::get),
                Route.post("/v1/session", Access.OPEN, this::begin),
                Route.delete("/v1/session", Access.OPEN, this::end));
    }

    private void get(Exchange exchange) throws IOException {
        exchange.knows();
        exchange.answer(shown(exchange.caller()));
    }

    private Map<String, @Nullable Object> shown(Caller caller) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("keysNeeded", doorkeeper.isLocked());
        shown.put("signedIn", !caller.scopes().isEmpty());
        shown.put("key", caller.id());
        shown.put("project", caller.project());
        shown.put(
                "scopes",
                caller.scopes().stream()
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList());
        return shown;
    }

    private void begin(Exchange exchange) throws IOException {
        exchange.knows();
        if ("cross-site".equals(exchange.header("Sec-Fetch-Site"))) {
            throw Problem.forbidden("pages of other sites cannot sign in here");
        }
        Fields in = exchange.fields();
        String key = in.text("key").strip();
        in.done();
        Caller caller = doorkeeper.known(key, exchange.client());
        if (caller == null) {
            throw Problem.unauthorized("the key is not known, has expired or was revoked");
        }
        doorkeeper.sessions().end(exchange.sessionCookie());
        setCookie(exchange, doorkeeper.sessions().begin(key), Sessions.LONGEST.toSeconds());
        exchange.answerOnce(200, shown(caller));
    }

    private void end(Exchange exchange) {
        exchange.knows();
        doorkeeper.sessions().end(exchange.sessionCookie());
        setCookie(exchange, "", 0);
        exchange.noContent();
    }

    private static void setCookie(Exchange exchange, String value, long seconds) {
        String cookie =
                "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s"
                        .formatted(
                                Sessions.COOKIE,
                                value,
                                seconds,
                                exchange.isSecure() ? "; Secure" : "");
        exchange.setHeader("Set-Cookie", cookie);
    }
}
