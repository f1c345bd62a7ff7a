package dev.kindred.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Browsers in which somebody gave a key: the browser has a cookie that stands for the key while the
 * server runs, for 12 hours at most and 2 hours after its last use. The key itself is looked at
 * with every request, so that one that was revoked is of no use. Thread-safe.
 */
public final class Sessions {
    /** What the cookie is called. */
    public static final String COOKIE = "kindred_session";

    /**
     * What a request that changes something must have beside the cookie: a page of another site
     * cannot send it.
     */
    public static final String HEADER = "X-Kindred-Dashboard";

    /** The longest that a session lasts. */
    public static final Duration LONGEST = Duration.ofHours(12);

    private static final Duration IDLE = Duration.ofHours(2);
    private static final int MOST = 10_000;
    private static final int BYTES = 32;

    private record Session(String token, long began) {}

    private final SecureRandom random = new SecureRandom();
    private final Ticker ticker;
    private final Cache<String, Session> sessions;

    public Sessions() {
        this(Ticker.systemTicker());
    }

    /** Sessions by a clock that tests may turn. */
    Sessions(Ticker ticker) {
        this.ticker = ticker;
        this.sessions =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterAccess(IDLE)
                        .ticker(ticker)
                        .build();
    }

    /** Begins one; gives what the cookie holds. */
    public String begin(String token) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(id, new Session(token, ticker.read()));
        return id;
    }

    /** Ends the one of a cookie, if there is one. */
    public void end(@Nullable String id) {
        if (id != null) {
            sessions.invalidate(id);
        }
    }

    /** The key that a cookie stands for, or null. */
    @Nullable String token(@Nullable String id) {
        Session session = id == null ? null : sessions.getIfPresent(id);
        if (session == null) {
            return null;
        }
        if (ticker.read() - session.began >= LONGEST.toNanos()) {
            sessions.invalidate(id);
            return null;
        }
        return session.token;
    }

    /** What the cookie of a request holds, or null. */
    static @Nullable String cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (Cookie one : cookies) {
            if (one.getName().equals(COOKIE)) {
                return one.getValue();
            }
        }
        return null;
    }
}
