package dev.kindred.store;

import java.util.Map;

/**
 * What a backup holds.
 *
 * @param created in milliseconds since 1970-01-01 UTC
 * @param schema version of the schema
 * @param rows how many, by table
 * @param models how many model files
 */
public record Backup(long created, int schema, Map<String, Long> rows, int models) {
    public Backup {
        rows = Map.copyOf(rows);
    }
}
