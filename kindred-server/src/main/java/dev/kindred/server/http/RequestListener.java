package dev.kindred.server.http;

import org.jspecify.annotations.Nullable;

/** Is told of every request that was answered: for figures and logs. */
@FunctionalInterface
public interface RequestListener {
    /**
     * What became of a request.
     *
     * @param id the request's id
     * @param method as it was sent
     * @param route template of its path, or null if there is none: what clients write is never a
     *     label
     * @param path as it was sent, without the query
     * @param caller id of the key
     * @param client its address, as far as trusted proxies tell
     * @param nanos from the first look at it to its answer
     */
    record Done(
            String id,
            String method,
            @Nullable String route,
            String path,
            String caller,
            String client,
            int status,
            long nanos) {}

    void done(Done request);

    /** This one, then another. */
    default RequestListener and(RequestListener next) {
        return request -> {
            done(request);
            next.done(request);
        };
    }
}
