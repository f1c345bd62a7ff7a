package dev.kindred.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is answered with an error, as RFC 9457 ({@code application/problem+json})
 * describes it. What it says is for the client: nothing of the server's inside.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String TYPES = "https://kindred.example/problems/";

    /**
     * What is wrong with one place of a request.
     *
     * @param pointer JSON pointer into the body, or {@code ?name} of a query parameter
     * @param code for programs, such as {@code not_finite}
     * @param detail for people
     */
    public record Fault(String pointer, String code, String detail) {}

    private final int status;
    private final String kind;
    private final String title;
    private final transient List<Fault> faults;
    private final transient @Nullable Long retryAfterSeconds;

    private Problem(
            int status,
            String kind,
            String title,
            String detail,
            List<Fault> faults,
            @Nullable Long retryAfterSeconds) {
        super(detail, null, false, false);
        this.status = status;
        this.kind = kind;
        this.title = title;
        this.faults = List.copyOf(faults);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** 400: the request cannot be understood. */
    public static Problem badRequest(String detail) {
        return of(400, "bad-request", "Bad request", detail);
    }

    /** 400: a query parameter is wrong. */
    public static Problem badParameter(String name, String code, String detail) {
        return new Problem(
                400,
                "bad-request",
                "Bad request",
                detail,
                List.of(new Fault("?" + name, code, detail)),
                null);
    }

    /** 401: no key, or none that is known. */
    public static Problem unauthorized(String detail) {
        return of(401, "unauthorized", "Unauthorized", detail);
    }

    /** 403: the key may not do this. */
    public static Problem forbidden(String detail) {
        return of(403, "forbidden", "Forbidden", detail);
    }

    /** 404: there is no such thing. */
    public static Problem notFound(String detail) {
        return of(404, "not-found", "Not found", detail);
    }

    /** 409: something else is there already, or was changed meanwhile. */
    public static Problem conflict(String detail) {
        return of(409, "conflict", "Conflict", detail);
    }

    /** 412: the version that the request changes is not the present one. */
    public static Problem stale(String detail) {
        return of(412, "stale", "Precondition failed", detail);
    }

    /** 413: the body is too large. */
    public static Problem tooLarge(String detail) {
        return of(413, "too-large", "Content too large", detail);
    }

    /** 422: understood, but wrong in some places. */
    public static Problem invalid(List<Fault> faults) {
        String detail =
                faults.size() == 1
                        ? faults.get(0).detail()
                        : "%d places are wrong; the first: %s"
                                .formatted(faults.size(), faults.get(0).detail());
        return new Problem(422, "validation", "Invalid request", detail, faults, null);
    }

    /** 422: one place is wrong. */
    public static Problem invalid(String pointer, String code, String detail) {
        return invalid(List.of(new Fault(pointer, code, detail)));
    }

    /** 422: wrong as a whole. */
    public static Problem invalid(String detail) {
        return of(422, "validation", "Invalid request", detail);
    }

    /** 429: too many requests. */
    public static Problem tooMany(String detail, long retryAfterSeconds) {
        return new Problem(
                429, "too-many", "Too many requests", detail, List.of(), retryAfterSeconds);
    }

    /** 503: not now. */
    public static Problem unavailable(String detail, long retryAfterSeconds) {
        return new Problem(503, "unavailable", "Unavailable", detail, List.of(), retryAfterSeconds);
    }

    /** Any other. */
    public static Problem of(int status, String kind, String title, String detail) {
        return new Problem(status, kind, title, detail, List.of(), null);
    }

    public int status() {
        return status;
    }

    public List<Fault> faults() {
        return faults;
    }

    @Nullable Long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The answer's body. */
    Map<String, Object> body(String instance, String requestId) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", TYPES + kind);
        body.put("title", title);
        body.put("status", status);
        body.put("detail", getMessage());
        body.put("instance", instance);
        body.put("requestId", requestId);
        if (!faults.isEmpty()) {
            body.put("errors", faults);
        }
        return body;
    }
}
