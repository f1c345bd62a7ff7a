package dev.kindred.store;

import dev.kindred.data.IdIndex;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an id may be: the rules of core's {@link IdIndex}, and no U+0000, which databases refuse.
 */
public final class Ids {
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    private Ids() {}

    /** Checks an id of 1 to {@value IdIndex#MAX_BYTES} bytes of UTF-8, and gives it back. */
    public static String check(String what, String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException(what + " must not be empty");
        }
        checkText(what, id);
        int bytes = id.length() <= IdIndex.MAX_BYTES / 4 ? 0 : utf8(id).length;
        if (bytes > IdIndex.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "%s must have at most %d bytes of UTF-8, but has %d"
                            .formatted(what, IdIndex.MAX_BYTES, bytes));
        }
        return id;
    }

    static @Nullable String checkOptional(String what, @Nullable String id) {
        return id == null ? null : check(what, id);
    }

    /** Checks that a text is valid Unicode without U+0000, and gives it back. */
    public static String checkText(String what, String text) {
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            if (c == 0) {
                throw new IllegalArgumentException(what + " must not hold the character U+0000");
            }
            if (Character.isSurrogate(c)) {
                if (k + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(k + 1))) {
                    throw new IllegalArgumentException(what + " must be valid Unicode text");
                }
                k++;
            }
        }
        return text;
    }

    /** Checks an id that also names files: 1 to 64 of a-z, 0-9, "-" and "_". */
    public static String checkProject(String id) {
        if (!PROJECT.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "a project's id must be 1 to 64 of a-z, 0-9, \"-\" and \"_\", starting with a letter or digit, but is \"%s\""
                            .formatted(id));
        }
        return id;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
