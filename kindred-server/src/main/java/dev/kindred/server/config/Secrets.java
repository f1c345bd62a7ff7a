package dev.kindred.server.config;

import java.util.regex.Pattern;

/** Keeps passwords out of what is printed and logged. */
public final class Secrets {
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)([^:@/?#\\s]*):([^/\\s]*)@");
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)([?&][^=&\\s]*(?:password|secret|token)[^=&\\s]*=)[^&\\s]*");

    private Secrets() {}

    /** The text with *** in place of passwords in addresses. */
    public static String masked(String text) {
        String withoutUser = USER_INFO.matcher(text).replaceAll("$1:***@");
        return PARAMETER.matcher(withoutUser).replaceAll("$1***");
    }
}
