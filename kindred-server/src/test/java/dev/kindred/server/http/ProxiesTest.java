package dev.kindred.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.testkit.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is believed whom a request comes from. */
class ProxiesTest {
    private static final int BURST = 3;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                // peer | X-Forwarded-For | client
                "192.0.2.9 | 198.51.100.1 | 192.0.2.9", // a stranger is not believed
                "10.1.2.3 | - | 10.1.2.3",
                "10.1.2.3 | 198.51.100.1 | 198.51.100.1",
                "10.1.2.3 | 203.0.113.5, 198.51.100.1 | 198.51.100.1", // the first may be a lie
                "10.1.2.3 | 203.0.113.5, 198.51.100.1, 10.9.9.9 | 198.51.100.1",
                "10.1.2.3 | 10.4.4.4 | 10.4.4.4", // all are proxies: the farthest
                "10.1.2.3 | evil.example | 10.1.2.3",
                "10.1.2.3 | 198.51.100.1, | 10.1.2.3",
                "[fd00::7] | 2001:db8::1 | 2001:db8::1",
                "11.1.2.3 | 198.51.100.1 | 11.1.2.3", // not in 10.0.0.0/8
            })
    void theClientIsTheLastOneThatIsNoTrustedProxy(String peer, String header, String client) {
        var proxies = new Proxies(List.of("10.0.0.0/8", "fd00::/8"));
        List<String> hops = header == null ? List.of() : Arrays.asList(header.split(",", -1));
        assertThat(proxies.client(peer, hops)).isEqualTo(client);
    }

    @Test
    void networksEndInTheMiddleOfAByte() {
        var proxies = new Proxies(List.of("172.16.0.0/12"));
        List<String> hops = List.of("198.51.100.1");
        assertThat(proxies.client("172.31.255.255", hops)).isEqualTo("198.51.100.1");
        assertThat(proxies.client("172.32.0.0", hops)).isEqualTo("172.32.0.0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"proxy.example", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "300.1.1.1", "*"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> new Proxies(List.of(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, true", "10.0.0.1, false"})
    void everyClientBehindATrustedProxyHasALimitOfItsOwn(
            String proxy, boolean believed, @TempDir Path folder) {
        Limits usual = Limits.DEFAULTS;
        var limits =
                new Limits(
                        usual.bodyBytes(),
                        usual.inflatedBytes(),
                        usual.importBytes(),
                        usual.jsonDepth(),
                        usual.maxItems(),
                        usual.maxOffset(),
                        usual.headerBytes(),
                        usual.connections(),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        0,
                        1,
                        BURST);
        Route route = Route.get("/ok", Route.Access.OPEN, e -> e.answer(Map.of("ok", true)));
        try (var server = new BareServer(folder, limits, new Proxies(List.of(proxy)), route)) {
            int refused = 0;
            for (int k = 0; k < 10 * BURST; k++) { // one refill would be one more a second
                String head = "GET /ok HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
                String from = "X-Forwarded-For: 198.51.100.%d\r\n\r\n".formatted(k);
                refused += Wire.send(server.port(), head + from).status() == 429 ? 1 : 0;
            }
            if (believed) {
                assertThat(refused).isZero();
                assertThat(server.done().get(7).client()).isEqualTo("198.51.100.7");
            } else {
                assertThat(refused).isPositive();
                assertThat(server.done()).allMatch(done -> done.client().equals("127.0.0.1"));
            }
        }
    }
}
