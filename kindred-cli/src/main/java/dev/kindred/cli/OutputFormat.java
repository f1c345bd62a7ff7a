package dev.kindred.cli;

import java.util.Locale;

/** How results are written. */
enum OutputFormat {
    TABLE,
    JSON,
    CSV;

    /** As it is typed; completion and messages show it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
