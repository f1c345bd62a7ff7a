package dev.kindred.io;

import java.util.ArrayList;
import java.util.List;

/** What stands between the fields of a line. */
enum Delimiter {
    TAB("\t", "tab"),
    COMMA(",", "comma"),
    SEMICOLON(";", "semicolon"),
    PIPE("|", "pipe"),
    /** Runs of spaces; those at both ends of a line do not count. */
    SPACE(" ", "space"),
    COLONS("::", "\"::\"");

    private final String text;
    private final String label;

    Delimiter(String text, String label) {
        this.text = text;
        this.label = label;
    }

    String label() {
        return label;
    }

    byte first() {
        return (byte) text.charAt(0);
    }

    int width() {
        return text.length();
    }

    /** Whether fields may stand in double quotes. */
    boolean quotes() {
        return this != SPACE && this != COLONS;
    }

    /** The fields of a line, for guessing; fields over several lines are not seen. */
    List<String> split(String line) {
        var fields = new ArrayList<String>();
        int start = 0;
        boolean inside = false;
        for (int k = 0; k < line.length(); k++) {
            if (quotes()
                    && line.charAt(k) == '"'
                    && (inside || line.substring(start, k).isBlank())) {
                inside = !inside;
            } else if (!inside && line.startsWith(text, k)) {
                fields.add(plain(line.substring(start, k)));
                k += text.length() - 1;
                start = k + 1;
            }
        }
        fields.add(plain(line.substring(start)));
        if (this == SPACE) {
            fields.removeIf(String::isEmpty);
        }
        return fields;
    }

    private String plain(String field) {
        String trimmed = field.trim();
        int length = trimmed.length();
        return quotes() && length >= 2 && trimmed.startsWith("\"") && trimmed.endsWith("\"")
                ? trimmed.substring(1, length - 1)
                : trimmed;
    }
}
