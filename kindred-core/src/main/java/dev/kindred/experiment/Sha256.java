package dev.kindred.experiment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Buckets of SHA-256; the digest that has seen the salt is copied for each unit. */
final class Sha256 implements SaltedHash {
    private static final int UNUSED_BITS = 12;
    private static final double BUCKETS = 1L << 52;

    private final MessageDigest salted;

    Sha256(String salt) {
        try {
            salted = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        salted.update((salt + ".").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public double bucket(String unit) {
        MessageDigest digest;
        try {
            digest = (MessageDigest) salted.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of this Java cannot be copied", e);
        }
        byte[] hash = digest.digest(unit.getBytes(StandardCharsets.UTF_8));
        long first = 0;
        for (int k = 0; k < Long.BYTES; k++) {
            first = first << Byte.SIZE | hash[k] & 0xff;
        }
        return (first >>> UNUSED_BITS) / BUCKETS;
    }
}
