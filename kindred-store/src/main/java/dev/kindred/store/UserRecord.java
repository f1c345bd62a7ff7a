package dev.kindred.store;

import dev.kindred.io.JsonFields;
import java.util.List;
import java.util.Map;

/**
 * What is known of a user beside the events.
 *
 * @param attributes a JSON object
 */
public record UserRecord(String id, String attributes) {
    public UserRecord {
        Ids.check("user", id);
        Json.checkObject("attributes of user \"%s\"".formatted(id), attributes);
    }

    /** The attributes in the shape of core: a list of texts for each field. */
    public Map<String, List<String>> fields() {
        return JsonFields.of(attributes);
    }
}
