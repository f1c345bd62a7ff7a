package dev.kindred.io;

import dev.kindred.data.Attributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the attributes of a file; the first line of an id counts. */
final class AttributeSink {
    private final Attributes.Builder attributes = new Attributes.Builder();
    private final Set<String> ids = new HashSet<>();

    /** Names a field, so that fields keep the order of the header. */
    void field(String name) {
        attributes.field(name);
    }

    void add(String id, Map<String, List<String>> values) throws BadLine {
        if (ids.contains(id)) {
            throw new BadLine("the id was given before; the first line counts", id);
        }
        try {
            attributes.id(id);
        } catch (IllegalArgumentException e) {
            throw new BadLine("the id is no valid text", id);
        }
        ids.add(id);
        values.forEach((field, list) -> attributes.put(id, field, list));
    }

    Attributes attributes() {
        return attributes.build();
    }
}
