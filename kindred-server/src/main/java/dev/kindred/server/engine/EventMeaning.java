package dev.kindred.server.engine;

import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.pipeline.PipelineSpec.EventType;

/**
 * What events say, in training and in serving alike: values are multiplied by the weight of their
 * type and added up per user and item; types without weight and negative types say nothing about
 * what is liked. Immutable.
 */
public final class EventMeaning {
    private final PipelineSpec.Events events;

    public EventMeaning(PipelineSpec.Events events) {
        this.events = events;
    }

    /** By what values of a type are multiplied; 0 if it says nothing about what is liked. */
    public double weight(String type) {
        EventType known = events.types().get(type);
        return known == null ? events.others() : known.negative() ? 0 : known.weight();
    }

    /** Whether events of a type say that the user does not want the item. */
    public boolean isNegative(String type) {
        EventType known = events.types().get(type);
        return known != null && known.negative();
    }
}
