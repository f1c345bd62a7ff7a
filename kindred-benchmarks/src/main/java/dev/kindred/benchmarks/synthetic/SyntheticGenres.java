package dev.kindred.benchmarks.synthetic;

import java.util.Arrays;

/** The items of each genre, and draws from them by popularity. */
final class SyntheticGenres {
    private static final double MANDELBROT_SHIFT = 20;

    private final int[][] members;
    private final double[][] upTo;

    SyntheticGenres(SyntheticData data) {
        int[] sizes = new int[data.genres() + 1];
        for (int item = 0; item < data.items(); item++) {
            sizes[genre(data, item)]++;
        }
        sizes[data.genres()] = data.items(); // the last one holds all items
        members = new int[sizes.length][];
        upTo = new double[sizes.length][];
        for (int genre = 0; genre < sizes.length; genre++) {
            members[genre] = new int[sizes[genre]];
            upTo[genre] = new double[sizes[genre]];
        }
        int[] filled = new int[sizes.length];
        for (int item = 0; item < data.items(); item++) {
            add(genre(data, item), item, filled);
            add(data.genres(), item, filled);
        }
    }

    private void add(int genre, int item, int[] filled) {
        int at = filled[genre]++;
        members[genre][at] = item;
        upTo[genre][at] = (at == 0 ? 0 : upTo[genre][at - 1]) + 1 / (item + MANDELBROT_SHIFT);
    }

    /** The genre of an item: a hash of seed and item. */
    static int genre(SyntheticData data, int item) {
        long mixed = (data.seed() + item * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 31)) * 0x94D049BB133111EBL;
        return (int) Math.floorMod(mixed ^ (mixed >>> 29), (long) data.genres());
    }

    /**
     * An item of a genre.
     *
     * @param genre the number of genres for all items; so do genres without items
     * @param uniform from 0 to below 1
     */
    int draw(int genre, double uniform) {
        int from = members[genre].length == 0 ? members.length - 1 : genre;
        double[] sums = upTo[from];
        int found = Arrays.binarySearch(sums, uniform * sums[sums.length - 1]);
        int at = found >= 0 ? found + 1 : -found - 1;
        return members[from][Math.min(at, sums.length - 1)];
    }
}
