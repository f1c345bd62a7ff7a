package dev.kindred.experiment;

import org.jspecify.annotations.Nullable;

/** Arms that units were exposed to, as the caller has stored them; must be thread-safe. */
@FunctionalInterface
public interface StickyArms {
    /** Nothing is remembered. */
    StickyArms NONE = (experiment, unit) -> null;

    /**
     * An arm that was stored.
     *
     * @param variant its name
     * @param version of the experiment at that time
     */
    record Arm(String variant, int version) {}

    /** The arm stored last for a unit, or null. */
    @Nullable Arm find(String experiment, String unit);
}
