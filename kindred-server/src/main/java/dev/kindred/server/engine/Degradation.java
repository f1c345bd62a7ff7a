package dev.kindred.server.engine;

import java.util.Locale;

/** Why an answer is not what it could be; the gravest first. */
public enum Degradation {
    /** The store gave no answer: the last known history and catalogue were used, if any. */
    STORE_UNAVAILABLE,
    /** There is no trained model yet: what is popular, trending or new fills the list. */
    NO_MODEL,
    /** The model threw an exception. */
    MODEL_FAILED,
    /** The model took too long. */
    TIMEOUT,
    /** The user has everything that may be recommended: items come again. */
    EVERYTHING_SEEN,
    /** Filters, rules, candidates and exclusions leave no item: the list is empty. */
    EVERYTHING_FILTERED,
    /** There is no item at all yet: the list is empty. */
    NO_ITEMS,
    /** A stored rule does not fit the catalogue as it is now, and was left out. */
    RULE_SKIPPED,
    /** The cache gave no answer: the list was computed. */
    CACHE_UNAVAILABLE;

    /** As answers write it: {@code no_model}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
