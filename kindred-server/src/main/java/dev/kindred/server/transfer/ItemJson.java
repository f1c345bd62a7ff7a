package dev.kindred.server.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Json;
import dev.kindred.store.ItemRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Items as the API reads and writes them. */
public final class ItemJson {
    private static final int MOST_CATEGORIES = 1000;
    private static final int MOST_DIMENSIONS = 4096;
    private static final String NONE = "{}";

    private ItemJson() {}

    /**
     * Reads an item; what is wrong is noted as faults of the fields.
     *
     * @param id of the item
     * @return an empty item after a fault
     */
    public static ItemRecord read(Fields in, String id) {
        try {
            return new ItemRecord(
                    id,
                    in.optionalText("title"),
                    in.optionalText("text"),
                    in.optionalText("owner"),
                    Objects.requireNonNullElse(in.texts("categories", MOST_CATEGORIES), List.of()),
                    Objects.requireNonNullElse(in.objectText("groups"), NONE),
                    Objects.requireNonNullElse(in.objectText("attributes"), NONE),
                    floats(in),
                    in.time("availableFrom"),
                    in.time("availableUntil"),
                    in.flag("hidden", false));
        } catch (IllegalArgumentException e) {
            in.fault("", "invalid", String.valueOf(e.getMessage()));
            return ItemRecord.of("x", null);
        }
    }

    private static float @Nullable [] floats(Fields in) {
        double[] numbers = in.numbers("embedding", MOST_DIMENSIONS);
        if (numbers == null) {
            return null;
        }
        float[] floats = new float[numbers.length];
        boolean finite = true;
        for (int k = 0; k < floats.length; k++) {
            floats[k] = (float) numbers[k];
            finite &= Float.isFinite(floats[k]);
            if (!Float.isFinite(floats[k]) && Double.isFinite(numbers[k])) {
                in.fault("embedding/" + k, "out_of_range", "embedding must hold 32-bit numbers");
            }
        }
        return finite ? floats : null; // else a fault was noted
    }

    /** An item as answers and exports show it. */
    public static Map<String, Object> shown(ItemRecord item) {
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("id", item.id());
        shown.put("title", item.title());
        shown.put("text", item.text());
        shown.put("categories", item.categories());
        shown.put("owner", item.owner());
        shown.put("groups", object(item.groups()));
        shown.put("attributes", object(item.attributes()));
        shown.put("embedding", item.embedding());
        shown.put("availableFrom", time(item.availableFrom()));
        shown.put("availableUntil", time(item.availableUntil()));
        shown.put("hidden", item.hidden());
        return shown;
    }

    static JsonNode object(String text) {
        return Json.parse(text);
    }

    static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }
}
