package dev.kindred.store.cache;

import dev.kindred.internal.Sha256;
import dev.kindred.store.Events.HistoryVersion;
import dev.kindred.store.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What an answer depends on: if any part changes, it is another answer, and the old one is never
 * asked for again.
 *
 * @param project id
 * @param user id, or "" for answers that are the same for all
 * @param model version of the active model
 * @param catalogue version of the catalogue: hiding an item changes it
 * @param history version of the user's events
 * @param request all else: pipeline, rules, length, filters
 */
public record CacheKey(
        String project,
        String user,
        long model,
        long catalogue,
        HistoryVersion history,
        String request) {

    private static final int DIGITS = 32; // of 64: 128 bits of SHA-256

    public CacheKey {
        Ids.checkProject(project);
    }

    /**
     * The key in the cache: {@code kindred:PROJECT:USER:REST}, where user and rest are hashes, so
     * that no id, however odd, shows or does harm.
     */
    String text() {
        ByteBuffer rest = ByteBuffer.allocate(4 * Long.BYTES);
        rest.putLong(model).putLong(catalogue);
        rest.putLong(history.sequence()).putLong(history.rewrites());
        return ofUser(project, user) + hash(rest.array(), utf8(request));
    }

    /** What the keys of all answers to a user start with. */
    static String ofUser(String project, String user) {
        return ofProject(project) + hash(utf8(user)) + ":";
    }

    /** What the keys of all answers in a project start with. */
    static String ofProject(String project) {
        return "kindred:" + Ids.checkProject(project) + ":";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(byte[]... parts) {
        MessageDigest digest = Sha256.digest();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return Sha256.hex(digest.digest()).substring(0, DIGITS);
    }
}
