package dev.kindred.rank;

/** Something that happened to an item on its way to its place in a list. */
public sealed interface Note permits Note.Boost, Note.Move, Note.Drawn {
    /** The step or rule that did it, such as {@code mmr}. */
    String by();

    /** What happened, in a few words of a sentence. */
    String text();

    /**
     * A rule multiplied the score.
     *
     * @param factor above 1 moves the item up, below 1 down
     */
    record Boost(String by, double factor) implements Note {
        @Override
        public String text() {
            return String.format(java.util.Locale.ROOT, "score times %.4g by %s", factor, by);
        }
    }

    /**
     * A step put the item elsewhere.
     *
     * @param from rank before the step; the best is 1
     * @param to rank after it
     * @param reason why, such as {@code diversity}
     */
    record Move(String by, int from, int to, String reason) implements Note {
        @Override
        public String text() {
            return "moved from %d to %d by %s: %s".formatted(from, to, by, reason);
        }
    }

    /**
     * Chance put the item into the list.
     *
     * @param probability with which it was drawn, given what was drawn before it; above 0, up to 1
     */
    record Drawn(String by, double probability) implements Note {
        @Override
        public String text() {
            return String.format(
                    java.util.Locale.ROOT, "drawn by %s with probability %.4g", by, probability);
        }
    }
}
