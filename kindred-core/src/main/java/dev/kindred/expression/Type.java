package dev.kindred.expression;

import java.util.Locale;

/** What an expression or a part of one results in. */
public enum Type {
    TRUTH,
    NUMBER,
    TEXT,
    /** A point in time, in milliseconds since 1970. */
    DATE,
    /** A length of time, in milliseconds. */
    DURATION,
    NUMBERS,
    TEXTS,
    DATES,
    /** A field of which no row has a value: fits everywhere and is always missing. */
    NOTHING;

    boolean isList() {
        return this == NUMBERS || this == TEXTS || this == DATES;
    }

    /** True for what is kept as a double. */
    boolean isNumeric() {
        return this == NUMBER || this == DATE || this == DURATION;
    }

    /** The type of an element of a list; else the type itself. */
    Type element() {
        return switch (this) {
            case NUMBERS -> NUMBER;
            case TEXTS -> TEXT;
            case DATES -> DATE;
            default -> this;
        };
    }

    /** The type of lists of this. */
    Type list() {
        return switch (this) {
            case NUMBER -> NUMBERS;
            case TEXT -> TEXTS;
            case DATE -> DATES;
            default -> this;
        };
    }

    /** The type in words: "a number". */
    String inWords() {
        return switch (this) {
            case NUMBERS, TEXTS, DATES ->
                    "a list of " + element().name().toLowerCase(Locale.ROOT) + "s";
            case TRUTH -> "true or false";
            case TEXT -> "text";
            case NOTHING -> "nothing";
            default -> "a " + name().toLowerCase(Locale.ROOT);
        };
    }
}
