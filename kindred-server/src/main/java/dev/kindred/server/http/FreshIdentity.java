package dev.kindred.server.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@link Identity} of a server as its files hold it: a certificate that is renewed is shown
 * from the next connection on, without a restart. Files that cannot be used are told in the log
 * once, and the certificate before stays.
 *
 * <p>Thread-safe. Looks at the files when somebody connects, at most once a second.
 */
final class FreshIdentity extends X509ExtendedKeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(FreshIdentity.class);
    private static final long LOOK_NANOS = 1_000_000_000;

    /**
     * An identity in force.
     *
     * @param alias what TLS calls it; another one for each that was read
     */
    private record Version(String alias, Identity identity) {}

    private final Tls tls;
    private String seen;
    private long looked = System.nanoTime();
    private volatile Version current;
    private volatile Version before; // for those who connect just now

    /**
     * Reads the files.
     *
     * @throws StartException if they cannot be used
     */
    FreshIdentity(Tls tls) {
        this.tls = tls;
        seen = stamp();
        current = new Version("1", Identity.read(tls, Instant.now()));
        before = current;
    }

    /** TLS 1.2 and 1.3 with this identity, without the cipher suites that are weak. */
    SslContextFactory.Server factory() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {this}, null, null);
            var factory = new SslContextFactory.Server();
            factory.setSslContext(context);
            factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
            factory.setRenegotiationAllowed(false);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String stamp() {
        Path key = tls.key();
        return stamp(tls.certificate()) + (key == null ? "" : " " + stamp(key));
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException e) {
            return "none";
        }
    }

    private synchronized Version look() {
        if (System.nanoTime() - looked > LOOK_NANOS) {
            looked = System.nanoTime();
            String now = stamp();
            if (!now.equals(seen)) {
                seen = now;
                renew();
            }
        }
        return current;
    }

    private void renew() {
        try {
            Identity read = Identity.read(tls, Instant.now());
            before = current;
            current = new Version(String.valueOf(Long.parseLong(before.alias()) + 1), read);
            LOG.info(
                    "a new certificate is in force, valid until {}",
                    read.certificate().getNotAfter().toInstant());
        } catch (StartException e) {
            LOG.error("the certificate before stays: {}", e.getMessage());
        }
    }

    private Version version(String alias) {
        Version now = current;
        return now.alias().equals(alias) ? now : before;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        Version version = look();
        String algorithm = version.identity().key().getAlgorithm();
        return keyType.replaceFirst("_.*", "").equals(algorithm) ? version.alias() : null;
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return version(alias).identity().chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return version(alias).identity().key();
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
