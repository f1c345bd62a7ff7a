package dev.kindred.server.api.lists;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.rerank.Quota;
import dev.kindred.server.engine.RecommendationRequest;
import dev.kindred.server.http.Exchange;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Limits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is asked for from bodies and queries. */
final class Requests {
    static final int MOST_ITEMS = 1000;
    private static final int USUAL = 10;
    private static final int MOST_CANDIDATES = 100_000;
    private static final int MOST_EXCLUDED = 100_000;
    private static final int MOST_WORDS = 100;

    private Requests() {}

    /** The fields that every form of the request has, but the user. */
    static RecommendationRequest.Builder read(Fields in, Limits limits) {
        int most = limits.maxItems();
        var builder =
                RecommendationRequest.builder()
                        .limit(in.integer("limit", Math.min(USUAL, most), 1, most))
                        .placement(in.optionalText("placement"))
                        .filter(in.optionalText("filter"))
                        .boost(in.optionalText("boost"))
                        .diversity(in.number("diversity", 0, 1))
                        .explain(in.flag("explain", false));
        List<String> session = in.object("session", inner -> inner.texts("items", MOST_ITEMS));
        builder.session(orNone(session));
        builder.attributes(attributes(in));
        builder.exclude(orNone(in.texts("exclude", MOST_EXCLUDED)));
        List<String> candidates = in.texts("candidates", MOST_CANDIDATES);
        builder.candidates(candidates);
        builder.include(orNone(in.texts("include", MOST_WORDS)));
        builder.rerank(in.texts("rerank", MOST_WORDS));
        List<Quota> quotas =
                in.list(
                        "quotas",
                        MOST_WORDS,
                        one -> {
                            String by = one.text("by");
                            String value = one.text("value");
                            Double share = one.number("share", 0, 1);
                            if (share == null) {
                                one.fault("share", "missing", "share must be there");
                            }
                            return new Quota(by, value, share == null ? 0 : share);
                        });
        builder.quotas(orNone(quotas));
        String record = in.oneOf("record", List.of("impression", "none"));
        builder.record(!"none".equals(record));
        return builder;
    }

    /** The length of a list that a query asks for. */
    static int limit(Exchange exchange) {
        int most = exchange.limits().maxItems();
        return exchange.queryInteger("limit", Math.min(USUAL, most), 1, most);
    }

    static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** What is known of a user: a text, a number, true, false or a list of them by field. */
    private static Map<String, List<String>> attributes(Fields in) {
        Map<String, List<String>> attributes =
                in.object(
                        "attributes",
                        inner -> {
                            var read = new LinkedHashMap<String, List<String>>();
                            for (String name : inner.names()) {
                                JsonNode value = inner.any(name);
                                if (value != null) {
                                    read.put(name, values(inner, name, value));
                                }
                            }
                            return read;
                        });
        return attributes == null ? Map.of() : attributes;
    }

    private static List<String> values(Fields in, String name, JsonNode value) {
        var values = new ArrayList<String>();
        if (value.isArray()) {
            value.forEach(one -> add(in, name, one, values));
        } else {
            add(in, name, value, values);
        }
        return values;
    }

    private static void add(Fields in, String name, JsonNode value, List<String> values) {
        if (value.isValueNode() && !value.isNull()) {
            values.add(value.asText());
        } else {
            in.fault(name, "wrong_type", name + " must be a text, a number or a list of them");
        }
    }

    /** Words of a query parameter, separated by commas. */
    static List<String> words(Exchange exchange, String name) {
        String text = exchange.query(name);
        return text == null || text.isEmpty() ? List.of() : List.of(text.split(","));
    }
}
