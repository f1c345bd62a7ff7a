package dev.kindred.model;

import dev.kindred.internal.Checks;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.Update;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of all items of a {@link FactorModel}, laid out for products with the vectors of many
 * users at once. Immutable and thread-safe.
 *
 * <p>The score of an item is the dot product of both vectors; an item without a vector has none
 * ({@code NaN}). One user and many get the same bits.
 *
 * <p>Memory: 4 bytes x items x width.
 */
public final class ItemVectors {
    private static final int ITEMS = 512;

    private final Kernels kernels = Kernels.get();
    private final int rows;
    private final int width;
    private final Panels panels;
    private final int[] silent;

    private ItemVectors(int rows, int width, Panels panels, int[] silent) {
        this.rows = rows;
        this.width = width;
        this.panels = panels;
        this.silent = silent;
    }

    /**
     * Lays out the vectors of the items.
     *
     * @param values row-major, one row of {@code factors} numbers per item; copied
     * @param biases added to the scores, one per item, or null for none; with them {@link #width}
     *     is one more than {@code factors}, and the last number of a user's vector is 1
     * @param known false for items without a vector
     */
    public static ItemVectors of(
            float[] values, int factors, float @Nullable [] biases, boolean[] known) {
        int rows = known.length;
        Checks.sameLength("item vectors", Math.multiplyExact(rows, factors), values.length);
        int[] silent = IntStream.range(0, rows).filter(row -> !known[row]).toArray();
        if (biases == null) {
            return packed(values, rows, factors, silent);
        }
        Checks.sameLength("biases", rows, biases.length);
        int width = factors + 1;
        float[] wider = new float[Math.multiplyExact(rows, width)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * factors, wider, row * width, factors);
            wider[row * width + factors] = biases[row];
        }
        return packed(wider, rows, width, silent);
    }

    private static ItemVectors packed(float[] values, int rows, int width, int[] silent) {
        int columns = Kernels.get().tileColumns();
        Panels panels = Panels.packTransposed(values, 0, width, rows, width, columns);
        return new ItemVectors(rows, width, panels, silent);
    }

    /** The number of items. */
    public int rows() {
        return rows;
    }

    /** The length of a vector. */
    public int width() {
        return width;
    }

    /** True if the item has a vector. */
    public boolean isKnown(int item) {
        return Arrays.binarySearch(silent, item) < 0;
    }

    /** Copies the vector of an item. */
    public void copy(int item, float[] vector) {
        panels.copyColumn(item, vector);
    }

    /** Scores all items for the vector of one user. */
    public void score(float[] user, float[] scores) {
        Checks.sameLength("scores", rows, scores.length);
        users(user, 1).score(0, rows, scores, rows);
    }

    /**
     * Scores some items for the vector of one user; the same bits as {@link #score(float[],
     * float[])}.
     *
     * @param scores out: the score of {@code items[k]} at k
     */
    public void score(float[] user, int[] items, float[] scores) {
        if (items.length == 0) {
            return;
        }
        float[] gathered = new float[Math.multiplyExact(items.length, width)];
        float[] vector = new float[width];
        for (int k = 0; k < items.length; k++) {
            copy(items[k], vector);
            System.arraycopy(vector, 0, gathered, k * width, width);
        }
        int columns = kernels.tileColumns();
        Panels some = Panels.packTransposed(gathered, 0, width, items.length, width, columns);
        kernels.product(users(user, 1).vectors, some, Update.SET, scores, 0, items.length);
        for (int k = 0; k < items.length; k++) {
            scores[k] = isKnown(items[k]) ? scores[k] : Float.NaN;
        }
    }

    /** The number of items to score at once, so that scores and vectors stay in the caches. */
    public int blockSize() {
        return Math.max(1, ITEMS / kernels.tileColumns()) * kernels.tileColumns();
    }

    /**
     * Prepares the vectors of some users.
     *
     * @param vectors row-major, the vectors of at least {@code count} users; copied
     */
    public Users users(float[] vectors, int count) {
        return new Users(
                Panels.packTransposed(vectors, 0, width, count, width, kernels.tileRows()));
    }

    /** Some users, ready to score items for. */
    public final class Users {
        private final Panels vectors;

        private Users(Panels vectors) {
            this.vectors = vectors;
        }

        /**
         * Scores the items {@code first} to {@code first + count - 1} for all of the users.
         *
         * @param first a multiple of {@link #blockSize}
         * @param scores out: the score of item {@code first + k} for user u at {@code u * step + k}
         */
        public void score(int first, int count, float[] scores, int step) {
            if (count == 0) {
                return;
            }
            kernels.product(vectors, panels.columns(first, count), Update.SET, scores, 0, step);
            int found = Arrays.binarySearch(silent, first);
            int at = found < 0 ? -1 - found : found;
            for (; at < silent.length && silent[at] < first + count; at++) {
                for (int user = 0; user < vectors.columns(); user++) {
                    scores[user * step + silent[at] - first] = Float.NaN;
                }
            }
        }

        /** Scores all items for all of the users: one array per user. */
        public void score(float[][] scores) {
            int block = blockSize();
            float[] some = new float[vectors.columns() * block];
            for (int first = 0; first < rows; first += block) {
                int count = Math.min(block, rows - first);
                score(first, count, some, block);
                for (int user = 0; user < vectors.columns(); user++) {
                    System.arraycopy(some, user * block, scores[user], first, count);
                }
            }
        }
    }
}
