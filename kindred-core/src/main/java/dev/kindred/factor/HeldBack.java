package dev.kindred.factor;

import java.util.BitSet;
import java.util.SplittableRandom;

/** The entries of the training data that are held back to see when to stop. */
final class HeldBack {
    private final BitSet entries;
    private final int size;

    /** Holds back each entry with the given chance. */
    HeldBack(int total, double share, SplittableRandom random) {
        entries = new BitSet();
        for (int k = 0; share > 0 && k < total; k++) {
            if (random.nextDouble() < share) {
                entries.set(k);
            }
        }
        size = entries.cardinality();
    }

    boolean contains(int entry) {
        return size > 0 && entries.get(entry);
    }

    int size() {
        return size;
    }
}
