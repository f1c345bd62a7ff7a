package dev.kindred.factor;

import java.util.SplittableRandom;

/** Random groups of rows, for training in parts. */
final class Groups {
    private Groups() {}

    /** Draws the group of each row: random, with about the same sum of counts per group. */
    static int[] draw(int[] counts, int size, SplittableRandom random) {
        int[] order = new int[counts.length];
        long total = 0;
        for (int k = 0; k < order.length; k++) {
            int at = random.nextInt(k + 1);
            order[k] = order[at];
            order[at] = k;
            total += counts[k];
        }
        int[] group = new int[counts.length];
        long sum = 0;
        for (int row : order) {
            group[row] = (int) Math.min(size - 1, sum * size / Math.max(1, total));
            sum += counts[row];
        }
        return group;
    }
}
