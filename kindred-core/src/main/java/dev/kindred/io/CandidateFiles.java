package dev.kindred.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the candidates that are to be ranked for each user: NCF's {@code
 * (user,positive)<TAB>item<TAB>item ...}, or pairs of user and item in any layout that {@link
 * InteractionFiles} reads. Cost: time O(bytes), memory about 8 bytes per candidate.
 */
public final class CandidateFiles {
    private CandidateFiles() {}

    /**
     * What a file holds.
     *
     * @param candidates the items to rank for each user, in the order of the file, without the
     *     positives that the file names as such
     * @param positives the items held back for each user; empty if the file does not name them
     * @param report what became of the lines
     */
    public record Result(
            Map<String, List<String>> candidates,
            Map<String, List<String>> positives,
            ReadReport report) {}

    /**
     * Reads a file.
     *
     * @param source a path, or {@code archive.zip!member}
     * @throws DataException if the file cannot be read or no line of it is good; with strict
     *     options, at the first bad line
     */
    public static Result read(String source, ReadOptions options) {
        try (Source opened = Source.open(source, List.of())) {
            var lines = new LineReader(opened);
            Shape shape =
                    Shape.of(
                            opened.name(),
                            lines.sample(),
                            options.format(),
                            fields -> Columns.isHeader(fields, options));
            return shape.format() == InputFormat.NCF_CANDIDATES
                    ? new Ncf().read(lines, options)
                    : ofPairs(InteractionFiles.read(lines, options));
        }
    }

    private static Result ofPairs(InteractionFiles.Result pairs) {
        var candidates = new Lists();
        pairs.log().forEach(pair -> candidates.of(pair.user()).add(candidates.one(pair.item())));
        return new Result(candidates.done(), Map.of(), pairs.report());
    }

    /** Lists per user that hold every item's text once. */
    private static final class Lists {
        private final Map<String, List<String>> byUser = new LinkedHashMap<>();
        private final Map<String, String> items = new HashMap<>();

        List<String> of(String user) {
            return byUser.computeIfAbsent(user, key -> new ArrayList<>());
        }

        String one(String item) {
            String first = items.putIfAbsent(item, item);
            return first == null ? item : first;
        }

        Map<String, List<String>> done() {
            byUser.replaceAll((user, list) -> List.copyOf(list));
            return Collections.unmodifiableMap(byUser);
        }
    }

    /** Reads NCF's layout. */
    private static final class Ncf {
        private final Lists candidates = new Lists();
        private final Lists positives = new Lists();

        Result read(LineReader lines, ReadOptions options) {
            lines.longest(AdjacencyInteractions.LONGEST);
            var records = new Records(lines, Delimiter.TAB, false, 0);
            var rejections = new Rejections(lines.source().name(), options);
            while (records.next()) {
                try {
                    records.split();
                    add(records, lines);
                    rejections.accept();
                } catch (BadLine bad) {
                    rejections.reject(records.number(), bad);
                }
            }
            ReadReport report = rejections.report(InputFormat.NCF_CANDIDATES, Map.of());
            return new Result(candidates.done(), positives.done(), report);
        }

        private void add(Records record, LineReader lines) throws BadLine {
            String pair = record.text(0);
            int comma = pair.indexOf(',');
            if (comma < 0 || !pair.startsWith("(") || !pair.endsWith(")")) {
                throw new BadLine("the line does not start with (user,item)", pair);
            }
            String user = Text.id(pair.substring(1, comma).trim(), "user", lines);
            String positive = pair.substring(comma + 1, pair.length() - 1).trim();
            positive = Text.id(positive, "item", lines);
            int size = record.count();
            while (size > 1 && record.isEmpty(size - 1)) {
                size--; // a tab at the end of the line
            }
            var items = new String[size - 1];
            for (int k = 1; k < size; k++) {
                items[k - 1] = candidates.one(record.id(k, "item"));
            }
            positives.of(user).add(positives.one(positive));
            candidates.of(user).addAll(Arrays.asList(items));
        }
    }
}
