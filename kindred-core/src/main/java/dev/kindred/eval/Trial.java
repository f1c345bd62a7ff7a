package dev.kindred.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One configuration that a {@link Tuner} tried. Immutable.
 *
 * @param number 1 for the first
 * @param settings the settings that were searched, as texts
 * @param status how it ended
 * @param values the metric at each budget that the trial got, the smallest first
 * @param seconds wall time
 * @param message why it failed; else empty
 */
public record Trial(
        int number,
        Map<String, String> settings,
        Status status,
        List<Double> values,
        double seconds,
        String message) {
    /** How a trial ended. */
    public enum Status {
        /** Measured with the whole budget. */
        COMPLETE,
        /** Given up early, since others had done better with the same part of the budget. */
        STOPPED,
        /** The training failed, or the metric had no value. */
        FAILED
    }

    public Trial {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        values = List.copyOf(values);
    }

    /** The metric at the largest budget that the trial got; {@code NaN} if it got none. */
    public double value() {
        return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
    }
}
