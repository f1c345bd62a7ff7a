package dev.kindred.benchmarks;

/**
 * A row of a table of results.
 *
 * @param work what was done on what
 * @param timing how long it took
 * @param rate what that makes per second, or its share of the machine's peak; may be empty
 * @param quality of the result, as our own evaluation measures it; may be empty
 * @param elsewhere what other systems needed on another machine; may be empty
 */
record Row(String work, Timing timing, String rate, String quality, String elsewhere) {
    static final String HEADER =
            """
            | work | median s | min - max (runs) | first run s | rate | quality | other load | other systems, on another machine (AMD EPYC, 2 cores) |
            |---|---|---|---|---|---|---|---|
            """;

    static Row of(String work, Timing timing) {
        return new Row(work, timing, "", "", "");
    }

    Row rate(String text) {
        return new Row(work, timing, text, quality, elsewhere);
    }

    Row quality(String text) {
        return new Row(work, timing, rate, text, elsewhere);
    }

    Row elsewhere(String text) {
        return new Row(work, timing, rate, quality, text);
    }

    String toMarkdown() {
        return "| %s | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        work,
                        timing.medianText(),
                        timing.spreadText(),
                        Timing.seconds(timing.first()),
                        rate,
                        quality,
                        timing.loadText(),
                        elsewhere);
    }
}
