package dev.kindred.experiment.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do with an experiment.
 *
 * @param action in one word
 * @param variant the arm that it is about, or null
 * @param early true before the minimum of days has passed, or where it is not known how many have:
 *     not to be carried out automatically
 * @param words for people
 * @param reasons the numbers behind it
 */
public record Advice(
        Action action,
        @Nullable String variant,
        boolean early,
        String words,
        List<String> reasons) {

    /** What to do. */
    public enum Action {
        /** The assignment or the log is broken: no number can be trusted. */
        PAUSE,
        /** The arm does harm: back to the control. */
        STOP,
        /** The arm is better and harms nothing. */
        SHIP,
        /** Known well enough to be too small to matter. */
        NO_EFFECT,
        /** Not known yet. */
        CONTINUE
    }
}
