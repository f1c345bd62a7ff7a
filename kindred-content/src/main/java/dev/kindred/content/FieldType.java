package dev.kindred.content;

import java.util.Locale;
import java.util.stream.Stream;

/** What the values of an attribute are. */
enum FieldType {
    /** Words of a language. */
    TEXT,
    /** Names, categories: each value is one term; several stand between commas or semicolons. */
    TAGS,
    /** Near numbers are similar: a number counts for the two grid points around it. */
    NUMBER,
    /** Numbers of the same bucket are equal, all others different. */
    BUCKETS,
    /** Days, as {@link #NUMBER}. */
    DATE,
    /** A vector of numbers of the same length for all items. */
    EMBEDDING,
    /** Not used. */
    IGNORE;

    /** As it is written in settings. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Stream<String> labels() {
        return Stream.of(values()).map(FieldType::label);
    }

    boolean isNumeric() {
        return this == NUMBER || this == BUCKETS || this == DATE;
    }

    /** What a field of the type counts unless settings say otherwise. */
    double usualWeight() {
        return isNumeric() ? 0.25 : 1;
    }
}
