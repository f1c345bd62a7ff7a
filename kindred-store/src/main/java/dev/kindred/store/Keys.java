package dev.kindred.store;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of the API. Only SHA-256 hashes of 256-bit secrets are stored. */
public interface Keys {
    /**
     * A new key.
     *
     * @param token what the client sends; shown once, never stored
     */
    record Created(ApiKey key, String token) {
        @Override
        public String toString() {
            return "Created[key=%s]".formatted(key);
        }
    }

    Created create(
            String name,
            @Nullable String project,
            Set<ApiKey.Scope> scopes,
            @Nullable Long expires);

    /** The key that a token belongs to, if it is valid now; compared in constant time. */
    @Nullable ApiKey verify(String token);

    /** All, oldest first, revoked and expired ones included. */
    List<ApiKey> list();

    /** Ends a key for good; false if there is none with this id or it is ended already. */
    boolean revoke(String id);
}
