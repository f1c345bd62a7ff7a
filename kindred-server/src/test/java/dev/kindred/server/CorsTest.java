package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.config.ConfigLoader;
import dev.kindred.server.http.Cors;
import dev.kindred.server.settings.SettingsException;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.Wire;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final String SHOP = "https://shop.example";
    private static final String ALLOW = "Access-Control-Allow-Origin";

    @TempDir private Path folder;

    private TestServer server(String... origins) {
        return new TestServer(
                folder,
                settings ->
                        new KindredServer.Settings(
                                settings.tenants(),
                                settings.engine(),
                                settings.limits(),
                                new Cors(List.of(origins)),
                                settings.proxies(),
                                settings.tls(),
                                settings.openMetrics(),
                                settings.accessLines()));
    }

    private static String key(TestServer server) {
        return server.post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"admin\"]}")
                .json()
                .get("key")
                .asText();
    }

    private static Wire.Reply ask(TestServer server, String method, String origin, String more) {
        String head =
                "%s /v1/projects HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: %s\r\n%s\r\n"
                        .formatted(method, origin, more);
        Wire.Reply reply = Wire.send(server.server().port(), head);
        assertThat(reply.text()).doesNotContain("Access-Control-Allow-Credentials");
        return reply;
    }

    private static Wire.Reply preflight(TestServer server, String origin) {
        return ask(
                server,
                "OPTIONS",
                origin,
                "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: authorization\r\n");
    }

    @Test
    void aSiteThatIsNamedMayReadAnswersAndNoOther() {
        try (TestServer server = server(SHOP, "http://localhost:3000")) {
            String key = "Authorization: Bearer " + key(server) + "\r\n";
            Wire.Reply named = ask(server, "GET", SHOP, key);
            assertThat(named.status()).isEqualTo(200);
            assertThat(named.text()).contains(ALLOW + ": " + SHOP + "\r\n", "Vary: Origin");
            assertThat(preflight(server, SHOP).status()).isEqualTo(204);
            assertThat(preflight(server, SHOP).text())
                    .contains(ALLOW + ": " + SHOP + "\r\n")
                    .contains("Access-Control-Allow-Headers: Authorization, ")
                    .contains("Access-Control-Allow-Methods: GET, ");

            for (String other :
                    List.of("https://evil.example", SHOP + ".evil.example", "null", SHOP + ":1")) {
                assertThat(ask(server, "GET", other, key).text())
                        .doesNotContain(ALLOW)
                        .contains("Vary: Origin");
                assertThat(preflight(server, other).status()).isEqualTo(405);
                assertThat(preflight(server, other).text()).doesNotContain(ALLOW);
            }
            // Also an error is read: here that there is no key.
            assertThat(ask(server, "GET", SHOP, "").status()).isEqualTo(401);
            assertThat(ask(server, "GET", SHOP, "").text()).contains(ALLOW);
        }
    }

    @Test
    void anyoneMayOnlyIfThatIsSaid() {
        try (TestServer server = server("*")) {
            assertThat(ask(server, "GET", SHOP, "").status()).as("without keys").isEqualTo(403);
            String key = "Authorization: Bearer " + key(server) + "\r\n";
            assertThat(ask(server, "GET", SHOP, key).text()).contains(ALLOW + ": *\r\n");
            assertThat(preflight(server, SHOP).text()).contains(ALLOW + ": *\r\n");
        }
    }

    @Test
    void withoutSettingsNobodyMay() {
        try (TestServer server = server()) {
            String key = "Authorization: Bearer " + key(server) + "\r\n";
            assertThat(ask(server, "GET", SHOP, key).text()).doesNotContain("Access-Control");
            assertThat(preflight(server, SHOP).status()).isEqualTo(405);
        }
    }

    @Test
    void originsAreReadFromTheConfiguration() throws Exception {
        var loader = new ConfigLoader().yaml("k", "cors:\n  origins: [" + SHOP + ", '*']\n");
        assertThat(loader.load().config().cors().origins()).containsExactly(SHOP, "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.example", "https://shop.example/", "https://*.example", "null"})
    void whatIsNoOriginIsRefused(String origin) {
        var loader = new ConfigLoader().yaml("k", "cors:\n  origins: ['" + origin + "']\n");
        assertThatThrownBy(loader::load)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("cors.origins")
                .hasMessageContaining("https://shop.example");
    }
}
