package dev.kindred.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The histories of the training data, cut to length and put together by like lengths. */
final class Sequences {
    /** Batches that are sorted by length together. */
    private static final int SORTED = 16;

    private final List<int[]> all = new ArrayList<>();
    private final int maxLength;
    private final int batchSize;

    /**
     * A step's sequences: each has one item more than places, since each place is to name the item
     * behind it.
     */
    record Batch(int[][] sequences) {
        /** The places of the longest sequence. */
        int length() {
            return Arrays.stream(sequences).mapToInt(items -> items.length - 1).max().orElse(0);
        }

        /** The places of all sequences. */
        int places() {
            return Arrays.stream(sequences).mapToInt(items -> items.length - 1).sum();
        }
    }

    Sequences(int maxLength, int batchSize) {
        this.maxLength = maxLength;
        this.batchSize = batchSize;
    }

    /** Adds a history: pieces of at most {@code maxLength} places, the last one whole. */
    void add(int[] items) {
        for (int end = items.length; end >= 2; end -= maxLength) {
            all.add(Arrays.copyOfRange(items, Math.max(0, end - maxLength - 1), end));
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The batches of an epoch, in random order. */
    List<Batch> batches(SplittableRandom random) {
        int[][] shuffled = all.toArray(int[][]::new);
        shuffle(shuffled, random);
        var batches = new ArrayList<Batch>();
        int group = SORTED * batchSize;
        for (int from = 0; from < shuffled.length; from += group) {
            int end = Math.min(shuffled.length, from + group);
            Arrays.sort(shuffled, from, end, Comparator.comparingInt(items -> items.length));
            for (int first = from; first < end; first += batchSize) {
                batches.add(
                        new Batch(
                                Arrays.copyOfRange(
                                        shuffled, first, Math.min(end, first + batchSize))));
            }
        }
        Batch[] order = batches.toArray(Batch[]::new);
        shuffle(order, random);
        return List.of(order);
    }

    private static void shuffle(Object[] array, SplittableRandom random) {
        for (int k = array.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            Object value = array[k];
            array[k] = array[other];
            array[other] = value;
        }
    }
}
