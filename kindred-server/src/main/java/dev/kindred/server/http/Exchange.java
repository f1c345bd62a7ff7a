package dev.kindred.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.internal.Suggestion;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Not thread-safe. */
public final class Exchange {
    private static final String JSON = "application/json";

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Map<String, String> parameters;
    private final Map<String, String> query;
    private final Caller caller;
    private final String id;
    private final Json json;
    private final Limits limits;
    private final String client;
    private byte @Nullable [] body;
    private byte @Nullable [] answer;
    private @Nullable String repeat;

    Exchange(
            HttpServletRequest request,
            HttpServletResponse response,
            Map<String, String> parameters,
            Map<String, String> query,
            Caller caller,
            String id,
            Json json,
            Limits limits,
            String client) {
        this.request = request;
        this.response = response;
        this.parameters = parameters;
        this.query = query;
        this.caller = caller;
        this.id = id;
        this.json = json;
        this.limits = limits;
        this.client = client;
    }

    /** The request's id, for logs. */
    public String id() {
        return id;
    }

    public Caller caller() {
        return caller;
    }

    /**
     * What the request has in common with the same one sent again, and with no other: of the
     * caller, the Idempotency-Key and the body. Null without such a key.
     */
    public @Nullable String repeat() {
        return repeat;
    }

    void repeatable(String hash) {
        repeat = hash;
    }

    /** What a client may ask for at most. */
    public Limits limits() {
        return limits;
    }

    /** The address of the client, as far as trusted proxies tell. */
    public String client() {
        return client;
    }

    /** The project that the request is about. */
    public String project() {
        String wished = header("X-Kindred-Project");
        if (wished == null) {
            wished = query.get("project");
        }
        String own = caller.project();
        if (own != null && wished != null && !own.equals(wished)) {
            throw Problem.notFound("there is no project \"%s\"".formatted(wished));
        }
        return own != null ? own : wished != null ? wished : "default";
    }

    /** An id in the path. */
    public String path(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no parameter " + name);
        }
        return value;
    }

    /**
     * Names the query parameters that the route knows, beside {@code project}.
     *
     * @throws Problem 400 if there is another one
     */
    public Exchange knows(String... names) {
        List<String> known = Arrays.asList(names);
        for (String name : query.keySet()) {
            if (!known.contains(name) && !name.equals("project")) {
                throw Problem.badParameter(
                        name,
                        "unknown_parameter",
                        "there is no query parameter \"%s\"%s"
                                .formatted(name, Suggestion.didYouMean(name, known)));
            }
        }
        return this;
    }

    /** A query parameter, or null. */
    public @Nullable String query(String name) {
        return query.get(name);
    }

    /** A whole number within bounds, which are part of it. */
    public int queryInteger(String name, int otherwise, int least, int most) {
        String text = query.get(name);
        if (text == null) {
            return otherwise;
        }
        String rule = "%s must be a whole number from %d to %d".formatted(name, least, most);
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return (int) number;
            }
        } catch (NumberFormatException e) {
            throw Problem.badParameter(
                    name, "no_number", "%s, but is \"%s\"".formatted(rule, shortened(text)));
        }
        throw Problem.badParameter(
                name, "out_of_range", "%s, but is %s".formatted(rule, shortened(text)));
    }

    public boolean queryFlag(String name) {
        String text = query.get(name);
        if (text == null || text.equals("false")) {
            return false;
        }
        if (text.isEmpty() || text.equals("true")) {
            return true;
        }
        throw Problem.badParameter(
                name,
                "no_flag",
                "%s must be true or false, but is \"%s\"".formatted(name, shortened(text)));
    }

    /** One of some words; the first is meant where the parameter is not there. */
    public String queryOneOf(String name, List<String> words) {
        String text = query.getOrDefault(name, words.get(0));
        if (!words.contains(text)) {
            throw Problem.badParameter(
                    name,
                    "unknown",
                    "%s must be one of %s, but is \"%s\"%s"
                            .formatted(
                                    name,
                                    String.join(", ", words),
                                    shortened(text),
                                    Suggestion.didYouMean(text, words)));
        }
        return text;
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    /** What the cookie of a {@link Sessions session} holds, or null. */
    public @Nullable String sessionCookie() {
        return Sessions.cookie(request);
    }

    /** Whether the client speaks HTTPS, with the server or with a proxy before it. */
    public boolean isSecure() {
        return request.isSecure() || "https".equalsIgnoreCase(header("X-Forwarded-Proto"));
    }

    /** The body's bytes, unpacked. */
    byte[] bytes() throws IOException {
        byte[] known = body;
        if (known == null) {
            known =
                    BodyReader.read(
                            request.getInputStream(),
                            request.getContentLengthLong(),
                            header("Content-Encoding"),
                            limits);
            body = known;
        }
        return known;
    }

    /**
     * The body as JSON.
     *
     * @throws Problem 400 if it is none, 413 if it is too large
     */
    public JsonNode json() throws IOException {
        return json.read(bytes());
    }

    /** Whether anything was sent as a body. */
    public boolean hasBody() throws IOException {
        return bytes().length > 0;
    }

    /** The body as a JSON object, field by field. */
    public Fields fields() throws IOException {
        return Fields.of(json());
    }

    /** The bytes of the body as it is sent; below 0 if the client does not say. */
    public long contentLength() {
        return request.getContentLengthLong();
    }

    /** The body, piece by piece, unpacked; for routes with {@link Route.Body#STREAM}. */
    public InputStream stream() throws IOException {
        return BodyReader.open(
                BodyReader.paced(
                        request.getInputStream(), limits.minimumBytesPerSecond(), System::nanoTime),
                header("Content-Encoding"),
                limits.importBytes(),
                limits.importBytes());
    }

    public Exchange setHeader(String name, String value) {
        response.setHeader(name, value);
        return this;
    }

    /** Answers 200 with JSON. */
    public void answer(Object value) throws IOException {
        answer(200, value);
    }

    /** Answers with JSON. */
    public void answer(int status, Object value) throws IOException {
        answer(status, JSON, Json.bytes(value));
    }

    /** Answers with JSON that holds a secret: it is not kept for a repeated request. */
    public void answerOnce(int status, Object value) throws IOException {
        answer(status, value);
        answer = null;
    }

    /** Answers with bytes. */
    public void answer(int status, String contentType, byte[] bytes) throws IOException {
        answer = bytes;
        BodyReader.finish(request, response, limits);
        response.setStatus(status);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(bytes);
        }
    }

    /** Answers 304: the client has it already. */
    public void notModified() {
        response.setStatus(304);
    }

    /** Answers 204. */
    public void noContent() {
        BodyReader.finish(request, response, limits);
        response.setStatus(204);
    }

    /** Answers 200 piece by piece. */
    public OutputStream streamed(String contentType) throws IOException {
        response.setStatus(200);
        response.setContentType(contentType);
        return response.getOutputStream();
    }

    int status() {
        return response.getStatus();
    }

    String contentType() {
        return response.getContentType();
    }

    /** What was answered whole, or null. */
    byte @Nullable [] answered() {
        return answer;
    }
}
