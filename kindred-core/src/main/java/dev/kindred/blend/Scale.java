package dev.kindred.blend;

/**
 * How the scores of one list were normalised.
 *
 * @param slope what one unit of the score became; NaN where that differs from score to score
 * @param missing what an item without opinion counts as
 */
record Scale(double slope, double missing) {
    private static final int RRF_OFFSET = 60;
    private static final Scale SILENT = new Scale(0, 0);

    /**
     * Normalises the scores of one list in place; NaN stays NaN.
     *
     * @param seen items that are normalised with the rest, but are not measured
     */
    static Scale normalise(float[] scores, Seen seen, Normalization by) {
        return switch (by) {
            case NONE -> new Scale(1, 0);
            case MIN_MAX -> minMax(scores, seen);
            case Z -> z(scores, seen);
            case RANK, RRF -> rank(scores, seen, by);
        };
    }

    /** What is measured of the unseen items. */
    private static final class Measured {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double sum;
        int count;
        int missing;

        Measured(float[] scores, Seen seen) {
            for (int item = 0; item < scores.length; item++) {
                double score = scores[item];
                if (seen.holds(item)) {
                    continue;
                } else if (Double.isNaN(score)) {
                    missing++;
                    continue;
                }
                low = Math.min(low, score);
                high = Math.max(high, score);
                sum += score;
                count++;
            }
            low = missing > 0 ? Math.min(0, low) : low;
            high = missing > 0 ? Math.max(low, high) : high;
        }

        double mean() {
            return (sum + missing * low) / (count + missing);
        }
    }

    private static Scale minMax(float[] scores, Seen seen) {
        var measured = new Measured(scores, seen);
        if (measured.count == 0) {
            return silence(scores);
        }
        double range = measured.high - measured.low;
        return line(scores, measured.low, range > 0 ? 1 / range : 0, measured.low);
    }

    private static Scale z(float[] scores, Seen seen) {
        var measured = new Measured(scores, seen);
        if (measured.count == 0) {
            return silence(scores);
        }
        double mean = measured.mean();
        double squares = measured.missing * (measured.low - mean) * (measured.low - mean);
        for (int item = 0; item < scores.length; item++) {
            if (!Float.isNaN(scores[item]) && !seen.holds(item)) {
                squares += (scores[item] - mean) * (scores[item] - mean);
            }
        }
        double deviation = Math.sqrt(squares / (measured.count + measured.missing));
        boolean flat = measured.high == measured.low; // a deviation may be left by rounding
        return line(scores, mean, flat || deviation == 0 ? 0 : 1 / deviation, measured.low);
    }

    /** The list says nothing of unseen items: then it says nothing at all. */
    private static Scale silence(float[] scores) {
        java.util.Arrays.fill(scores, Float.NaN);
        return SILENT;
    }

    private static Scale line(float[] scores, double from, double slope, double low) {
        for (int item = 0; item < scores.length; item++) {
            scores[item] = (float) ((scores[item] - from) * slope);
        }
        return new Scale(slope, (low - from) * slope);
    }

    private static Scale rank(float[] scores, Seen seen, Normalization by) {
        int[] rows = Ranking.rows(scores);
        int count = 0;
        for (int row : rows) {
            count += seen.holds(row) ? 0 : 1;
        }
        int rank = 1;
        for (int row : rows) {
            scores[row] =
                    (float)
                            (by == Normalization.RRF
                                    ? 1.0 / (RRF_OFFSET + rank)
                                    : 1 - (rank - 1.0) / Math.max(1, count));
            rank += seen.holds(row) ? 0 : 1;
        }
        return new Scale(Double.NaN, 0);
    }
}
