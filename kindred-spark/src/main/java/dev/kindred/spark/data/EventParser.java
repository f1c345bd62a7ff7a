package dev.kindred.spark.data;

import dev.kindred.io.BadLine;
import dev.kindred.io.InteractionFields;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Turns a row of text into an event, or into the reason why it is none; see {@link EventSource} for
 * the columns.
 *
 * @param weights type -> what its values are multiplied by
 * @param from the earliest time that is wanted
 * @param to the first time that is not
 */
record EventParser(Map<String, Double> weights, long from, long to)
        implements MapFunction<Row, EventRow> {
    /** Marks events that are fine and not wanted: outside the time window, or of weight 0. */
    static final String UNWANTED = "";

    private static final String WRONG_SHAPE = "the row has other fields than the first ones";

    @Override
    public EventRow call(Row row) {
        var event = new EventRow();
        event.setArrival(row.getLong(EventSource.ARRIVAL));
        String broken = text(row, EventSource.BROKEN);
        if (broken != null) {
            event.setReason(WRONG_SHAPE);
            event.setExcerpt(broken.length() <= 80 ? broken : broken.substring(0, 80) + "...");
            return event;
        }
        try {
            parse(row, event);
        } catch (BadLine bad) {
            event.setReason(bad.reason());
            event.setExcerpt(bad.excerpt());
        }
        return event;
    }

    private void parse(Row row, EventRow event) throws BadLine {
        event.setUser(InteractionFields.id("user", text(row, EventSource.USER)));
        event.setItem(InteractionFields.id("item", text(row, EventSource.ITEM)));
        double value = InteractionFields.value(text(row, EventSource.VALUE));
        event.setTime(InteractionFields.time(text(row, EventSource.TIME)));
        String type = text(row, EventSource.TYPE);
        double weight = type == null ? 1 : weights.getOrDefault(type.trim(), 1.0);
        event.setValue(weight * value);
        boolean inside = event.getTime() >= from && (event.getTime() < to || to == Long.MAX_VALUE);
        if (weight == 0 || !inside) {
            event.setReason(UNWANTED);
        }
    }

    private static @Nullable String text(Row row, int column) {
        return row.isNullAt(column) ? null : row.getString(column);
    }
}
