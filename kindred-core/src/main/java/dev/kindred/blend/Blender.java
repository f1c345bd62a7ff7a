package dev.kindred.blend;

import java.util.Arrays;
import java.util.List;

/** Makes one list of scores out of those of the parts. */
final class Blender {
    private static final int CASCADE_CANDIDATES = 100;
    private static final int SWITCH_EVERY = 5;
    private static final int BLOCK = 1024; // items whose sums stay in the nearest cache

    private final HybridConfig config;
    private final double[] weights;

    /**
     * A way to blend.
     *
     * @param weights of the parts, above 0; what they are is of no matter but for method weighted
     */
    Blender(HybridConfig config, double[] weights) {
        this.config = config;
        this.weights = weights;
    }

    /**
     * Blends.
     *
     * @param lists scores by part and item; spoilt
     * @param length of the history
     * @param scores out
     */
    void blend(float[][] lists, int length, Seen seen, float[] scores) {
        switch (config.method()) {
            case WEIGHTED -> weighted(lists, seen, scores);
            case SWITCHING ->
                    System.arraycopy(lists[switched(lists, length)], 0, scores, 0, scores.length);
            case CASCADE -> cascade(lists, seen, scores);
            case MIXED -> mixed(lists, seen, scores);
        }
    }

    private void cut(float[][] lists, Seen seen) {
        if (config.candidates() > 0) {
            for (float[] list : lists) {
                Ranking.keepBest(list, config.candidates(), seen);
            }
        }
    }

    /** Cuts each list to its candidates and normalises it. */
    Scale[] normalise(float[][] lists, Seen seen) {
        cut(lists, seen);
        Scale[] scales = new Scale[lists.length];
        for (int part = 0; part < lists.length; part++) {
            scales[part] = Scale.normalise(lists[part], seen, config.normalization());
        }
        return scales;
    }

    private void weighted(float[][] lists, Seen seen, float[] scores) {
        Scale[] scales = normalise(lists, seen);
        double[] sums = new double[Math.min(BLOCK, scores.length)];
        boolean[] any = new boolean[sums.length];
        for (int first = 0; first < scores.length; first += sums.length) {
            int count = Math.min(sums.length, scores.length - first);
            Arrays.fill(sums, 0);
            Arrays.fill(any, false);
            for (int part = 0; part < lists.length; part++) {
                add(lists[part], first, count, weights[part], scales[part].missing(), sums, any);
            }
            for (int k = 0; k < count; k++) {
                scores[first + k] = any[k] ? (float) sums[k] : Float.NaN;
            }
        }
    }

    /** Adds what a part says of some items. */
    private static void add(
            float[] list,
            int first,
            int count,
            double weight,
            double missing,
            double[] sums,
            boolean[] any) {
        for (int k = 0; k < count; k++) {
            float score = list[first + k];
            boolean there = !Float.isNaN(score);
            any[k] |= there;
            sums[k] += weight * (there ? score : missing);
        }
    }

    /** The part that answers: that of the length, or the nearest one with an opinion. */
    int switched(float[][] lists, int length) {
        int wanted = wanted(lists.length, length);
        for (int part = wanted; part >= 0; part--) {
            if (hasOpinion(lists[part])) {
                return part;
            }
        }
        for (int part = wanted + 1; part < lists.length; part++) {
            if (hasOpinion(lists[part])) {
                return part;
            }
        }
        return wanted;
    }

    private int wanted(int parts, int length) {
        int part = 0;
        while (part + 1 < parts && length >= switchAt(part)) {
            part++;
        }
        return part;
    }

    private int switchAt(int part) {
        List<Integer> lengths = config.switchAt();
        return lengths.isEmpty() ? SWITCH_EVERY * (part + 1) : lengths.get(part);
    }

    private static boolean hasOpinion(float[] list) {
        for (float score : list) {
            if (!Float.isNaN(score)) {
                return true;
            }
        }
        return false;
    }

    /** Scores say the place alone: 1 for the best, then evenly down to 0. */
    private static void placed(int[] order, int count, float[] scores) {
        Arrays.fill(scores, Float.NaN);
        for (int place = 0; place < count; place++) {
            scores[order[place]] = 1 - place / (float) scores.length;
        }
    }

    private void cascade(float[][] lists, Seen seen, float[] scores) {
        int best = config.candidates() == 0 ? CASCADE_CANDIDATES : config.candidates();
        int[] order = unseenFirst(Ranking.rows(lists[0]), seen);
        for (int part = 1; part < lists.length; part++) {
            sortStart(order, Math.min(best, order.length), lists[part]);
            best = Math.max(1, best / 2);
        }
        placed(order, order.length, scores);
    }

    /** Seen items take no place among the candidates. */
    private static int[] unseenFirst(int[] order, Seen seen) {
        int[] sorted = new int[order.length];
        int to = 0;
        for (boolean wanted : new boolean[] {false, true}) {
            for (int row : order) {
                if (seen.holds(row) == wanted) {
                    sorted[to++] = row;
                }
            }
        }
        return sorted;
    }

    /** Sorts the first rows by other scores; those without keep their order, behind the rest. */
    private static void sortStart(int[] order, int length, float[] by) {
        Integer[] start = new Integer[length];
        Arrays.setAll(start, at -> order[at]);
        Arrays.sort(
                start,
                (a, b) ->
                        Float.compare(
                                Float.isNaN(by[b]) ? Float.NEGATIVE_INFINITY : by[b],
                                Float.isNaN(by[a]) ? Float.NEGATIVE_INFINITY : by[a]));
        for (int at = 0; at < length; at++) {
            order[at] = start[at];
        }
    }

    private void mixed(float[][] lists, Seen seen, float[] scores) {
        cut(lists, seen);
        int[][] orders = new int[lists.length][];
        int[] next = new int[lists.length];
        for (int part = 0; part < lists.length; part++) {
            orders[part] = unseenFirst(Ranking.rows(lists[part]), seen);
        }
        int[] order = new int[scores.length];
        boolean[] taken = new boolean[scores.length];
        int count = 0;
        for (boolean more = true; more; ) {
            more = false;
            for (int part = 0; part < lists.length; part++) {
                int row = take(orders[part], next, part, taken);
                if (row >= 0) {
                    order[count++] = row;
                    more = true;
                }
            }
        }
        placed(order, count, scores);
    }

    /** The part's best row that nobody has taken, or -1. */
    private static int take(int[] order, int[] next, int part, boolean[] taken) {
        while (next[part] < order.length) {
            int row = order[next[part]++];
            if (!taken[row]) {
                taken[row] = true;
                return row;
            }
        }
        return -1;
    }
}
