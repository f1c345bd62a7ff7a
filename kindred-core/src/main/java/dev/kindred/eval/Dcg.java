package dev.kindred.eval;

/**
 * One variant of the discounted cumulative gain.
 *
 * @param discount by rank
 * @param gain of a target, by what the user thought of it
 */
record Dcg(Discount discount, Gain gain) {
    private static final int CACHED = 1024;
    private static final double[] LOG2 = log2();

    /** How much a rank counts. */
    enum Discount {
        /** {@code 1 / log2(rank + 1)}. */
        LOG2_OF_NEXT,
        /** {@code 1 / max(1, log2 rank)}: ranks 1 and 2 count in full. */
        LENSKIT;

        /** How much a position counts; positions start at 0. */
        double at(int position) {
            return this == LENSKIT ? 1 / Math.max(1, log2(position + 1)) : 1 / log2(position + 2);
        }
    }

    /** What a target brings. */
    enum Gain {
        /** 1. */
        BINARY,
        /** The rating; 0 if negative. */
        RATING,
        /** {@code 2^rating - 1}; 0 if negative. */
        EXPONENTIAL,
        /** {@code 2^(rating - t + 1) - 1} above the least relevant rating t (1 where all are). */
        RANKSYS;

        double of(double value, double relevantFrom) {
            return switch (this) {
                case BINARY -> 1;
                case RATING -> Math.max(0, value);
                case EXPONENTIAL -> Math.max(0, Math.pow(2, value) - 1);
                case RANKSYS -> {
                    double least = Double.isInfinite(relevantFrom) ? 1 : relevantFrom;
                    yield Math.max(0, Math.pow(2, value - least + 1) - 1);
                }
            };
        }
    }

    /** Where the ideal list ends. */
    enum Ideal {
        /** After min(k, targets) targets. */
        CUT,
        /** After all targets, however many. */
        FULL,
        /** After k targets, even if there are fewer. */
        ALWAYS_K
    }

    private static double[] log2() {
        double[] log2 = new double[CACHED];
        for (int n = 1; n < CACHED; n++) {
            log2[n] = Math.log(n) / Math.log(2);
        }
        log2[2] = 1; // exactly, whatever the quotient rounds to
        return log2;
    }

    private static double log2(int n) {
        return n < CACHED ? LOG2[n] : Math.log(n) / Math.log(2);
    }

    private double gain(Outcome outcome, double value) {
        return gain.of(value, outcome.relevantFrom());
    }

    /** The discounted gain of a list. */
    double of(Outcome outcome, int k) {
        double sum = 0;
        for (int position = 0; position < outcome.size(k); position++) {
            if (outcome.hit(position)) {
                sum += gain(outcome, outcome.value(position)) * discount.at(position);
            }
        }
        return sum;
    }

    /** The gain by that of an ideal list; NaN if no target brings any. */
    double normalised(Outcome outcome, int k, Ideal ideal) {
        int length =
                switch (ideal) {
                    case CUT -> Math.min(k, outcome.targets());
                    case FULL -> outcome.targets();
                    case ALWAYS_K -> k;
                };
        double best = 0;
        for (int position = 0; position < length; position++) {
            double value = position < outcome.targets() ? outcome.idealValue(position) : 1;
            best += gain(outcome, value) * discount.at(position);
        }
        return of(outcome, k) / best;
    }
}
