package dev.kindred.experiment.analysis;

import dev.kindred.eval.Significance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * P values corrected for there being several; each may be compared with one level. {@code NaN}
 * stays and does not count.
 */
public enum Corrections {
    /** As they are. */
    NONE {
        @Override
        public double[] apply(double... p) {
            return p.clone();
        }
    },

    /**
     * The chance of any false alarm stays below the level. S. Holm, 1979. Example: .01 .04 .03 .005
     * give .03 .06 .06 .02.
     */
    HOLM {
        @Override
        public double[] apply(double... p) {
            return Significance.holm(p);
        }
    },

    /**
     * The expected share of false alarms among the alarms stays below the level. Y. Benjamini, Y.
     * Hochberg, 1995.
     */
    BENJAMINI_HOCHBERG {
        @Override
        public double[] apply(double... p) {
            int[] rising =
                    IntStream.range(0, p.length)
                            .filter(k -> !Double.isNaN(p[k]))
                            .boxed()
                            .sorted(Comparator.comparingDouble(k -> p[k]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            double[] corrected = new double[p.length];
            Arrays.fill(corrected, Double.NaN);
            double smallest = 1;
            for (int k = rising.length - 1; k >= 0; k--) {
                smallest = Math.min(smallest, p[rising[k]] * rising.length / (k + 1));
                corrected[rising[k]] = smallest;
            }
            return corrected;
        }
    };

    /** Corrected values in the same order. */
    public abstract double[] apply(double... p);
}
