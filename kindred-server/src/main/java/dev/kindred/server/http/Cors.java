package dev.kindred.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Set;

/**
 * Which pages of other sites may read answers (CORS). Never with cookies: such pages send a key,
 * and the session of a browser is of no use to them. Immutable.
 */
public final class Cors {
    /** No page of another site may. */
    public static final Cors NONE = new Cors(Set.of());

    private static final String EVERY = "*";
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
    private static final String HEADERS =
            "Authorization, X-API-Key, Content-Type, Content-Encoding, Idempotency-Key, X-Kindred-Project, X-Request-Id, traceparent";
    private static final String EXPOSED = "X-Request-Id, Retry-After, Idempotency-Replayed";
    private static final String SECONDS = "600";

    private final Set<String> origins;

    /**
     * Pages of some sites.
     *
     * @param origins such as {@code https://shop.example}, compared sign by sign; {@code *}: all
     */
    public Cors(Collection<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** Adds to the answer what the browser asks for; true if that is all of it (a preflight). */
    boolean answers(HttpServletRequest request, HttpServletResponse response) {
        if (origins.isEmpty()) {
            return false;
        }
        boolean every = origins.contains(EVERY);
        if (!every) {
            response.addHeader("Vary", "Origin");
        }
        String origin = request.getHeader("Origin");
        if (origin == null || !every && !origins.contains(origin)) {
            return false;
        }
        response.setHeader("Access-Control-Allow-Origin", every ? EVERY : origin);
        if (!request.getMethod().equals("OPTIONS")
                || request.getHeader("Access-Control-Request-Method") == null) {
            response.setHeader("Access-Control-Expose-Headers", EXPOSED);
            return false;
        }
        response.setHeader("Access-Control-Allow-Methods", METHODS);
        response.setHeader("Access-Control-Allow-Headers", HEADERS);
        response.setHeader("Access-Control-Max-Age", SECONDS);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        return true;
    }
}
