package dev.kindred.cli;

/** How results are written. */
enum OutputFormat {
    TABLE,
    JSON,
    CSV
}
