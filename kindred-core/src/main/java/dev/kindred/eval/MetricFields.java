package dev.kindred.eval;

import dev.kindred.data.Attributes;
import dev.kindred.internal.Suggestion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that metrics name. */
final class MetricFields {
    private MetricFields() {}

    /**
     * The fields of {@code a+b}; without a text, all that several rows share values of (a title is
     * no ground for comparison).
     *
     * @throws IllegalArgumentException if a field does not exist
     */
    static List<String> fields(Attributes attributes, @Nullable String text, String metric) {
        if (text == null) {
            return attributes.fields().stream().filter(name -> isShared(attributes, name)).toList();
        }
        List<String> fields = Arrays.asList(text.split("\\+"));
        for (String name : fields) {
            if (!attributes.fields().contains(name)) {
                throw new IllegalArgumentException(
                        "metric %s needs the attribute \"%s\"%s; there are %s"
                                .formatted(
                                        metric,
                                        name,
                                        Suggestion.didYouMean(name, attributes.fields()),
                                        attributes.fields()));
            }
        }
        return fields;
    }

    /**
     * The named field, or the one that looks like genres, or the only one that rows share values
     * of.
     *
     * @throws IllegalArgumentException if there is none or it is not clear which
     */
    static List<String> oneField(Attributes attributes, @Nullable String text, String metric) {
        if (text != null) {
            return fields(attributes, text, metric);
        }
        List<String> shared = fields(attributes, null, metric);
        String categories = Attributes.categoryField(shared);
        if (categories != null) {
            return List.of(categories);
        }
        if (shared.size() == 1) {
            return shared;
        }
        throw new IllegalArgumentException(
                attributes.fields().isEmpty()
                        ? "metric %s needs attributes of items, and there are none. Maybe --items FILE"
                                .formatted(metric)
                        : "metric %s needs to know which item attribute is meant: write %s:ATTRIBUTE; there are %s"
                                .formatted(metric, metric, String.join(", ", attributes.fields())));
    }

    /** True if less than half of the rows that have values have one of their own. */
    private static boolean isShared(Attributes attributes, String field) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        int having = 0;
        for (int row = 0; row < attributes.ids().size(); row++) {
            List<String> values = attributes.values(row, field);
            having += values.isEmpty() ? 0 : 1;
            values.forEach(value -> rows.merge(value, 1, Integer::sum));
        }
        long alone = rows.values().stream().filter(count -> count == 1).count();
        return alone < having / 2.0;
    }
}
