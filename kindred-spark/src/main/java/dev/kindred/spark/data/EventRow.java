package dev.kindred.spark.data;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** An event as it was read, or why it could not be: a bean for Spark's encoders. */
public final class EventRow implements Serializable {
    private static final long serialVersionUID = 1;

    private @Nullable String user;
    private @Nullable String item;
    private double value;
    private long time;
    private long arrival;
    private @Nullable String reason;
    private @Nullable String excerpt;

    public @Nullable String getUser() {
        return user;
    }

    public void setUser(@Nullable String id) {
        user = id;
    }

    public @Nullable String getItem() {
        return item;
    }

    public void setItem(@Nullable String id) {
        item = id;
    }

    /** The value times the weight of the event's type. */
    public double getValue() {
        return value;
    }

    public void setValue(double number) {
        value = number;
    }

    public long getTime() {
        return time;
    }

    public void setTime(long millis) {
        time = millis;
    }

    /** Orders events with equal times. */
    public long getArrival() {
        return arrival;
    }

    public void setArrival(long place) {
        arrival = place;
    }

    /** The rule that the row breaks, or null. */
    public @Nullable String getReason() {
        return reason;
    }

    public void setReason(@Nullable String rule) {
        reason = rule;
    }

    /** The offending value, if there is a reason. */
    public @Nullable String getExcerpt() {
        return excerpt;
    }

    public void setExcerpt(@Nullable String text) {
        excerpt = text;
    }
}
