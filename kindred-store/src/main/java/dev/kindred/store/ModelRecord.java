package dev.kindred.store;

import org.jspecify.annotations.Nullable;

/**
 * A stored model.
 *
 * @param version counts up within the project; never given twice
 * @param algorithm name
 * @param created in milliseconds since 1970-01-01 UTC
 * @param size of the file in bytes
 * @param sha256 of the file, as 64 hexadecimal digits
 * @param metrics a JSON object
 * @param info a JSON object: provenance and settings
 * @param activated when it was last made the active one; null = never
 * @param active whether it is the active one
 */
public record ModelRecord(
        long version,
        String algorithm,
        long created,
        long size,
        String sha256,
        String metrics,
        String info,
        @Nullable Long activated,
        boolean active) {}
