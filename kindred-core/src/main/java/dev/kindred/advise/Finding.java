package dev.kindred.advise;

/**
 * Something about the data that its owner should know.
 *
 * @param severity how much it matters
 * @param code short name that does not change, such as {@code duplicates}
 * @param text what was found, with numbers
 * @param remedy what to do about it; empty where nothing needs to be done
 */
public record Finding(Severity severity, String code, String text, String remedy) {
    /** How much a finding matters. */
    public enum Severity {
        /** Worth knowing. */
        NOTE,
        /** Probably a mistake, or makes results worse. */
        WARNING,
        /** Nothing sensible can be trained. */
        PROBLEM
    }
}
