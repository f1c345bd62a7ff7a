package dev.kindred.internal;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which known word was meant. */
public final class Suggestion {
    private static final int LONGEST = 100;

    private Suggestion() {}

    /**
     * {@code (did you mean "word"?)} for the closest known word, or an empty text where none is
     * close: at most a third of its letters, or two, apart. The start of a word counts as that
     * word; of equally close ones the first is taken.
     */
    public static String didYouMean(String word, Collection<String> known) {
        String best = closest(word, known);
        return best == null ? "" : " (did you mean \"%s\"?)".formatted(best);
    }

    /** The closest known word, or null where none is close. */
    public static @Nullable String closest(String word, Collection<String> known) {
        String best = null;
        if (word.length() > LONGEST) {
            return null;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        int bestDistance = Math.min(Math.max(2, word.length() / 3), word.length() - 1) + 1;
        for (String candidate : known) {
            String other = candidate.toLowerCase(Locale.ROOT);
            boolean continues = lower.length() >= 3 && other.startsWith(lower);
            int distance = continues ? 0 : distance(lower, other);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Edits (insert, delete, replace, swap neighbours) that turn one word into the other. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
