package dev.kindred.rerank;

import dev.kindred.internal.Checks;

/**
 * A share of the list that items with a value of an attribute shall have.
 *
 * @param field of the items, such as {@code genre}
 * @param value such as {@code Drama}
 * @param share from 0 to 1
 */
public record Quota(String field, String value, double share) {
    public Quota {
        if (!(share >= 0 && share <= 1)) {
            Checks.between("share of %s=%s".formatted(field, value), share, 0, 1);
        }
    }

    /**
     * Reads {@code field=value:share}; the value may hold colons and equal signs.
     *
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static Quota parse(String text) {
        int equal = text.indexOf('=');
        int colon = text.lastIndexOf(':');
        if (equal < 1 || colon < equal + 2) {
            throw new IllegalArgumentException(
                    "a quota is written ATTRIBUTE=VALUE:SHARE, such as genre=Drama:0.3, but is \"%s\""
                            .formatted(text));
        }
        String share = text.substring(colon + 1);
        if (!share.matches("\\d*\\.?\\d+([eE]-?\\d{1,3})?")) {
            throw new IllegalArgumentException(
                    "the share of a quota is a number from 0 to 1, but is \"%s\" in \"%s\""
                            .formatted(share, text));
        }
        return new Quota(
                text.substring(0, equal),
                text.substring(equal + 1, colon),
                Double.parseDouble(share));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return "%s=%s:%s".formatted(field, value, share);
    }
}
