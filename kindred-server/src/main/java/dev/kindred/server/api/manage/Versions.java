package dev.kindred.server.api.manage;

import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Problem;
import dev.kindred.store.Documents;
import dev.kindred.store.Documents.Document;
import dev.kindred.store.StoreException;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of documents as ETag and If-Match say them. */
public final class Versions {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private Versions() {}

    public static void tag(Exchange exchange, long version) {
        exchange.setHeader("ETag", "\"" + version + "\"");
    }

    /** The version that the request expects: any if it says none. */
    public static long expected(Exchange exchange) {
        String header = exchange.header("If-Match");
        if (header == null || header.strip().equals("*")) {
            return Documents.ANY_VERSION;
        }
        Matcher tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw Problem.badRequest("If-Match must be one ETag such as \"7\"");
        }
        return Long.parseLong(tag.group(1));
    }

    /** Changes a document; 412 if it is another version by now. */
    public static <T> T change(Exchange exchange, LongFunction<T> change) {
        long expected = expected(exchange);
        try {
            return change.apply(expected);
        } catch (StoreException e) {
            if (e.reason() == StoreException.Reason.CONFLICT && expected != Documents.ANY_VERSION) {
                throw Problem.stale(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    public static void tag(Exchange exchange, Document document) {
        tag(exchange, document.version());
    }
}
