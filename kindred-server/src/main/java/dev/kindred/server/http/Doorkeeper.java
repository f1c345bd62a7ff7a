package dev.kindred.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.kindred.internal.Sha256;
import dev.kindred.server.guard.StoreGate;
import dev.kindred.store.ApiKey;
import dev.kindred.store.Keys;
import dev.kindred.store.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by their keys. While the store has no key, everybody who reaches the server may do
 * everything: it then listens on a loopback address only, and answers no page of another site.
 *
 * <p>What the store said of a key is believed for some seconds, and longer while the store does not
 * answer; {@link #forget} makes a change count at once.
 */
public final class Doorkeeper {
    private static final Duration BELIEVED = Duration.ofSeconds(5);
    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final String BEARER = "bearer ";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private record Known(Optional<ApiKey> key, long asked) {}

    private record Locked(boolean locked, long asked) {}

    private final Keys keys;
    private final StoreGate gate;
    private final Clock clock;
    private final boolean openMetrics;
    private final Sessions sessions = new Sessions();
    private final Guesses guesses;
    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();
    private final AtomicReference<@Nullable Locked> locked = new AtomicReference<>();

    /**
     * A doorkeeper.
     *
     * @param gate through which keys are looked up
     * @param openMetrics whether figures are shown without a key
     * @param guessing is told of an address from which keys are guessed
     */
    public Doorkeeper(
            Keys keys,
            StoreGate gate,
            Clock clock,
            boolean openMetrics,
            Consumer<String> guessing) {
        this.keys = keys;
        this.gate = gate;
        this.clock = clock;
        this.openMetrics = openMetrics;
        this.guesses = new Guesses(Ticker.systemTicker(), guessing);
    }

    /** The browsers in which somebody signed in. */
    public Sessions sessions() {
        return sessions;
    }

    /**
     * Whom a key belongs to, if it is valid now; else null.
     *
     * @param address that it came from
     */
    public @Nullable Caller known(String token, String address) {
        return find(token, address).map(Caller::of).orElse(null);
    }

    /** Asks the store again about every key. */
    public void forget() {
        known.invalidateAll();
        locked.set(null);
    }

    /** Whether keys are asked for: there is one that works. */
    public boolean isLocked() {
        Locked last = locked.get();
        if (last != null && clock.millis() - last.asked < BELIEVED.toMillis()) {
            return last.locked;
        }
        try {
            long now = clock.millis();
            boolean any = gate.read(keys::list).stream().anyMatch(key -> key.isValid(now));
            locked.set(new Locked(any, now));
            return any;
        } catch (StoreException e) {
            return last == null || last.locked; // closed where nobody knows
        }
    }

    /**
     * The caller of a request.
     *
     * @param address that it came from
     * @throws Problem 401 without a valid key where one is needed, 403 if the key may not do this
     */
    Caller admit(HttpServletRequest request, Route.Access access, String address) {
        boolean open = access == Route.Access.OPEN || access == Route.Access.METRICS && openMetrics;
        String token = token(request);
        if (token == null) {
            token = ofSession(request, open, address);
        }
        if (token == null) {
            if (!isLocked()) {
                checkLocal(request);
                return Caller.LOCAL;
            }
            if (open) {
                return Caller.NOBODY;
            }
            throw Problem.unauthorized(
                    "a key is needed: send it as \"Authorization: Bearer KEY\" or \"X-API-Key: KEY\"");
        }
        Optional<ApiKey> key = find(token, address);
        if (key.isEmpty()) {
            throw Problem.unauthorized("the key is not known, has expired or was revoked");
        }
        Caller caller = Caller.of(key.get());
        if (!open && !caller.may(access)) {
            throw Problem.forbidden(
                    "the key may not do this: it needs the scope \"%s\"".formatted(access.text()));
        }
        return caller;
    }

    private static @Nullable String token(HttpServletRequest request) {
        String bearer = request.getHeader("Authorization");
        if (bearer != null && bearer.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            return bearer.substring(BEARER.length()).strip();
        }
        String plain = request.getHeader("X-API-Key");
        return plain == null || plain.isBlank() ? null : plain.strip();
    }

    /** The key of the browser's session; one that no longer works counts as none. */
    private @Nullable String ofSession(HttpServletRequest request, boolean open, String address) {
        String token = sessions.token(Sessions.cookie(request));
        if (token == null || find(token, address).isEmpty()) {
            return null;
        }
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (!open && !reads && request.getHeader(Sessions.HEADER) == null) {
            throw Problem.forbidden(
                    "with a cookie, what changes something needs the header \"%s\""
                            .formatted(Sessions.HEADER));
        }
        return token;
    }

    private Optional<ApiKey> find(String token, String address) {
        String hash = Sha256.hex(token);
        long now = clock.millis();
        Known last = known.getIfPresent(hash);
        if (last == null || now - last.asked >= BELIEVED.toMillis()) {
            boolean first = last == null;
            if (first) {
                guesses.check(address);
            }
            try {
                last = new Known(Optional.ofNullable(gate.read(() -> keys.verify(token))), now);
                known.put(hash, last);
                if (first && last.key.isEmpty()) {
                    guesses.add(address);
                }
            } catch (IllegalArgumentException e) {
                guesses.add(address);
                return Optional.empty();
            } catch (StoreException e) {
                if (last == null) {
                    throw Problem.unavailable("keys cannot be looked up at the moment", 5);
                }
            }
        }
        return last.key.filter(key -> key.isValid(now));
    }

    /** A page of another site must not reach a server that asks for no key. */
    private static void checkLocal(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (host != null && !LOOPBACK.contains(withoutPort(host))) {
            throw Problem.forbidden(
                    "without keys this server answers requests to localhost only; make one with \"kindred keys create\"");
        }
        String origin = request.getHeader("Origin");
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))
                || origin != null && !isHost(origin, host)) {
            throw Problem.forbidden("requests from pages of other sites are not answered");
        }
    }

    private static String withoutPort(String host) {
        return host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isHost(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
