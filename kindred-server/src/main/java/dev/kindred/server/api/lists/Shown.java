package dev.kindred.server.api.lists;

import dev.kindred.server.engine.ListedItem;
import dev.kindred.server.engine.Neighbours.ListedUser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Items and users as answers show them. */
final class Shown {
    private Shown() {}

    static Map<String, Object> items(List<ListedItem> items) {
        return Map.of("items", items.stream().map(Shown::item).toList());
    }

    private static Map<String, Object> item(ListedItem item) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("item", item.item());
        if (Double.isFinite(item.score())) {
            shown.put("score", (float) item.score());
        }
        shown.put("source", item.source());
        if (!item.attributes().isEmpty()) {
            shown.put("attributes", item.attributes());
        }
        return shown;
    }

    static Map<String, Object> users(List<ListedUser> users) {
        return Map.of("users", users.stream().map(Shown::user).toList());
    }

    private static Map<String, Object> user(ListedUser user) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("user", user.user());
        shown.put("score", (float) user.score());
        if (!user.because().isEmpty()) {
            shown.put("because", user.because());
        }
        return shown;
    }
}
