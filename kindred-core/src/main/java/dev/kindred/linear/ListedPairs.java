package dev.kindred.linear;

import dev.kindred.data.SparseRows;
import java.util.Arrays;

/**
 * Counts pairs without holding the counts of all items: each user's items are listed, then each two
 * of a list counted. One per thread.
 *
 * <p>Cost: O(interactions with the items + sum over users of list length squared).
 */
final class ListedPairs implements PairCounts {
    private final SparseRows byItem;
    private final int[] listEnd;
    private int[] lists = new int[0];
    private int[] users = new int[0];

    ListedPairs(SparseRows byUser, SparseRows byItem) {
        this.byItem = byItem;
        listEnd = new int[byUser.rows()];
    }

    @Override
    public void count(int[] items, int size, float[] counts) {
        Arrays.fill(counts, 0, size * size, 0);
        reserve(items, size);
        int touched = listUsers(items, size);
        fillLists(items, size, touched);
        int start = 0;
        for (int k = 0; k < touched; k++) {
            int end = listEnd[users[k]];
            countPairs(start, end, size, counts);
            listEnd[users[k]] = 0;
            start = end;
        }
    }

    private void reserve(int[] items, int size) {
        int entries = 0;
        for (int position = 0; position < size; position++) {
            entries += byItem.size(items[position]);
        }
        if (lists.length < entries) {
            lists = new int[entries];
            users = new int[entries];
        }
    }

    /** Finds the users of the items; leaves the lengths of their lists in listEnd. */
    private int listUsers(int[] items, int size) {
        int touched = 0;
        for (int position = 0; position < size; position++) {
            int item = items[position];
            for (int k = byItem.start(item); k < byItem.end(item); k++) {
                int user = byItem.column(k);
                if (listEnd[user]++ == 0) {
                    users[touched++] = user;
                }
            }
        }
        return touched;
    }

    /** Lists the positions of each user's items, rising; leaves the ends in listEnd. */
    private void fillLists(int[] items, int size, int touched) {
        int start = 0;
        for (int k = 0; k < touched; k++) {
            int length = listEnd[users[k]];
            listEnd[users[k]] = start;
            start += length;
        }
        for (int position = 0; position < size; position++) {
            int item = items[position];
            for (int k = byItem.start(item); k < byItem.end(item); k++) {
                lists[listEnd[byItem.column(k)]++] = position;
            }
        }
    }

    private void countPairs(int start, int end, int size, float[] counts) {
        for (int a = start; a < end; a++) {
            int row = lists[a] * size;
            for (int b = a; b < end; b++) {
                counts[row + lists[b]]++;
            }
        }
    }
}
