package dev.kindred.eval;

import dev.kindred.data.Dataset;
import java.util.Arrays;
import java.util.stream.IntStream;

/** How many users of the training data have each item. Items outside the training data: none. */
final class Popularity {
    private final int[] counts;
    private final int users;

    Popularity(Dataset train) {
        counts = new int[train.items().size()];
        for (int k = 0; k < train.byUser().entries(); k++) {
            counts[train.byUser().column(k)]++;
        }
        users = train.users().size();
    }

    int items() {
        return counts.length;
    }

    int users() {
        return users;
    }

    int count(int item) {
        return item < counts.length ? counts[item] : 0;
    }

    /** The share of users who have the item. */
    double share(int item) {
        return (double) count(item) / users;
    }

    /** {@code -log2} of the share; an item that nobody has counts as if one user had it. */
    double selfInformation(int item) {
        return Math.log((double) users / Math.max(1, count(item))) / Math.log(2);
    }

    /** All items, the most popular first; ties: lower row first. */
    int[] falling() {
        return IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> counts[a] == counts[b] ? a - b : counts[b] - counts[a])
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The fewest most popular items that hold a share of all interactions. */
    boolean[] head(double share) {
        boolean[] head = new boolean[counts.length];
        double left = share * Arrays.stream(counts).asLongStream().sum();
        for (int item : falling()) {
            if (left <= 0) {
                break;
            }
            head[item] = true;
            left -= counts[item];
        }
        return head;
    }

    /** Rank of each item's count among the different counts, 1 the largest; 0: nobody has it. */
    int[] denseRanks() {
        int[] ranks = new int[counts.length];
        int rank = 0;
        int previous = -1;
        for (int item : falling()) {
            if (counts[item] != previous) {
                rank++;
                previous = counts[item];
            }
            ranks[item] = counts[item] == 0 ? 0 : rank;
        }
        return ranks;
    }
}
