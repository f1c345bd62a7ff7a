package dev.kindred.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A private key and the certificates that vouch for it, checked: the key is the certificate's, and
 * the certificate is valid now.
 *
 * @param chain the server's own certificate first
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-");
    private static final Pattern OTHER_KEY =
            Pattern.compile("-----BEGIN ((?:RSA|EC|DSA|ENCRYPTED) PRIVATE KEY)-----");
    private static final String PEM = "-----BEGIN ";

    Identity {
        chain = List.copyOf(chain);
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * Reads it.
     *
     * @throws StartException naming the file and what is wrong with it
     */
    static Identity read(Tls tls, Instant now) {
        byte[] bytes = bytes("server.tls.certificate", tls.certificate());
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Identity read =
                text.contains(PEM) ? ofPem(tls, bytes, text) : ofKeystore(tls, tls.certificate());
        read.check(tls.certificate(), now);
        return read;
    }

    private static byte[] bytes(String setting, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new StartException("%s: there is no file %s".formatted(setting, file), e);
        } catch (IOException e) {
            throw new StartException("%s: cannot read %s".formatted(setting, file), e);
        }
    }

    private static Identity ofPem(Tls tls, byte[] bytes, String text) {
        Path keyFile = tls.key();
        List<X509Certificate> chain = certificates(tls.certificate(), bytes);
        if (keyFile == null) {
            return new Identity(key(tls.certificate(), text, chain.get(0)), chain);
        }
        byte[] key = bytes("server.tls.key", keyFile);
        String keyText = new String(key, StandardCharsets.ISO_8859_1);
        return new Identity(key(keyFile, keyText, chain.get(0)), chain);
    }

    private static List<X509Certificate> certificates(Path file, byte[] bytes) {
        var chain = new ArrayList<X509Certificate>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate one : factory.generateCertificates(certificatesOf(bytes))) {
                chain.add((X509Certificate) one);
            }
        } catch (CertificateException e) {
            throw new StartException(file + " holds a certificate that cannot be read", e);
        }
        if (chain.isEmpty()) {
            throw new StartException(
                    "%s holds no certificate (-----BEGIN CERTIFICATE-----). Maybe it is the key: server.tls.certificate names the certificate, server.tls.key the key"
                            .formatted(file),
                    null);
        }
        return chain;
    }

    /** Without the keys that may stand beside them. */
    private static ByteArrayInputStream certificatesOf(byte[] bytes) {
        Matcher found =
                Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----")
                        .matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        var text = new StringBuilder();
        while (found.find()) {
            text.append(found.group()).append('\n');
        }
        return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static PrivateKey key(Path file, String text, X509Certificate certificate) {
        Matcher found = KEY.matcher(text);
        if (!found.find()) {
            throw new StartException(noKey(file, text), null);
        }
        String algorithm = certificate.getPublicKey().getAlgorithm();
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(found.group(1));
            return KeyFactory.getInstance(algorithm)
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StartException(
                    "%s holds no %s key, which its certificate has. Maybe it is the key of another certificate"
                            .formatted(file, algorithm),
                    e);
        }
    }

    private static String noKey(Path file, String text) {
        Matcher other = OTHER_KEY.matcher(text);
        return other.find()
                ? "%s holds a key of the kind \"%s\"; PKCS #8 without a password is needed. Maybe convert it: openssl pkcs8 -topk8 -nocrypt -in %s -out key.pem"
                        .formatted(file, other.group(1), file)
                : "%s holds no private key (-----BEGIN PRIVATE KEY-----). Maybe name the file that does: server.tls.key"
                        .formatted(file);
    }

    private static Identity ofKeystore(Tls tls, Path file) {
        char[] password = tls.password().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), password);
            String alias = onlyKey(store, file);
            var chain = new ArrayList<X509Certificate>();
            for (Certificate one : store.getCertificateChain(alias)) {
                chain.add((X509Certificate) one);
            }
            return new Identity((PrivateKey) store.getKey(alias, password), chain);
        } catch (IOException | GeneralSecurityException e) {
            throw new StartException(
                    isPassword(e)
                            ? file + " cannot be opened with server.tls.password: it is another one"
                            : "%s is neither PEM nor a keystore (PKCS #12 or JKS)".formatted(file),
                    e);
        }
    }

    private static boolean isPassword(@Nullable Throwable e) {
        return e instanceof UnrecoverableKeyException || e != null && isPassword(e.getCause());
    }

    private static String onlyKey(KeyStore store, Path file) throws GeneralSecurityException {
        var keys = new ArrayList<String>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        if (keys.size() != 1) {
            throw new StartException(
                    "%s must hold one private key with its certificate, but holds %d"
                            .formatted(file, keys.size()),
                    null);
        }
        return keys.get(0);
    }

    private void check(Path file, Instant now) {
        Instant from = certificate().getNotBefore().toInstant();
        Instant until = certificate().getNotAfter().toInstant();
        if (now.isAfter(until)) {
            throw new StartException(
                    "%s: the certificate expired at %s".formatted(file, until), null);
        }
        if (now.isBefore(from)) {
            throw new StartException(
                    "%s: the certificate is valid from %s on only; it is %s. Maybe the clock of this machine is wrong"
                            .formatted(file, from, now),
                    null);
        }
        if (!isPair(key, certificate().getPublicKey())) {
            throw new StartException(
                    "%s: the key is not that of the certificate. Maybe one of the two was renewed without the other"
                            .formatted(file),
                    null);
        }
    }

    private static boolean isPair(PrivateKey key, PublicKey of) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(of);
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
