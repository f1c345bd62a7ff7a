package dev.kindred.io;

import java.nio.charset.StandardCharsets;

/** A line that breaks a rule. Carries no stack trace, for there may be millions of them. */
public final class BadLine extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 80;

    private final String reason;
    private final String excerpt;

    /**
     * A bad line.
     *
     * @param reason the rule; one of few, as lines are counted by it
     * @param excerpt the offending value
     */
    BadLine(String reason, String excerpt) {
        super(reason, null, false, false);
        this.reason = reason;
        this.excerpt = excerpt(excerpt);
    }

    BadLine(String reason, byte[] bytes, int start, int end) {
        this(reason, excerpt(bytes, start, end));
    }

    /** The rule: one of few. */
    public String reason() {
        return reason;
    }

    /** The offending value, cut short and without control characters. */
    public String excerpt() {
        return excerpt;
    }

    /** The start of a text that may be of any length, without control characters. */
    static String excerpt(byte[] bytes, int start, int end) {
        int length = Math.min(end - start, 4 * LONGEST);
        return excerpt(new String(bytes, start, length, StandardCharsets.UTF_8));
    }

    static String excerpt(String text) {
        String start = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
        return printable(start);
    }

    /** A text without control characters, which could move a terminal's cursor. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
