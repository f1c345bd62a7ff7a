package dev.kindred.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.testkit.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
    @TempDir private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void assertRefused(Tls tls, Instant now, String... words) {
        assertThatThrownBy(() -> Identity.read(tls, now))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("secret-word");
        assertThat(tls.toString()).doesNotContain("secret-word");
    }

    @Test
    void aFileThatCannotBeUsedIsToldByNameAndReason() throws Exception {
        var made = Certificates.rsa(folder.resolve("a.p12"));
        var other = Certificates.rsa(folder.resolve("b.p12"));
        var ec = Certificates.ec(folder.resolve("c.p12"));
        Instant now = Instant.now();
        Path none = folder.resolve("none.pem");
        Path cert = file("cert.pem", made.certificatePem());
        Path key = file("key.pem", made.keyPem());
        Path otherKey = file("other.pem", other.keyPem());
        Path ecKey = file("ec.pem", ec.keyPem());
        Path oldKey = file("old.pem", made.keyPem().replace("PRIVATE", "RSA PRIVATE"));
        Path junk = file("junk", "no certificate");
        Path store = folder.resolve("a.p12");

        assertThat(Identity.read(new Tls(cert, key, ""), now).certificate())
                .isEqualTo(made.certificate());
        assertRefused(new Tls(none, null, ""), now, "there is no file", "none.pem");
        assertRefused(new Tls(cert, none, ""), now, "server.tls.key: there is no file");
        assertRefused(new Tls(cert, null, ""), now, "cert.pem holds no private key", "server.tls");
        assertRefused(new Tls(key, null, ""), now, "key.pem holds no certificate", "Maybe it is");
        assertRefused(new Tls(cert, otherKey, ""), now, "the key is not that of the certificate");
        assertRefused(new Tls(cert, ecKey, ""), now, "ec.pem holds no RSA key");
        assertRefused(new Tls(cert, oldKey, ""), now, "\"RSA PRIVATE KEY\"", "openssl pkcs8");
        assertRefused(new Tls(junk, null, ""), now, "junk is neither PEM nor a keystore");
        assertRefused(
                new Tls(store, null, "x"), now, "a.p12 cannot be opened with server.tls.pass");
    }

    /** keytool makes certificates that are valid for 90 days from now. */
    @Test
    void itIsUsedOnlyWhileItIsValid() {
        Certificates.ec(folder.resolve("a.p12"));
        var tls = new Tls(folder.resolve("a.p12"), null, "secret-word");
        Instant now = Instant.now();

        assertThat(Identity.read(tls, now.plus(89, ChronoUnit.DAYS)).chain()).hasSize(1);
        assertRefused(tls, now.plus(91, ChronoUnit.DAYS), "a.p12: the certificate expired at 20");
        assertRefused(tls, now.minus(1, ChronoUnit.DAYS), "is valid from 20", "Maybe the clock");
    }
}
