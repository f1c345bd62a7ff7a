package dev.kindred.server.transfer;

import dev.kindred.server.http.Fields;
import dev.kindred.store.UserRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Descriptions of users as the API reads and writes them. */
public final class UserJson {
    private UserJson() {}

    /** Reads a user; what is wrong is noted as faults of the fields. */
    public static UserRecord read(Fields in, String id) {
        try {
            return new UserRecord(
                    id, Objects.requireNonNullElse(in.objectText("attributes"), "{}"));
        } catch (IllegalArgumentException e) {
            in.fault("", "invalid", String.valueOf(e.getMessage()));
            return new UserRecord("x", "{}");
        }
    }

    /** A user as exports show it. */
    public static Map<String, Object> shown(UserRecord user) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("id", user.id());
        shown.put("attributes", ItemJson.object(user.attributes()));
        return shown;
    }
}
