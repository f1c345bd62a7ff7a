package dev.kindred.server.engine;

import dev.kindred.rerank.Quota;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers as a cache keeps them: the JSON, and in the last 8 bytes how long it is right. */
final class KeptBody {
    private KeptBody() {}

    static byte[] entry(byte[] body, long validUntil) {
        byte[] entry = Arrays.copyOf(body, body.length + Long.BYTES);
        ByteBuffer.wrap(entry).putLong(body.length, validUntil);
        return entry;
    }

    static boolean isOver(byte[] entry, long now) {
        return now >= ByteBuffer.wrap(entry).getLong(entry.length - Long.BYTES);
    }

    static byte[] body(byte[] entry) {
        return Arrays.copyOf(entry, entry.length - Long.BYTES);
    }

    /** All of a request that its answer depends on; different requests have different texts. */
    static String text(RecommendationRequest request, Serving serving) {
        var text = new StringBuilder(160);
        add(text, serving.pipeline());
        text.append(serving.documentsVersion()).append(',');
        text.append(serving.universe().described()).append(',').append(request.limit());
        text.append(request.explain() ? 'e' : '-');
        addAll(text, request.session());
        for (Map.Entry<String, java.util.List<String>> one : request.attributes().entrySet()) {
            add(text, one.getKey());
            addAll(text, one.getValue());
        }
        add(text, request.placement());
        add(text, request.pageToken());
        add(text, request.filter());
        add(text, request.boost());
        addAll(text, request.exclude());
        addAll(text, request.candidates());
        addAll(text, request.include());
        text.append(request.diversity());
        text.append(';').append(request.quotas().size());
        for (Quota quota : request.quotas()) {
            add(text, quota.toString());
        }
        addAll(text, request.rerank());
        return text.toString();
    }

    private static void addAll(StringBuilder text, @Nullable Collection<String> parts) {
        if (parts == null) {
            text.append('?');
            return;
        }
        text.append(parts.size()).append('#');
        for (String part : parts) {
            add(text, part);
        }
    }

    private static void add(StringBuilder text, @Nullable String part) {
        if (part == null) {
            text.append('?');
        } else {
            text.append(part.length()).append(':').append(part);
        }
    }
}
