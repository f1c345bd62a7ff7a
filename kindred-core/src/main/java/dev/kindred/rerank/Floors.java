package dev.kindred.rerank;

/**
 * How many items of each group the first k places must hold: {@code floor(p_g k)}; with a slack of
 * 1e-9 for shares that are no binary fractions.
 */
final class Floors {
    private static final double SLACK = 1e-9;

    private final double[] shares;

    Floors(double[] shares) {
        this.shares = shares;
    }

    int groups() {
        return shares.length;
    }

    double share(int group) {
        return shares[group];
    }

    int floor(int group, int k) {
        return (int) Math.floor(shares[group] * k + SLACK);
    }

    int ceiling(int group, int k) {
        return (int) Math.ceil(shares[group] * k - SLACK);
    }

    /**
     * The groups from which place k (from 1) must be filled, so that later floors can be met: those
     * that still need items at the nearest place by which all places are spoken for. Null if the
     * choice is free.
     *
     * @param counts items of each group before place k
     * @param left items of each group still there; what is not there is not needed
     * @param n length of the list
     */
    boolean @org.jspecify.annotations.Nullable [] urgent(int[] counts, int[] left, int k, int n) {
        for (int horizon = k; horizon <= n; horizon++) {
            int needed = 0;
            for (int group = 0; group < shares.length; group++) {
                needed += need(counts, left, group, horizon);
            }
            if (needed >= horizon - k + 1) {
                boolean[] urgent = new boolean[shares.length];
                for (int group = 0; group < shares.length; group++) {
                    urgent[group] = need(counts, left, group, horizon) > 0;
                }
                return urgent;
            }
        }
        return null;
    }

    private int need(int[] counts, int[] left, int group, int horizon) {
        return Math.max(0, Math.min(left[group], floor(group, horizon) - counts[group]));
    }
}
