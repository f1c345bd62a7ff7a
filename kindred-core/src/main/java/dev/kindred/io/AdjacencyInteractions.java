package dev.kindred.io;

import java.util.Map;

/** Reads {@code user item item ...}; a line may have one item or none. */
final class AdjacencyInteractions {
    /** The longest line: about two million items of one user. */
    static final int LONGEST = 16 << 20;

    private final InteractionSink sink = new InteractionSink();
    private final LineReader lines;
    private int start; // of the current word
    private int end;

    private AdjacencyInteractions(LineReader lines) {
        this.lines = lines;
    }

    static InteractionFiles.Result read(LineReader lines, ReadOptions options) {
        lines.longest(LONGEST);
        var rejections = new Rejections(lines.source().name(), options);
        var reader = new AdjacencyInteractions(lines);
        while (lines.next()) {
            try {
                reader.addLine(rejections);
            } catch (BadLine bad) {
                rejections.reject(lines.number(), bad);
            }
        }
        return new InteractionFiles.Result(
                reader.sink.log(), rejections.report(InputFormat.ADJACENCY, Map.of()));
    }

    private void addLine(Rejections rejections) throws BadLine {
        int words = check();
        if (words == 0) {
            return;
        }
        toStart();
        nextWord();
        String user = word("user");
        while (nextWord()) {
            sink.add(user, word("item"));
        }
        if (words == 1) {
            rejections.acceptUserWithoutItems();
        } else {
            rejections.accept();
        }
    }

    /** Reads all words before one is used, so that a bad line leaves no trace; counts them. */
    private int check() throws BadLine {
        if (lines.tooLong()) {
            throw new BadLine("the line is too long", lines.bytes(), lines.start(), lines.end());
        }
        int words = 0;
        toStart();
        while (nextWord()) {
            word(words == 0 ? "user" : "item");
            words++;
        }
        return words;
    }

    private String word(String what) throws BadLine {
        return Text.id(lines.bytes(), start, end, false, what);
    }

    private void toStart() {
        end = lines.start();
    }

    private boolean nextWord() {
        byte[] bytes = lines.bytes();
        start = end;
        while (start < lines.end() && isBlank(bytes[start])) {
            start++;
        }
        end = start;
        while (end < lines.end() && !isBlank(bytes[end])) {
            end++;
        }
        return end > start;
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }
}
