package dev.kindred.server.http;

import dev.kindred.store.Idempotency;
import dev.kindred.store.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What every request goes through: an id, its route, who may call it, limits, the same answer for
 * the same request sent again, the handler; and whatever fails becomes a {@link Problem}.
 */
final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int LONGEST_ID = 128;
    private static final int MOST_PARAMETERS = 64;
    private static final int LONGEST_QUERY = 8192;

    private final Router router;
    private final Doorkeeper doorkeeper;
    private final Limits limits;
    private final Cors cors;
    private final Proxies proxies;
    private final RateLimiter limiter;
    private final Json json;
    private final Repeats repeats;
    private final RequestListener listener;

    Gateway(
            Router router,
            Doorkeeper doorkeeper,
            Limits limits,
            Cors cors,
            Proxies proxies,
            Function<String, Idempotency> idempotency,
            RequestListener listener) {
        this.router = router;
        this.doorkeeper = doorkeeper;
        this.limits = limits;
        this.cors = cors;
        this.proxies = proxies;
        this.limiter =
                new RateLimiter(limits.requestsPerSecond(), limits.burst(), System::nanoTime);
        this.json = new Json(limits);
        this.repeats = new Repeats(idempotency);
        this.listener = listener;
    }

    /** Answers a request. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        String id = requestId(request);
        var seen = new Seen(proxies.client(request));
        MDC.put("requestId", id);
        TraceParent.of(request.getHeader("traceparent")).ifPresent(TraceParent::log);
        Headers.secure(request, response, id);
        try {
            answer(request, response, id, seen);
        } catch (Exception e) {
            refuse(request, response, id, problem(e, id));
        } finally {
            listener.done(
                    new RequestListener.Done(
                            id,
                            request.getMethod(),
                            seen.route,
                            request.getRequestURI(),
                            seen.caller,
                            seen.client,
                            response.getStatus(),
                            System.nanoTime() - start));
            MDC.clear();
        }
    }

    /** What is known of a request so far. */
    private static final class Seen {
        private @Nullable String route;
        private String caller = Caller.NOBODY.id();
        private final String client;

        Seen(String client) {
            this.client = client;
        }
    }

    private void answer(
            HttpServletRequest request, HttpServletResponse response, String id, Seen seen)
            throws Exception {
        if (cors.answers(request, response)) {
            return;
        }
        Router.Match match = router.find(request.getMethod(), request.getRequestURI());
        Route route = match.route();
        if (route == null) {
            throw noRoute(request, response, match.allowed());
        }
        seen.route = route.path();
        Caller caller = doorkeeper.admit(request, route.access(), seen.client);
        seen.caller = caller.id();
        limiter.take(caller == Caller.NOBODY || caller == Caller.LOCAL ? seen.client : caller.id());
        var exchange =
                new Exchange(
                        request,
                        response,
                        match.parameters(),
                        query(request.getQueryString()),
                        caller,
                        id,
                        json,
                        limits,
                        seen.client);
        if (route.method() == Route.Method.POST && route.body() == Route.Body.JSON) {
            repeats.once(exchange, route, request);
        } else {
            route.handler().handle(exchange);
        }
    }

    private static Problem noRoute(
            HttpServletRequest request, HttpServletResponse response, List<String> allowed) {
        if (allowed.isEmpty()) {
            return Problem.notFound("there is no such path; GET /openapi.json lists them all");
        }
        response.setHeader("Allow", String.join(", ", allowed));
        return Problem.of(
                405,
                "method",
                "Method not allowed",
                "%s is not answered here, but %s"
                        .formatted(request.getMethod(), String.join(", ", allowed)));
    }

    private static Map<String, String> query(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Map.of();
        }
        if (text.length() > LONGEST_QUERY) {
            throw Problem.badRequest(
                    "a query may have %d characters at most".formatted(LONGEST_QUERY));
        }
        var query = new LinkedHashMap<String, String>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = Router.decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (query.put(name, Router.decode(value.replace("+", "%20"))) != null) {
                throw Problem.badParameter(
                        name, "twice", "the query parameter \"%s\" is there twice".formatted(name));
            }
            if (query.size() > MOST_PARAMETERS) {
                throw Problem.badRequest(
                        "a query may have %d parameters at most".formatted(MOST_PARAMETERS));
            }
        }
        return query;
    }

    private static Problem problem(Exception e, String id) {
        if (e instanceof Problem problem) {
            return problem;
        } else if (e instanceof StoreException store) {
            return ofStore(store, id);
        } else if (e instanceof IllegalArgumentException) {
            return Problem.invalid(String.valueOf(e.getMessage()));
        } else if (isMisformed(e)) {
            return Problem.badRequest("the body is not sent as HTTP has it");
        } else if (isSlowOrBroken(e)) {
            return Problem.of(
                    408, "timeout", "Request timeout", "the body did not come, or too slowly");
        }
        LOG.error("request {} failed", id, e);
        return Problem.of(
                500,
                "internal",
                "Internal error",
                "something went wrong; the server's log has more under this request id");
    }

    /** A body in pieces that are not what they should be. */
    private static boolean isMisformed(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http && http.getCode() == 400) {
                return true;
            }
        }
        return false;
    }

    /** A body that the client does not send, or breaks off. */
    private static boolean isSlowOrBroken(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException
                    || cause instanceof EofException
                    || cause instanceof HttpException
                    || cause instanceof EOFException) {
                return true;
            }
        }
        return false;
    }

    private static Problem ofStore(StoreException e, String id) {
        return switch (e.reason()) {
            case NOT_FOUND -> Problem.notFound(String.valueOf(e.getMessage()));
            case CONFLICT -> Problem.conflict(String.valueOf(e.getMessage()));
            case FULL -> {
                LOG.error("request {}: {}", id, e.getMessage());
                yield Problem.of(
                        507,
                        "full",
                        "Insufficient storage",
                        "the disk is full; nothing was written, reading goes on");
            }
            case UNAVAILABLE, LOCKED -> {
                LOG.warn("request {}: {}", id, e.getMessage());
                yield Problem.unavailable("the store does not answer; try again", 5);
            }
            case NEWER, DAMAGED -> {
                LOG.error("request {} failed", id, e);
                yield Problem.of(
                        500,
                        "damaged",
                        "Internal error",
                        "what is stored cannot be read; the server's log has more under this request id");
            }
        };
    }

    private void refuse(
            HttpServletRequest request, HttpServletResponse response, String id, Problem problem)
            throws IOException {
        if (response.isCommitted()) {
            throw new IOException("the answer broke off: " + problem.getMessage());
        }
        Long retry = problem.retryAfterSeconds();
        if (retry != null) {
            response.setHeader("Retry-After", String.valueOf(retry));
        }
        if (problem.status() == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        if (problem.status() == 413 || problem.status() == 408) {
            response.setHeader("Connection", "close");
        } else {
            BodyReader.finish(request, response, limits);
        }
        response.setStatus(problem.status());
        response.setContentType("application/problem+json");
        byte[] body = Json.bytes(problem.body(shortened(request.getRequestURI()), id));
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    private static String shortened(String path) {
        return path.length() <= 200 ? path : path.substring(0, 197) + "...";
    }

    private static String requestId(HttpServletRequest request) {
        String sent = request.getHeader("X-Request-Id");
        return sent != null && isRequestId(sent) ? sent : Ids.quick("q_");
    }

    private static boolean isRequestId(String text) {
        int length = text.length();
        boolean good = length > 0 && length <= LONGEST_ID;
        for (int k = 0; good && k < length; k++) {
            char c = text.charAt(k);
            good =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || "._:-".indexOf(c) >= 0;
        }
        return good;
    }
}
