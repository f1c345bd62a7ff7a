package dev.kindred.data;

import java.util.Arrays;
import java.util.Comparator;

/** Sorts events by time; stable, and free where they are in order already. */
final class EventSort {
    private EventSort() {}

    /** Sorts {@code events[start..end)} by {@code time[event]}, then by the event itself. */
    static void byTime(int[] events, int start, int end, long[] time) {
        if (inOrder(events, start, end, time)) {
            return;
        }
        Integer[] boxed = new Integer[end - start];
        for (int n = 0; n < boxed.length; n++) {
            boxed[n] = events[start + n];
        }
        Arrays.sort(
                boxed, Comparator.<Integer>comparingLong(k -> time[k]).thenComparingInt(k -> k));
        for (int n = 0; n < boxed.length; n++) {
            events[start + n] = boxed[n];
        }
    }

    private static boolean inOrder(int[] events, int start, int end, long[] time) {
        for (int at = start + 1; at < end; at++) {
            if (time[events[at]] < time[events[at - 1]]) {
                return false;
            }
        }
        return true;
    }
}
