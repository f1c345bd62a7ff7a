package dev.kindred.server.api.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import java.util.Map;

/** Changes parts of a document, as RFC 7396 (JSON Merge Patch) says. */
final class MergePatch {
    private MergePatch() {}

    /**
     * The fields of a document after a patch, its id left out.
     *
     * @throws Problem 422 if the patch is no object
     */
    static Fields apply(Map<String, Object> shown, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            throw Problem.invalid("", "no_object", "the body must be a JSON object");
        }
        ObjectNode document = Json.MAPPER.valueToTree(shown);
        document.remove("id");
        merge(document, changes);
        return Fields.of(document);
    }

    private static void merge(ObjectNode into, ObjectNode changes) {
        for (Map.Entry<String, JsonNode> one : changes.properties()) {
            String name = one.getKey();
            if (one.getValue().isNull()) {
                into.remove(name);
            } else if (one.getValue() instanceof ObjectNode inner) {
                JsonNode before = into.get(name);
                ObjectNode target =
                        before instanceof ObjectNode known ? known : into.putObject(name);
                merge(target, inner);
            } else {
                into.set(name, one.getValue());
            }
        }
    }
}
