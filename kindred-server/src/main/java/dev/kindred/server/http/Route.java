package dev.kindred.server.http;

import java.util.Locale;

/**
 * A route of the API.
 *
 * @param method such as GET
 * @param path template: segments separated by "/", in which {@code {name}} stands for an id, alone
 *     or before an action such as {@code {user}:merge}
 * @param access who may call it
 * @param body what becomes of the request's body
 * @param handler answers
 */
public record Route(Method method, String path, Access access, Body body, Handler handler) {
    /** A method of HTTP that routes answer. */
    public enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE
    }

    /** Who may call a route; admin keys may do everything, write keys may read. */
    public enum Access {
        /** Everybody, without a key. */
        OPEN,
        READ,
        WRITE,
        ADMIN,
        /** As the configuration says for figures: everybody, or keys that may read. */
        METRICS;

        /** As documents write it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the body of a request is read. */
    public enum Body {
        /** There is none; what is sent is not read. */
        NONE,
        /** One JSON value within the limits of the configuration. */
        JSON,
        /** Read piece by piece by the handler, within the limit for imports. */
        STREAM
    }

    /** Answers requests. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Answers one request.
         *
         * @throws Problem to answer with an error
         */
        void handle(Exchange exchange) throws Exception;
    }

    public static Route get(String path, Access access, Handler handler) {
        return new Route(Method.GET, path, access, Body.NONE, handler);
    }

    public static Route delete(String path, Access access, Handler handler) {
        return new Route(Method.DELETE, path, access, Body.NONE, handler);
    }

    public static Route post(String path, Access access, Handler handler) {
        return new Route(Method.POST, path, access, Body.JSON, handler);
    }

    public static Route put(String path, Access access, Handler handler) {
        return new Route(Method.PUT, path, access, Body.JSON, handler);
    }

    public static Route patch(String path, Access access, Handler handler) {
        return new Route(Method.PATCH, path, access, Body.JSON, handler);
    }

    /** The same with another way to read the body. */
    public Route with(Body other) {
        return new Route(method, path, access, other, handler);
    }
}
