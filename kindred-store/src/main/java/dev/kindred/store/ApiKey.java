package dev.kindred.store;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that lets its holder in; the secret itself is not kept.
 *
 * @param project that it opens; null = all
 * @param expires first moment at which it no longer works, in milliseconds since 1970-01-01 UTC
 */
public record ApiKey(
        String id,
        String name,
        @Nullable String project,
        Set<Scope> scopes,
        long created,
        @Nullable Long expires,
        @Nullable Long revoked) {

    /** What a key allows. */
    public enum Scope {
        READ,
        WRITE,
        ADMIN
    }

    public ApiKey {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key must have at least one scope");
        }
        scopes = Set.copyOf(scopes);
    }

    /** Whether it works at a moment. */
    public boolean isValid(long time) {
        return revoked == null && (expires == null || time < expires);
    }
}
