package dev.kindred.server.settings;

/**
 * What is wrong with a setting.
 *
 * @param path such as {@code pipeline.models[1].algorithm}; empty for the whole
 * @param origin where it stands
 * @param code for programs: unknown_key, bad_value or syntax
 * @param detail for people; names the path, the value and the rule
 */
public record Problem(String path, Origin origin, String code, String detail) {
    public static final String UNKNOWN_KEY = "unknown_key";
    public static final String BAD_VALUE = "bad_value";
    public static final String SYNTAX = "syntax";

    /** The path as a JSON pointer: {@code /pipeline/models/1/algorithm}. */
    public String pointer() {
        return Paths.pointer(path);
    }

    @Override
    public String toString() {
        return origin.inWords() + detail;
    }
}
