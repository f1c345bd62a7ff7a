package dev.kindred.server.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the certificate is by which clients know the server.
 *
 * @param certificate PEM: the server's certificate, then those that signed it; or a keystore (PKCS
 *     #12 or JKS) with one private key
 * @param key of the certificate, PKCS #8 in PEM; null if it is in the same file
 * @param password of the keystore; empty if it has none
 */
public record Tls(Path certificate, @Nullable Path key, String password) {
    /** Without the password. */
    @Override
    public String toString() {
        return "Tls[certificate=%s, key=%s]".formatted(certificate, key);
    }
}
