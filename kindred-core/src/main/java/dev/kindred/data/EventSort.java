package dev.kindred.data;

import java.util.Arrays;
import java.util.Comparator;

/** Sorts events by time; stable, and free where they are in order already. */
final class EventSort {
    private EventSort() {}

    /** Sorts {@code events[start..end)} by {@code time[event]}; equal times keep their order. */
    static void byTime(int[] events, int start, int end, long[] time) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        boolean inOrder = true;
        for (int at = start; at < end; at++) {
            long when = time[events[at]];
            inOrder &= when >= last;
            first = Math.min(first, when);
            last = Math.max(last, when);
        }
        if (inOrder) {
            return;
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(end - start);
        long span = last - first;
        if (span >= 0 && span < Long.MAX_VALUE >> bits) {
            byKeys(events, start, end, time, first, bits);
        } else {
            boxed(events, start, end, time);
        }
    }

    /** The time since the first one and the position fit into one number. */
    private static void byKeys(
            int[] events, int start, int end, long[] time, long first, int bits) {
        long[] keys = new long[end - start];
        for (int n = 0; n < keys.length; n++) {
            keys[n] = time[events[start + n]] - first << bits | n;
        }
        Arrays.sort(keys);
        int[] unsorted = Arrays.copyOfRange(events, start, end);
        int mask = (1 << bits) - 1;
        for (int n = 0; n < keys.length; n++) {
            events[start + n] = unsorted[(int) keys[n] & mask];
        }
    }

    private static void boxed(int[] events, int start, int end, long[] time) {
        Integer[] boxed = new Integer[end - start];
        for (int n = 0; n < boxed.length; n++) {
            boxed[n] = events[start + n];
        }
        Arrays.sort(boxed, Comparator.comparingLong(event -> time[event]));
        for (int n = 0; n < boxed.length; n++) {
            events[start + n] = boxed[n];
        }
    }
}
