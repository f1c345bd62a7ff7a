package dev.kindred.rerank;

import java.util.Arrays;

/**
 * The four algorithms of Geyik, Ambler and Kenthapadi (KDD 2019) for items that are each in one
 * group. Items are positions of a list that is sorted by score: the lower the better.
 *
 * <p>Beyond the paper: groups may run out, shares need not add up to 1, and DetCons and DetRelaxed
 * look ahead, so that they break no floor that can be met.
 */
final class DetQuota {
    private final int[] groupOf;
    private final Floors floors;
    private final int n;
    private final int[][] members;
    private final int[] counts;
    private final int[] left;

    /**
     * A list to re-rank.
     *
     * @param groupOf group of each position
     */
    DetQuota(int[] groupOf, Floors floors, int n) {
        this.groupOf = groupOf;
        this.floors = floors;
        this.n = Math.min(n, groupOf.length);
        this.counts = new int[floors.groups()];
        this.left = new int[floors.groups()];
        for (int group : groupOf) {
            left[group]++;
        }
        this.members = new int[floors.groups()][];
        int[] sizes = new int[floors.groups()];
        for (int group = 0; group < members.length; group++) {
            members[group] = new int[left[group]];
        }
        for (int position = 0; position < groupOf.length; position++) {
            members[groupOf[position]][sizes[groupOf[position]]++] = position;
        }
    }

    /** The positions of the first n places. */
    int[] order(QuotaMethod method) {
        return method == QuotaMethod.CONST_SORT ? sorted() : filled(method);
    }

    private int best(int group) {
        return members[group][counts[group]];
    }

    private int take(int group) {
        left[group]--;
        return members[group][counts[group]++];
    }

    private int[] filled(QuotaMethod method) {
        int[] order = new int[n];
        for (int k = 1; k <= n; k++) {
            order[k - 1] = take(next(method, k));
        }
        return order;
    }

    private int next(QuotaMethod method, int k) {
        boolean[] urgent = method == QuotaMethod.GREEDY ? null : floors.urgent(counts, left, k, n);
        int below = -1;
        int open = -1;
        int any = -1;
        for (int group = 0; group < counts.length; group++) {
            if (left[group] > 0) {
                if (counts[group] < floors.floor(group, k)) {
                    below = better(below, group);
                }
                if (counts[group] < floors.ceiling(group, k) && (urgent == null || urgent[group])) {
                    open = openBetter(method, k, open, group);
                }
                any = better(any, group);
            }
        }
        return below >= 0 ? below : open >= 0 ? open : any;
    }

    /** The group with the better next item. */
    private int better(int group, int other) {
        return group < 0 || best(other) < best(group) ? other : group;
    }

    private int openBetter(QuotaMethod method, int k, int group, int other) {
        if (group < 0 || method == QuotaMethod.GREEDY) {
            return better(group, other);
        }
        int order = Double.compare(due(method, k, other), due(method, k, group));
        return order < 0 || order == 0 && best(other) < best(group) ? other : group;
    }

    private double due(QuotaMethod method, int k, int group) {
        double due = floors.ceiling(group, k) / floors.share(group);
        return method == QuotaMethod.CONS ? due : Math.ceil(due - 1e-9);
    }

    private int[] sorted() {
        int[] order = new int[n];
        int[] deadlines = new int[n];
        int[] floorsSoFar = new int[counts.length];
        int size = 0;
        for (int k = 1; size < n && k <= 10 * n + 100; k++) {
            int[] changed = changed(floorsSoFar, k);
            for (int at = 0; at < changed.length && size < n; at++) {
                place(order, deadlines, size++, take(changed[at]), k);
            }
        }
        while (size < n) {
            int any = -1;
            for (int group = 0; group < counts.length; group++) {
                any = left[group] > 0 ? better(any, group) : any;
            }
            place(order, deadlines, size++, take(any), Integer.MAX_VALUE);
        }
        return order;
    }

    /** The groups whose floor rises at k and that have items left; the best next item first. */
    private int[] changed(int[] floorsSoFar, int k) {
        int[] changed = new int[counts.length];
        int size = 0;
        for (int group = 0; group < counts.length; group++) {
            int floor = floors.floor(group, k);
            if (floor > floorsSoFar[group] && left[group] > 0) {
                int at = size++;
                for (; at > 0 && best(changed[at - 1]) > best(group); at--) {
                    changed[at] = changed[at - 1];
                }
                changed[at] = group;
            }
            floorsSoFar[group] = Math.max(floor, floorsSoFar[group]);
        }
        return Arrays.copyOf(changed, size);
    }

    /** Appends an item, then moves it up past worse ones that may still wait. */
    private static void place(int[] order, int[] deadlines, int at, int item, int deadline) {
        int to = at;
        for (; to > 0 && order[to - 1] > item && deadlines[to - 1] > to; to--) {
            order[to] = order[to - 1];
            deadlines[to] = deadlines[to - 1];
        }
        order[to] = item;
        deadlines[to] = deadline;
    }
}
