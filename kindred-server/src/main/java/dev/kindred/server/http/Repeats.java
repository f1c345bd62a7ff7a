package dev.kindred.server.http;

import dev.kindred.internal.Sha256;
import dev.kindred.store.Idempotency;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.function.Function;

/** Answers a POST that is sent again with the same Idempotency-Key as the first time. */
final class Repeats {
    private static final int LONGEST_KEY = 255;

    private final Function<String, Idempotency> byProject;

    Repeats(Function<String, Idempotency> byProject) {
        this.byProject = byProject;
    }

    /** Handles a request, or gives the stored answer. */
    void once(Exchange exchange, Route route, HttpServletRequest request) throws Exception {
        String key = exchange.header("Idempotency-Key");
        if (key == null) {
            route.handler().handle(exchange);
            return;
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.badRequest(
                    "Idempotency-Key must have 1 to %d characters".formatted(LONGEST_KEY));
        }
        Idempotency known = byProject.apply(exchange.project());
        String mine = exchange.caller().id() + " " + key;
        String hash = hash(request, exchange.bytes());
        exchange.repeatable(Sha256.hex(mine + " " + hash));
        Idempotency.Known state = known.begin(mine, hash);
        switch (state.outcome()) {
            case NEW -> handle(exchange, route, known, mine);
            case REPLAY -> {
                exchange.setHeader("Idempotency-Replayed", "true");
                exchange.answer(
                        state.status(),
                        Objects.requireNonNullElse(state.contentType(), "application/json"),
                        Objects.requireNonNullElse(state.body(), new byte[0]));
            }
            case IN_PROGRESS ->
                    throw Problem.conflict(
                            "the first request with this Idempotency-Key is still being answered");
            case MISMATCH ->
                    throw Problem.invalid(
                            "this Idempotency-Key was used for another request before");
        }
    }

    private static void handle(Exchange exchange, Route route, Idempotency known, String key)
            throws Exception {
        boolean kept = false;
        try {
            route.handler().handle(exchange);
            byte[] answer = exchange.answered();
            if (answer != null) {
                known.complete(key, exchange.status(), exchange.contentType(), answer);
                kept = true;
            }
        } finally {
            if (!kept) {
                known.abandon(key);
            }
        }
    }

    private static String hash(HttpServletRequest request, byte[] body) {
        MessageDigest digest = Sha256.digest();
        String head =
                "%s %s?%s\n"
                        .formatted(
                                request.getMethod(),
                                request.getRequestURI(),
                                request.getQueryString());
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        return Sha256.hex(digest.digest(body));
    }
}
