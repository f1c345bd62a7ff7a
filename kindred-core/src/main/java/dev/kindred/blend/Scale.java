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
        double low;
        double high;
        double sum;
        int count;
        int missing;

        private float lowest = Float.POSITIVE_INFINITY;
        private float highest = Float.NEGATIVE_INFINITY;

        Measured(float[] scores, Seen seen) {
            seen.others(scores.length, (from, to) -> add(scores, from, to));
            low = missing > 0 ? Math.min(0, lowest) : lowest;
            high = missing > 0 ? Math.max(low, highest) : highest;
        }

        /** Without branches, as whether a score is there is hard to foresee. */
        private void add(float[] scores, int from, int to) {
            float least = lowest;
            float most = highest;
            double total = sum;
            int known = 0;
            for (int item = from; item < to; item++) {
                float score = scores[item];
                boolean there = !Float.isNaN(score);
                least = score < least ? score : least;
                most = score > most ? score : most;
                total += there ? score : 0;
                known += there ? 1 : 0;
            }
            lowest = least;
            highest = most;
            sum = total;
            count += known;
            missing += to - from - known;
        }

        double mean() {
            return (sum + missing * low) / (count + missing);
        }

        /** The sum of squared distances from the mean. */
        double squares(float[] scores, Seen seen, double mean) {
            double[] squares = {missing * (low - mean) * (low - mean)};
            seen.others(
                    scores.length,
                    (from, to) -> {
                        double total = squares[0];
                        for (int item = from; item < to; item++) {
                            double square = (scores[item] - mean) * (scores[item] - mean);
                            total += Double.isNaN(square) ? 0 : square;
                        }
                        squares[0] = total;
                    });
            return squares[0];
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
        double squares = measured.squares(scores, seen, mean);
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
