package dev.kindred.coldstart;

import dev.kindred.data.History;
import dev.kindred.data.SparseRows;
import java.util.Arrays;

/**
 * Which values are likes: of ratings those of at least the mean, of everything else (likes, counts)
 * those above 0. Values are ratings where there are 2 to 21 different ones.
 *
 * @param likedFrom the smallest value that is a like
 * @param levels the different values, rising; empty where they are no ratings
 */
record Taste(double likedFrom, double[] levels) {
    private static final int MOST_LEVELS = 21;

    static Taste of(SparseRows values) {
        double[] levels = {};
        double sum = 0;
        for (int k = 0; k < values.entries(); k++) {
            double value = values.value(k);
            sum += value;
            int at = Arrays.binarySearch(levels, value);
            if (at < 0 && levels.length <= MOST_LEVELS) {
                levels = Arrays.copyOf(levels, levels.length + 1);
                System.arraycopy(levels, -at - 1, levels, -at, levels.length + at);
                levels[-at - 1] = value;
            }
        }
        boolean rated = levels.length >= 2 && levels.length <= MOST_LEVELS;
        return rated
                ? new Taste(sum / values.entries(), levels)
                : new Taste(Double.MIN_VALUE, new double[0]);
    }

    boolean isRated() {
        return levels.length > 0;
    }

    boolean likes(double value) {
        return value >= likedFrom;
    }

    /** The number of the level that is nearest to a value. */
    int level(double value) {
        int best = 0;
        for (int level = 1; level < levels.length; level++) {
            if (Math.abs(levels[level] - value) < Math.abs(levels[best] - value)) {
                best = level;
            }
        }
        return best;
    }

    /** The liked events of a history, or those that are not. */
    History only(History history, boolean liked) {
        History kept = history;
        for (int k = 0; k < history.size(); k++) {
            if (likes(history.value(k)) != liked) {
                kept = kept.without(history.item(k));
            }
        }
        return kept;
    }
}
