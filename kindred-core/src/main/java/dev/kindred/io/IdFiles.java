package dev.kindred.io;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads ids, one per line; blanks around an id do not belong to it. Packed and encoded as in {@link
 * InteractionFiles}.
 */
public final class IdFiles {
    private IdFiles() {}

    /**
     * Reads a file.
     *
     * @param source a path, or {@code archive.zip!member}
     * @return the ids in the order of the file
     * @throws DataException if the file cannot be read, is empty, or a line is no id
     */
    public static List<String> read(String source) {
        try (Source opened = Source.open(source, List.of())) {
            var lines = new LineReader(opened);
            var ids = new ArrayList<String>();
            while (lines.next()) {
                String id = id(lines);
                if (!id.isEmpty()) {
                    ids.add(id);
                }
            }
            if (ids.isEmpty()) {
                throw new DataException(source + " is empty: it holds blank lines only");
            }
            return ids;
        }
    }

    private static String id(LineReader lines) {
        try {
            String text = Text.of(lines.bytes(), lines.start(), lines.end(), false).strip();
            return text.isEmpty() ? text : Text.id(text, "id", lines);
        } catch (BadLine bad) {
            throw new DataException(
                    "%s line %d: %s: \"%s\""
                            .formatted(
                                    lines.source().name(),
                                    lines.number(),
                                    bad.reason(),
                                    bad.excerpt()),
                    bad);
        }
    }
}
