package dev.kindred.io;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads attributes, a JSON object per line. A field of an object within the object is named {@code
 * outer.inner}.
 */
final class JsonAttributes {
    /** Each field has a column of all ids, so many rare ones would cost memory without bound. */
    private static final int MOST_FIELDS = 1000;

    private final AttributeSink sink = new AttributeSink();
    private final JsonLines json = new JsonLines();
    private final LineReader lines;
    private final Rejections rejections;
    private final @Nullable String named;
    private final Set<String> fields = new HashSet<>();
    private String idKey = "";

    JsonAttributes(LineReader lines, ReadOptions options) {
        this.lines = lines;
        rejections = new Rejections(lines.source().name(), options);
        named = AttributeFiles.namedId(options);
    }

    AttributeFiles.Result read() {
        while (lines.next()) {
            if (!Records.isBlank(lines.bytes(), lines.start(), lines.end())) {
                try {
                    add();
                    rejections.accept();
                } catch (BadLine bad) {
                    rejections.reject(lines.number(), bad);
                }
            }
        }
        return new AttributeFiles.Result(
                sink.attributes(), rejections.report(InputFormat.JSON_LINES, Map.of("id", idKey)));
    }

    private void add() throws BadLine {
        var values = new LinkedHashMap<String, List<String>>();
        json.read(lines, (key, at) -> JsonFields.collect(key, at, values));
        String key = named != null ? named : idKey(values);
        List<String> id = values.remove(key);
        long unknown = values.keySet().stream().filter(name -> !fields.contains(name)).count();
        if (fields.size() + unknown > MOST_FIELDS) {
            throw new BadLine(
                    "there are more than %d fields".formatted(MOST_FIELDS),
                    String.join(", ", values.keySet()));
        }
        sink.add(Text.id(id == null || id.size() != 1 ? "" : id.get(0), "id", lines), values);
        fields.addAll(values.keySet());
        idKey = key;
    }

    /** The key "id", or else one that names an item or a user, or else the first. */
    private static String idKey(Map<String, List<String>> values) {
        if (values.containsKey("id")) {
            return "id";
        }
        for (ColumnRole role : List.of(ColumnRole.ITEM, ColumnRole.USER)) {
            for (String key : values.keySet()) {
                if (role.rank(key) >= 0) {
                    return key;
                }
            }
        }
        return values.isEmpty() ? "" : values.keySet().iterator().next();
    }
}
