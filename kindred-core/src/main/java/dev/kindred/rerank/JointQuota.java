package dev.kindred.rerank;

import java.util.Arrays;
import java.util.List;

/**
 * Quotas over several attributes, or over one of which items have several values. Each place goes
 * to the best item; but where an attribute's floors leave no choice any more, to the best of those
 * that serve the most attributes in that state.
 */
final class JointQuota {
    private final List<int[][]> groupsOf;
    private final List<Floors> floors;
    private final int[] mostGroups; // of an item, per attribute
    private final int size;
    private final int n;

    /**
     * A list to re-rank.
     *
     * @param groupsOf per attribute and position: the groups that it is in
     * @param floors per attribute
     */
    JointQuota(List<int[][]> groupsOf, List<Floors> floors, int size, int n) {
        this.groupsOf = groupsOf;
        this.floors = floors;
        this.size = size;
        this.n = Math.min(n, size);
        this.mostGroups =
                groupsOf.stream()
                        .mapToInt(
                                of -> Arrays.stream(of).mapToInt(one -> one.length).max().orElse(0))
                        .toArray();
    }

    int[] order() {
        int attributes = floors.size();
        int[][] counts = new int[attributes][];
        int[][] left = new int[attributes][];
        for (int a = 0; a < attributes; a++) {
            counts[a] = new int[floors.get(a).groups()];
            left[a] = new int[counts[a].length];
            for (int[] groups : groupsOf.get(a)) {
                add(left[a], groups, 1);
            }
        }
        int[] order = new int[n];
        boolean[] taken = new boolean[size];
        boolean[][] urgent = new boolean[attributes][];
        for (int k = 1; k <= n; k++) {
            for (int a = 0; a < attributes; a++) {
                urgent[a] = floors.get(a).urgent(counts[a], left[a], k, n);
            }
            int best = best(taken, urgent);
            taken[best] = true;
            order[k - 1] = best;
            for (int a = 0; a < attributes; a++) {
                add(counts[a], groupsOf.get(a)[best], 1);
                add(left[a], groupsOf.get(a)[best], -1);
            }
        }
        return order;
    }

    private static void add(int[] counts, int[] groups, int difference) {
        for (int group : groups) {
            counts[group] += difference;
        }
    }

    private int best(boolean[] taken, boolean[][] urgent) {
        int most = 0; // that any item can serve
        for (int a = 0; a < urgent.length; a++) {
            most += urgent[a] == null ? 0 : mostGroups[a];
        }
        int best = -1;
        int bestServed = -1;
        for (int position = 0; position < size && bestServed < most; position++) {
            int served = taken[position] ? -1 : served(position, urgent);
            if (served > bestServed) {
                best = position;
                bestServed = served;
            }
        }
        return best;
    }

    /** How many urgent needs of all attributes an item serves. */
    private int served(int position, boolean[][] urgent) {
        int served = 0;
        for (int a = 0; a < urgent.length; a++) {
            if (urgent[a] != null) {
                for (int group : groupsOf.get(a)[position]) {
                    served += urgent[a][group] ? 1 : 0;
                }
            }
        }
        return served;
    }
}
