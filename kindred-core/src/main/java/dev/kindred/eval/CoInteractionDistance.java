package dev.kindred.eval;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import org.jspecify.annotations.Nullable;

/**
 * 1 - common users / sqrt(users of a x users of b); unknown if one has no users.
 *
 * <p>Cost per pair: at most O(users / 64) for two popular items, O(users of the rarer) for one
 * popular item, O(users of both) for two rare ones. For a list of rare items the users are walked
 * over once for all pairs. Memory: at most 8 bytes per interaction, and per user and thread.
 */
final class CoInteractionDistance implements ItemDistance {
    private final SparseRows byItem;
    private final int words;
    private final long[] @Nullable [] bits; // of the users of items that have many
    private final ThreadLocal<long[]> positionsOfUser;

    CoInteractionDistance(Dataset train) {
        byItem = train.byItem();
        words = (train.users().size() + 63) / 64;
        bits = new long[byItem.rows()][];
        for (int item = 0; item < bits.length; item++) {
            if (byItem.size(item) > words) {
                bits[item] = bits(item);
            }
        }
        positionsOfUser = ThreadLocal.withInitial(() -> new long[train.users().size()]);
    }

    private long[] bits(int item) {
        long[] of = new long[words];
        for (int k = byItem.start(item); k < byItem.end(item); k++) {
            of[byItem.column(k) >> 6] |= 1L << byItem.column(k);
        }
        return of;
    }

    private int users(int item) {
        return item < byItem.rows() ? byItem.size(item) : 0;
    }

    @Override
    public double between(int itemA, int itemB) {
        boolean aIsRarer = users(itemA) <= users(itemB);
        int rarer = aIsRarer ? itemA : itemB;
        return users(rarer) == 0
                ? Double.NaN
                : distance(commonUsers(rarer, aIsRarer ? itemB : itemA), itemA, itemB);
    }

    private double distance(int common, int itemA, int itemB) {
        return 1 - common / Math.sqrt((double) users(itemA) * users(itemB));
    }

    private int commonUsers(int rarer, int other) {
        long[] bitsOfOther = bits[other];
        if (bitsOfOther == null) {
            return merged(rarer, other);
        }
        int common = 0;
        long[] bitsOfRarer = bits[rarer];
        if (bitsOfRarer != null) {
            for (int word = 0; word < words; word++) {
                common += Long.bitCount(bitsOfRarer[word] & bitsOfOther[word]);
            }
            return common;
        }
        for (int k = byItem.start(rarer); k < byItem.end(rarer); k++) {
            int user = byItem.column(k);
            common += (int) (bitsOfOther[user >> 6] >>> user & 1);
        }
        return common;
    }

    private int merged(int rarer, int other) {
        int common = 0;
        int at = byItem.start(other);
        int end = byItem.end(other);
        for (int k = byItem.start(rarer); k < byItem.end(rarer) && at < end; k++) {
            int user = byItem.column(k);
            while (at < end && byItem.column(at) < user) {
                at++;
            }
            common += at < end && byItem.column(at) == user ? 1 : 0;
        }
        return common;
    }

    @Override
    public double[][] among(Outcome outcome, int size) {
        long all = 0;
        for (int position = 0; position < size; position++) {
            all += users(outcome.item(position));
        }
        // Walking over all users pays if they are fewer than what the pairs would look at.
        return size <= Long.SIZE && 4 * all < (long) size * (size - 1) / 2 * words
                ? byUsers(outcome, size)
                : ItemDistance.super.among(outcome, size);
    }

    private double[][] byUsers(Outcome outcome, int size) {
        long[] positions = positionsOfUser.get();
        for (int position = 0; position < size; position++) {
            int item = outcome.item(position);
            for (int k = 0; k < users(item); k++) {
                positions[byItem.column(byItem.start(item) + k)] |= 1L << position;
            }
        }
        int[][] common = new int[size][size];
        for (int position = 0; position < size; position++) {
            int item = outcome.item(position);
            for (int k = 0; k < users(item); k++) {
                int user = byItem.column(byItem.start(item) + k);
                count(positions[user], common);
                positions[user] = 0; // each user once, and clean for the next list
            }
        }
        double[][] distances = new double[size][size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < a; b++) {
                int itemA = outcome.item(a);
                int itemB = outcome.item(b);
                boolean known = users(itemA) > 0 && users(itemB) > 0;
                distances[a][b] = known ? distance(common[a][b], itemA, itemB) : Double.NaN;
                distances[b][a] = distances[a][b];
            }
        }
        return distances;
    }

    /** Adds a user who has the items at the given positions to all pairs of them. */
    private static void count(long positions, int[][] common) {
        long rest = positions;
        while (rest != 0) {
            long highest = Long.highestOneBit(rest);
            rest ^= highest;
            int[] ofHighest = common[Long.numberOfTrailingZeros(highest)];
            for (long lower = rest; lower != 0; lower &= lower - 1) {
                ofHighest[Long.numberOfTrailingZeros(lower)]++;
            }
        }
    }
}
