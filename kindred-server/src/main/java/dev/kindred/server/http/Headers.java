package dev.kindred.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** Headers that every answer has. */
final class Headers {
    /**
     * A header that is always the same.
     *
     * @param name as it is sent
     */
    record Fixed(String name, String value) {}

    static final String REQUEST_ID = "X-Request-Id";

    static final List<Fixed> SECURE =
            List.of(
                    new Fixed("X-Content-Type-Options", "nosniff"),
                    new Fixed("Referrer-Policy", "no-referrer"),
                    new Fixed("Cross-Origin-Opener-Policy", "same-origin"),
                    new Fixed("Cross-Origin-Resource-Policy", "same-origin"),
                    new Fixed(
                            "Content-Security-Policy",
                            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
                    new Fixed("Cache-Control", "no-store"));

    /** Where the server itself speaks TLS: a year. */
    static final Fixed STRICT = new Fixed("Strict-Transport-Security", "max-age=31536000");

    private static final Fixed[] FIXED = SECURE.toArray(Fixed[]::new);

    private Headers() {}

    static void secure(HttpServletRequest request, HttpServletResponse response, String requestId) {
        response.setHeader(REQUEST_ID, requestId);
        for (Fixed header : FIXED) {
            response.setHeader(header.name, header.value);
        }
        // A browser would keep to it for every other server on the developer's machine.
        if (request.isSecure() && !"localhost".equals(request.getServerName())) {
            response.setHeader(STRICT.name, STRICT.value);
        }
    }
}
