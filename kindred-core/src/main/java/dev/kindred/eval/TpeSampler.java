package dev.kindred.eval;

import dev.kindred.model.SearchRange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tree-structured Parzen estimator: looks for the next point where good trials are dense and bad
 * ones are rare.
 *
 * <p>The trials are parted into the {@code ceil(0.15 n)} best, at most {@value #MOST_GOOD}, and the
 * rest. Of {@value #CANDIDATES} points drawn from the density of the good ones, the point with the
 * largest ratio of the two densities is next, which is the one of largest expected improvement. The
 * first {@value #RANDOM_TRIALS} trials are random.
 *
 * <p>Cost: O(trials x axes x candidates) per point.
 *
 * <p>Source: J. Bergstra, R. Bardenet, Y. Bengio, B. Kegl, "Algorithms for Hyper-Parameter
 * Optimization", NIPS 2011. Differs: densities are mixtures of products over all axes (S. Falkner,
 * A. Klein, F. Hutter, "BOHB", ICML 2018), so that settings that only do well together are found;
 * given up trials count by the budget that they got (see {@link TrialOrder}).
 */
final class TpeSampler {
    static final int RANDOM_TRIALS = 10;
    static final int CANDIDATES = 24;
    static final int MOST_GOOD = 25;
    private static final double GOOD_SHARE = 0.15;

    private final SearchSpace space;
    private final int[] choices;

    TpeSampler(SearchSpace space) {
        this.space = space;
        this.choices = space.ranges().stream().mapToInt(SearchRange::choices).toArray();
    }

    /**
     * The next points of a search.
     *
     * @param ordered trials until now, best first
     * @return proposes a point at each call
     */
    Points after(List<Trial> ordered) {
        var points = new ArrayList<double[]>();
        for (Trial trial : ordered) {
            double[] point = space.point(trial.settings());
            if (point != null) {
                points.add(point);
            }
        }
        if (points.size() < RANDOM_TRIALS) {
            return space::randomPoint;
        }
        int good = (int) Math.min(MOST_GOOD, Math.ceil(GOOD_SHARE * points.size()));
        var dense = new ParzenMixture(points.subList(0, good), choices);
        var rare = new ParzenMixture(points.subList(good, points.size()), choices);
        return random -> best(dense, rare, random);
    }

    /** Proposes points. */
    interface Points {
        double[] next(SplittableRandom random);
    }

    private static double[] best(ParzenMixture dense, ParzenMixture rare, SplittableRandom random) {
        double[] best = dense.sample(random);
        double bestRatio = dense.logDensity(best) - rare.logDensity(best);
        for (int k = 1; k < CANDIDATES; k++) {
            double[] point = dense.sample(random);
            double ratio = dense.logDensity(point) - rare.logDensity(point);
            if (ratio > bestRatio) {
                best = point;
                bestRatio = ratio;
            }
        }
        return best;
    }
}
