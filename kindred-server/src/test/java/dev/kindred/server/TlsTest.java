package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.config.ConfigLoader;
import dev.kindred.server.config.LoadedConfig;
import dev.kindred.server.http.StartException;
import dev.kindred.server.settings.SettingsException;
import dev.kindred.server.testkit.Certificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS by {@code server.tls}, with certificates made by the JDK's keytool. */
class TlsTest {
    private static final int ALERT = 0x15; // RFC 8446, 5.1: the kind of a record
    private static final int HANDSHAKE_FAILURE = 40;
    private static final int PROTOCOL_VERSION = 70;

    @TempDir private Path folder;
    private ServerProcess process;

    private static LoadedConfig config(Path folder, String tls) {
        String yaml =
                """
                server:
                  port: 0
                  dataDir: '%s'
                  tls: %s
                logs: {level: error}
                """
                        .formatted(folder.resolve("data"), tls);
        return new ConfigLoader().yaml("kindred.yaml", yaml).load();
    }

    private void start(String tls) throws IOException {
        process = new ServerProcess(config(folder, tls));
        process.start();
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    private HttpResponse<String> get(Certificates trusted, String path) throws Exception {
        var client = HttpClient.newBuilder().sslContext(trusted.context()).build();
        var request =
                HttpRequest.newBuilder(URI.create(process.address() + path))
                        .timeout(Duration.ofSeconds(60))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void certificateAndKeyInPemAreServedToClientsThatKnowThem() throws Exception {
        var made = Certificates.rsa(folder.resolve("a.p12"));
        Files.writeString(folder.resolve("cert.pem"), made.certificatePem());
        Files.writeString(folder.resolve("key.pem"), made.keyPem());
        start("{certificate: '%1$s/cert.pem', key: '%1$s/key.pem'}".formatted(folder));

        HttpResponse<String> answer = get(made, "/health/ready");

        assertThat(process.address()).startsWith("https://127.0.0.1:");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                .hasValue("max-age=31536000");
        assertThatThrownBy(() -> get(Certificates.ec(folder.resolve("other.p12")), "/"))
                .as("a client that trusts somebody else")
                .isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
        assertThat(plain()).as("HTTP at the port of HTTPS").doesNotContain("200 OK");
    }

    private String plain() throws IOException {
        try (var socket = new Socket("127.0.0.1", process.server().port())) {
            socket.setSoTimeout(20_000);
            byte[] request = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes();
            socket.getOutputStream().write(request);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (java.net.SocketException e) {
            return ""; // closed with a reset
        }
    }

    @Test
    void keyAndCertificateMayBeInOnePemFileOrInAKeystore() throws Exception {
        var made = Certificates.ec(folder.resolve("b.p12"));
        Files.writeString(folder.resolve("both.pem"), made.keyPem() + made.certificatePem());
        start("{certificate: '%s'}".formatted(folder.resolve("both.pem")));
        assertThat(get(made, "/health/live").statusCode()).isEqualTo(200);
        process.close();

        start("{certificate: '%s', password: secret-word}".formatted(folder.resolve("b.p12")));
        assertThat(get(made, "/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> settings = get(made, "/v1/config");
        assertThat(settings.body()).contains("server.tls.password").doesNotContain("secret-word");
    }

    /** What a client says first: TLS 1.x, these suites, and no more (RFC 5246, 7.4.1.2). */
    private int[] alert(String version, String suites) throws IOException {
        byte[] listed = HexFormat.of().parseHex(suites);
        String hello =
                version
                        + "00".repeat(32)
                        + "00"
                        + "%04x".formatted(listed.length)
                        + suites
                        + "0100"; // no compression
        String body = "01" + "%06x".formatted(hello.length() / 2) + hello;
        String record = "160301" + "%04x".formatted(body.length() / 2) + body;
        try (var socket = new Socket("127.0.0.1", process.server().port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(HexFormat.of().parseHex(record));
            InputStream in = socket.getInputStream();
            byte[] answer = in.readNBytes(7);
            return new int[] {answer[0], answer[6]};
        }
    }

    @Test
    void versionsAndSuitesThatAreWeakAreRefused() throws Exception {
        Certificates.rsa(folder.resolve("a.p12"));
        start("{certificate: '%s/a.p12', password: secret-word}".formatted(folder));

        // TLS 1.0 and 1.1 with ECDHE_RSA_WITH_AES_256_CBC_SHA
        assertThat(alert("0301", "c014")).containsExactly(ALERT, PROTOCOL_VERSION);
        assertThat(alert("0302", "c014")).containsExactly(ALERT, PROTOCOL_VERSION);
        // TLS 1.2 without forward secrecy, with SHA-1, 3DES, RC4, without any encryption
        for (String suites : List.of("009d003d", "c014c013002f", "c012000a", "0005", "003b0002")) {
            assertThat(alert("0303", suites)).as(suites).containsExactly(ALERT, HANDSHAKE_FAILURE);
        }
    }

    private X509Certificate shown(Certificates... trusted) throws Exception {
        for (Certificates one : trusted) {
            try (var socket =
                    (SSLSocket)
                            one.context()
                                    .getSocketFactory()
                                    .createSocket("127.0.0.1", process.server().port())) {
                socket.startHandshake();
                return (X509Certificate) socket.getSession().getPeerCertificates()[0];
            } catch (javax.net.ssl.SSLHandshakeException e) {
                assertThat(one).isNotSameAs(trusted[trusted.length - 1]);
            }
        }
        throw new AssertionError("no certificate was shown");
    }

    @Test
    void aRenewedCertificateIsShownWithoutARestartAndABrokenOneIsNot() throws Exception {
        var first = Certificates.rsa(folder.resolve("first.p12"));
        var second = Certificates.ec(folder.resolve("second.p12"));
        Path file = folder.resolve("live.p12");
        Files.copy(folder.resolve("first.p12"), file);
        start("{certificate: '%s', password: secret-word}".formatted(file));
        assertThat(shown(first)).isEqualTo(first.certificate());

        replace(file, Files.writeString(folder.resolve("junk"), "no certificate"));
        Instant looked = Instant.now().plusSeconds(3); // it looks once a second
        while (Instant.now().isBefore(looked)) {
            assertThat(shown(first)).isEqualTo(first.certificate());
        }

        replace(file, folder.resolve("second.p12"));
        Instant latest = Instant.now().plusSeconds(60);
        while (!shown(first, second).equals(second.certificate())) {
            assertThat(Instant.now()).isBefore(latest);
        }
        assertThat(get(second, "/health/live").statusCode()).isEqualTo(200);
    }

    private static void replace(Path file, Path by) throws IOException {
        Path copy = file.resolveSibling("copy");
        Files.copy(by, copy, StandardCopyOption.REPLACE_EXISTING);
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void theServerDoesNotStartWithFilesThatCannotBeUsed() {
        assertThatThrownBy(() -> start("{certificate: '%s/none.pem'}".formatted(folder)))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("server.tls.certificate", "there is no file", "none.pem");
        assertThatThrownBy(() -> config(folder, "{key: /tmp/key.pem}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("server.tls.certificate must name the certificate");
    }
}
