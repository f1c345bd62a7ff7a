package dev.kindred.rerank;

import dev.kindred.internal.Checks;

/**
 * FA*IR's table: how many protected items each prefix must hold, {@code m(k) = F^-1(a; k, p)} of
 * the binomial distribution. The adjusted table uses the largest a for which a fair lottery fails
 * on some prefix with a chance of at most alpha, computed exactly.
 *
 * <p>Immutable. The library fair-search takes the a whose chance is nearest to alpha instead, and
 * so may exceed it: {@link #nearest}.
 */
public final class FairTable {
    private static final int HALVINGS = 60;

    private final int[] least;
    private final double share;

    private FairTable(int[] least, double share) {
        this.least = least;
        this.share = share;
    }

    /** The table for a given a, without correction. */
    public static FairTable unadjusted(int n, double share, double a) {
        Checks.positive("n", n);
        int[] least = new int[n];
        for (int k = 1; k <= n; k++) {
            least[k - 1] = quantile(k, share, a);
        }
        return new FairTable(least, share);
    }

    /** The least x with {@code F(x; k, p) >= a}. */
    private static int quantile(int k, double p, double a) {
        if (p >= 1) {
            return a > 0 ? k : 0;
        }
        double chance = Math.pow(1 - p, k);
        double sum = chance;
        int x = 0;
        while (sum < a && x < k) {
            chance *= p / (1 - p) * (k - x) / (x + 1);
            sum += chance;
            x++;
        }
        return x;
    }

    /** The table with the largest a that rejects a fair list with a chance of at most alpha. */
    public static FairTable adjusted(int n, double share, double alpha) {
        return bracket(n, share, alpha)[0];
    }

    /** The table whose chance to reject a fair list is nearest to alpha, as in fair-search. */
    public static FairTable nearest(int n, double share, double alpha) {
        FairTable[] both = bracket(n, share, alpha);
        double below = Math.abs(both[0].failProbability() - alpha);
        double above = Math.abs(both[1].failProbability() - alpha);
        return above < below ? both[1] : both[0];
    }

    /** The last table that keeps alpha, and the first that does not. */
    private static FairTable[] bracket(int n, double share, double alpha) {
        Checks.between("alpha", alpha, 0, 1);
        FairTable whole = unadjusted(n, share, alpha);
        if (whole.failProbability() <= alpha) {
            return new FairTable[] {whole, whole};
        }
        double low = 0;
        double high = alpha;
        for (int round = 0; round < HALVINGS; round++) {
            double middle = (low + high) / 2;
            if (unadjusted(n, share, middle).failProbability() <= alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new FairTable[] {unadjusted(n, share, low), unadjusted(n, share, high)};
    }

    public int length() {
        return least.length;
    }

    /** The least number of protected items among the first k. */
    public int least(int k) {
        return least[k - 1];
    }

    /** The chance that a lottery with the share falls short on some prefix. */
    public double failProbability() {
        double[] chances = new double[least.length + 1]; // of each count, all prefixes good
        chances[0] = 1;
        for (int k = 1; k <= least.length; k++) {
            for (int count = k; count >= 0; count--) {
                double more = count > 0 ? chances[count - 1] * share : 0;
                chances[count] = chances[count] * (1 - share) + more;
                if (count < least[k - 1]) {
                    chances[count] = 0;
                }
            }
        }
        double good = 0;
        for (double chance : chances) {
            good += chance;
        }
        return Math.max(0, 1 - good);
    }
}
