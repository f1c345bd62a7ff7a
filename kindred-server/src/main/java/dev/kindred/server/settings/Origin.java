package dev.kindred.server.settings;

/**
 * Where a value comes from.
 *
 * @param name of the file, the environment variable or the flag; empty for the others
 * @param line from 1 on; 0 where there is none
 * @param column from 1 on; 0 where there is none
 */
public record Origin(Kind kind, String name, int line, int column) {
    public static final Origin DEFAULT = new Origin(Kind.DEFAULT, "", 0, 0);
    public static final Origin REQUEST = new Origin(Kind.REQUEST, "", 0, 0);

    /** What kind of place it is. */
    public enum Kind {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        FLAG,
        REQUEST
    }

    public static Origin file(String name, int line, int column) {
        return new Origin(Kind.FILE, name, line, column);
    }

    public static Origin environment(String variable) {
        return new Origin(Kind.ENVIRONMENT, variable, 0, 0);
    }

    public static Origin flag(String flag) {
        return new Origin(Kind.FLAG, flag, 0, 0);
    }

    /** Such as {@code kindred.yaml:12}, {@code environment KINDRED_SERVER_PORT}. */
    @Override
    public String toString() {
        return switch (kind) {
            case DEFAULT -> "default";
            case FILE -> name + ":" + line;
            case ENVIRONMENT -> "environment " + name;
            case FLAG -> "flag " + name;
            case REQUEST -> "request";
        };
    }

    /** Where to look, at the start of a message; empty where that says nothing. */
    String inWords() {
        return switch (kind) {
            case FILE -> "%s line %d column %d: ".formatted(name, line, column);
            case ENVIRONMENT, FLAG -> name + ": ";
            case DEFAULT, REQUEST -> "";
        };
    }
}
