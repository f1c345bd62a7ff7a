package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.http.Route;
import dev.kindred.server.http.Route.Access;
import dev.kindred.server.testkit.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route, called with every kind of key, opens to exactly those whom the description names.
 */
class AccessTest {
    private static final String WRONG = "kdr_0000000000000000000000000000000000000000";

    private enum Key {
        NONE,
        WRONG,
        READ,
        WRITE,
        ADMIN
    }

    /** 0: may; else the status of the refusal. */
    private static int refusal(Access access, Key key) {
        return switch (key) {
            case NONE -> access == Access.OPEN ? 0 : 401;
            case WRONG -> 401;
            case READ ->
                    access == Access.OPEN || access == Access.READ || access == Access.METRICS
                            ? 0
                            : 403;
            case WRITE -> access == Access.ADMIN ? 403 : 0;
            case ADMIN -> 0;
        };
    }

    private TestServer server;
    private final Map<Key, String> keys = new EnumMap<>(Key.class);

    @BeforeEach
    void start(@TempDir Path folder) {
        server = new TestServer(folder);
        keys.put(Key.WRONG, WRONG);
        for (Key key : List.of(Key.ADMIN, Key.WRITE, Key.READ)) {
            String scope = key.name().toLowerCase(java.util.Locale.ROOT);
            String body = "{\"name\":\"%s\",\"scopes\":[\"%s\"]}".formatted(scope, scope);
            keys.put(key, server.post("/v1/keys", body).json().get("key").asText());
            server.as(keys.get(Key.ADMIN));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyRouteIsOpenToThoseWhomItsDescriptionNamesAndNobodyElse() {
        var wrong = new ArrayList<String>();
        for (Route route : server.server().routes()) {
            for (Key key : Key.values()) {
                int status = call(route, key);
                int expected = refusal(route.access(), key);
                boolean refused = status == 401 || status == 403;
                if (expected == 0 ? refused : status != expected) {
                    wrong.add(
                            "%s %s (%s) with %s: %d"
                                    .formatted(
                                            route.method(),
                                            route.path(),
                                            route.access(),
                                            key,
                                            status));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private int call(Route route, Key key) {
        boolean body = route.method() != Route.Method.GET && route.method() != Route.Method.DELETE;
        return server.as(keys.get(key))
                .send(
                        route.method().name(),
                        route.path().replaceAll("\\{[^}]*}", "nobody"),
                        body ? "{}" : null)
                .status();
    }

    @Test
    void aKeyOfOneProjectFindsNoOther() {
        server.as(keys.get(Key.ADMIN));
        server.post("/v1/projects", "{\"id\":\"books\"}");
        String body = "{\"name\":\"b\",\"scopes\":[\"write\"],\"project\":\"books\"}";
        String books = server.post("/v1/keys", body).json().get("key").asText();
        server.as(books);
        var header = Map.of("X-Kindred-Project", "default");
        for (Route route : server.server().routes()) {
            if (route.access() == Access.READ && route.method() == Route.Method.GET) {
                String path = route.path().replaceAll("\\{[^}]*}", "nobody");
                assertThat(server.send("GET", path, null, header).status()).as(path).isEqualTo(404);
            }
        }
    }
}
