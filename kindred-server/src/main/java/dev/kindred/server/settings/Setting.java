package dev.kindred.server.settings;

/**
 * The value that a setting has in the end.
 *
 * @param path such as {@code server.port}
 * @param value as it would be written; secrets are not masked
 */
public record Setting(String path, String value, Origin origin) {}
