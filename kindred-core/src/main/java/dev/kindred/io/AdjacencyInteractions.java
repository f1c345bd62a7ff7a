package dev.kindred.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code user item item ...}; a line may have one item or none. */
final class AdjacencyInteractions {
    /** The longest line: about two million items of one user. */
    static final int LONGEST = 16 << 20;

    private AdjacencyInteractions() {}

    static InteractionFiles.Result read(LineReader lines, ReadOptions options) {
        lines.longest(LONGEST);
        var sink = new InteractionSink();
        var rejections = new Rejections(lines.source().name(), options);
        var words = new ArrayList<String>();
        while (lines.next()) {
            try {
                split(lines, words);
                add(words, sink, rejections);
            } catch (BadLine bad) {
                rejections.reject(lines.number(), bad);
            }
        }
        return new InteractionFiles.Result(
                sink.log(), rejections.report(InputFormat.ADJACENCY, Map.of()));
    }

    private static void add(List<String> words, InteractionSink sink, Rejections rejections) {
        if (words.size() == 1) {
            rejections.acceptUserWithoutItems();
        } else if (words.size() > 1) {
            for (int k = 1; k < words.size(); k++) {
                sink.add(words.get(0), words.get(k));
            }
            rejections.accept();
        }
    }

    /** All words of a line are read before one is used, so that a bad line leaves no trace. */
    private static void split(LineReader lines, List<String> words) throws BadLine {
        words.clear();
        if (lines.tooLong()) {
            throw new BadLine("the line is too long", lines.bytes(), lines.start(), lines.end());
        }
        byte[] bytes = lines.bytes();
        int start = lines.start();
        for (int k = start; k <= lines.end(); k++) {
            if (k == lines.end() || bytes[k] == ' ' || bytes[k] == '\t') {
                if (k > start) {
                    String what = words.isEmpty() ? "user" : "item";
                    words.add(Text.id(bytes, start, k, false, what));
                }
                start = k + 1;
            }
        }
    }
}
