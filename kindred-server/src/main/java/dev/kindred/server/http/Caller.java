package dev.kindred.server.http;

import dev.kindred.store.ApiKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param id of the key, or {@code local} where the server asks for none
 * @param project the only one that the key opens; null = all
 */
public record Caller(String id, @Nullable String project, Set<ApiKey.Scope> scopes) {
    /** Everybody on this machine, while there are no keys. */
    static final Caller LOCAL = new Caller("local", null, Set.of(ApiKey.Scope.ADMIN));

    /** Somebody without a key. */
    static final Caller NOBODY = new Caller("anonymous", null, Set.of());

    static Caller of(ApiKey key) {
        return new Caller(key.id(), key.project(), key.scopes());
    }

    /** Whether a route is open to this caller. */
    boolean may(Route.Access access) {
        boolean admin = scopes.contains(ApiKey.Scope.ADMIN);
        boolean write = admin || scopes.contains(ApiKey.Scope.WRITE);
        return switch (access) {
            case OPEN -> true;
            case READ, METRICS -> write || scopes.contains(ApiKey.Scope.READ);
            case WRITE -> write;
            case ADMIN -> admin;
        };
    }
}
