package dev.kindred.benchmarks.synthetic;

import java.util.Arrays;

/** The events of one synthetic user, sorted by item for a sparse row. */
final class SyntheticRow implements SyntheticData.Sink {
    private final long[] keys; // item in the upper half, event in the lower
    private final int[] values;
    private final long[] times;
    private int size;

    SyntheticRow(int count) {
        keys = new long[count];
        values = new int[count];
        times = new long[count];
    }

    @Override
    public void accept(int user, int item, int value, long time) {
        keys[size] = (long) item << 32 | size;
        values[size] = value;
        times[size++] = time;
    }

    /**
     * Writes the row from {@code start} on.
     *
     * @param ratings out: the values; of length 0 if they are not wanted
     */
    void copyTo(int start, int[] columns, float[] ratings, long[] whens, int[] order) {
        Arrays.sort(keys);
        for (int k = 0; k < size; k++) {
            int event = (int) keys[k];
            columns[start + k] = (int) (keys[k] >>> 32);
            whens[start + k] = times[event];
            order[start + event] = start + k;
            if (ratings.length > 0) {
                ratings[start + k] = values[event];
            }
        }
    }
}
