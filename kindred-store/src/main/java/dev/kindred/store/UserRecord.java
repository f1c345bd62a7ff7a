package dev.kindred.store;

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
}
