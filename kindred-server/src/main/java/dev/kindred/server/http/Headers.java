package dev.kindred.server.http;

import jakarta.servlet.http.HttpServletResponse;

/** Headers that every answer has. */
final class Headers {
    private Headers() {}

    static void secure(HttpServletResponse response, String requestId) {
        response.setHeader("X-Request-Id", requestId);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
        response.setHeader("Cache-Control", "no-store");
    }
}
