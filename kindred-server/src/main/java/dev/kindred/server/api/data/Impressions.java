package dev.kindred.server.api.data;

import dev.kindred.server.http.Fields;
import dev.kindred.server.transfer.EventJson;
import dev.kindred.server.transfer.EventRules;
import dev.kindred.store.Exposure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was shown, as the API reads and writes it. */
final class Impressions {
    private static final int MOST_ITEMS = 1000;
    private static final int LAST_POSITION = 1_000_000;

    /** Who made a list of which only is known that it was shown. */
    private static final String REPORTED = "reported";

    private Impressions() {}

    private record Place(String item, int position) {}

    /** Reads a body; null after a fault. */
    static @Nullable Exposure read(Fields in, EventRules rules) {
        String recommendation = EventJson.id(in, "recommendationId", true);
        String user = EventJson.id(in, "user", true);
        Long time = EventJson.time(in, rules);
        List<@Nullable Place> places = in.list("items", MOST_ITEMS, Impressions::place);
        if (!in.has("items")) {
            in.fault("items", "missing", "items must be there: a list");
        }
        if (recommendation == null || user == null || places == null || places.contains(null)) {
            return null;
        }
        var sorted = new ArrayList<Place>();
        for (int k = 0; k < places.size(); k++) {
            Place place = places.get(k);
            sorted.add(place.position > 0 ? place : new Place(place.item, k + 1));
        }
        sorted.sort(Comparator.comparingInt(Place::position));
        int[] positions = sorted.stream().mapToInt(Place::position).toArray();
        for (int k = 1; k < positions.length; k++) {
            if (positions[k] == positions[k - 1]) {
                in.fault("items", "same_position", "two items have position " + positions[k]);
                return null;
            }
        }
        return new Exposure(
                recommendation,
                user,
                time == null ? rules.now() : time,
                "",
                "",
                REPORTED,
                0,
                sorted.stream().map(Place::item).toList(),
                positions,
                new double[0]);
    }

    private static @Nullable Place place(Fields in) {
        String item = EventJson.id(in, "item", true);
        int position = in.integer("position", 0, 1, LAST_POSITION);
        return item == null ? null : new Place(item, position);
    }

    /** A list that was shown, as answers write it. */
    static Map<String, Object> shown(Exposure exposure) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("recommendationId", exposure.recommendation());
        shown.put("time", Instant.ofEpochMilli(exposure.time()).toString());
        shown.put("experiment", exposure.experiment());
        shown.put("variant", exposure.variant());
        shown.put("policy", exposure.policy());
        shown.put("model", exposure.model());
        shown.put("items", exposure.items());
        shown.put("positions", exposure.positions());
        if (exposure.propensities().length > 0) {
            shown.put("propensities", exposure.propensities());
        }
        return shown;
    }
}
