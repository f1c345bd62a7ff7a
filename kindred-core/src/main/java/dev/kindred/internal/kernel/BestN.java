package dev.kindred.internal.kernel;

import dev.kindred.internal.Checks;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The n best of many scores, offered in blocks: a buffer of about 2n candidates, cut to the n best
 * of them when it is full, and a scan that passes over all scores below the n-th best of the last
 * cut many at a time. Ties are decided for the lower row; {@code NaN} never enters.
 *
 * <p>Cost: far less than one comparison per score that is not among the best, a few for one that
 * is; no allocation after construction. Not thread-safe: one per thread.
 */
public final class BestN {
    private static final int CHUNK = 512;
    private static final int LEAST_SPARE = 32;
    private static final int MOST_SPARE = 1 << 16;
    private static final int LEAST_GROUPS = 64;
    private static final int MOST_GROUPS = CHUNK;

    private final Kernels kernels;
    private final int n;
    private final int enough;
    private final long[] keys;
    private final int[] positions = new int[CHUNK];
    private final float[] maxima;
    private int size;
    private long bar; // n rows above it are known, or it is 0; no key is below 0
    private boolean sorted;

    public BestN(Kernels kernels, int n) {
        this.kernels = kernels;
        this.n = Checks.positive("n", n);
        enough = Math.addExact(n, Math.max(LEAST_SPARE, Math.min(n, MOST_SPARE)));
        keys = new long[Math.addExact(enough, CHUNK)];
        int groups = 4 * Integer.highestOneBit(Math.min(n, MOST_GROUPS / 4));
        maxima = new float[Math.max(LEAST_GROUPS, groups)];
    }

    /** Forgets everything. */
    public void clear() {
        size = 0;
        bar = 0;
        sorted = false;
    }

    /** The number of rows kept, which are then at the positions below it, sorted or not. */
    public int size() {
        if (size > n) {
            cut();
        }
        return size;
    }

    /**
     * Offers a block of scores: those of the rows {@code firstRow}, {@code firstRow + 1}, ...
     * Blocks may come in any order.
     */
    public void offerAll(float[] block, int from, int length, int firstRow) {
        offerAll(block, from, length, firstRow, null);
    }

    /**
     * As {@link #offerAll(float[], int, int, int)}, but some rows must not enter.
     *
     * @param keeps asked about rows that may enter
     */
    public void offerAll(
            float[] block, int from, int length, int firstRow, @Nullable IntPredicate keeps) {
        if (size == 0 && keeps == null) {
            raise(block, from, length);
        }
        for (int k = 0; k < length; k += CHUNK) {
            int count = Math.min(CHUNK, length - k);
            offerChunk(block, from + k, count, firstRow + k, keeps);
        }
    }

    /**
     * Finds a bar for the first block: where n groups of its scores have maxima of some height, n
     * scores have it.
     */
    private void raise(float[] block, int from, int length) {
        int groups = maxima.length;
        if (length < 2 * groups || groups <= n) {
            return;
        }
        kernels.maxima(block, from, length, maxima);
        for (int group = 0; group < groups; group++) {
            keys[group] = key(group, maxima[group]);
        }
        cut(keys, groups, n);
        bar = key(Integer.MAX_VALUE, scoreOf(least(keys, n)));
    }

    private void offerChunk(
            float[] block, int from, int length, int firstRow, @Nullable IntPredicate keeps) {
        int found = kernels.atLeast(scoreOf(bar), block, from, length, positions);
        for (int at = 0; at < found; at++) {
            int row = firstRow + positions[at];
            long key = key(row, block[from + positions[at]]);
            if (key > bar && (keeps == null || keeps.test(row))) {
                keys[size++] = key;
            }
        }
        sorted &= found == 0;
        if (size >= enough) {
            cut();
        }
    }

    /**
     * False if a score would not be kept, as for {@code NaN}; true if it would be at the last
     * {@link #sort}, and perhaps still.
     */
    public boolean accepts(int row, float score) {
        return score == score && key(row, score) > bar;
    }

    /** Offers one score. */
    public void offer(int row, float score) {
        if (accepts(row, score)) {
            keys[size++] = key(row, score);
            sorted = false;
            if (size >= enough) {
                cut();
            }
        }
    }

    /**
     * Sorts what was kept, best first; {@link #row} and {@link #score} are valid until the next
     * offer.
     */
    public void sort() {
        if (sorted) {
            return;
        }
        if (size >= n) {
            cut();
        }
        Arrays.sort(keys, 0, size);
        sorted = true;
    }

    /** The row at a position of the sorted result. */
    public int row(int position) {
        return Integer.MAX_VALUE - (int) (keys[size - 1 - position] & Integer.MAX_VALUE);
    }

    /** The score at a position of the sorted result. */
    public float score(int position) {
        return scoreOf(keys[size - 1 - position]);
    }

    private void cut() {
        if (size > n) {
            cut(keys, size, n);
        }
        size = n;
        bar = least(keys, n);
    }

    private static long least(long[] keys, int count) {
        long least = keys[0];
        for (int k = 1; k < count; k++) {
            least = Math.min(least, keys[k]);
        }
        return least;
    }

    /**
     * A number above 0 that is the greater the better: the bits of the score in the order of
     * floats, above those of the row, turned round. Both zeros are the same.
     */
    private static long key(int row, float score) {
        int bits = Float.floatToRawIntBits(score + 0f);
        long rising = (bits ^ (bits >> 31 | Integer.MIN_VALUE)) & 0xffff_ffffL;
        return rising << 31 | Integer.MAX_VALUE - row;
    }

    /** The score in a key; minus infinity in 0. */
    private static float scoreOf(long key) {
        if (key == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        int rising = (int) (key >>> 31);
        return Float.intBitsToFloat(rising ^ (~rising >> 31 | Integer.MIN_VALUE));
    }

    /**
     * Moves the {@code best} greatest keys to the front: quickselect, without branches that a
     * processor cannot foresee.
     */
    private static void cut(long[] keys, int count, int best) {
        int first = 0;
        int last = count - 1;
        while (first < last) {
            long pivot = median(keys, first, last);
            int above = first;
            for (int k = first; k <= last; k++) {
                long key = keys[k];
                keys[k] = keys[above];
                keys[above] = key;
                above += (int) (pivot - key >>> 63);
            }
            int pivotAt = above;
            while (keys[pivotAt] != pivot) {
                pivotAt++;
            }
            keys[pivotAt] = keys[above];
            keys[above] = pivot;
            if (above == best || above == best - 1) {
                return;
            }
            if (above > best) {
                last = above - 1;
            } else {
                first = above + 1;
            }
        }
    }

    private static long median(long[] keys, int first, int last) {
        long a = keys[first];
        long b = keys[first + last >>> 1];
        long c = keys[last];
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
