package dev.kindred.neural;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The items that a step needs, each once: those of its sequences and those drawn as negatives. */
final class ItemSlots {
    private final int[] slotOf; // per item: its slot + 1, or 0
    private final boolean everything;
    private int[] items = new int[64];
    private int size;

    /**
     * @param everything whether all items are needed in every step
     */
    ItemSlots(int itemCount, boolean everything) {
        this.slotOf = new int[itemCount];
        this.everything = everything;
        for (int item = 0; everything && item < itemCount; item++) {
            slot(item);
        }
    }

    /** Forgets the step. */
    void clear() {
        for (int k = 0; k < size && !everything; k++) {
            slotOf[items[k]] = 0;
        }
        size = everything ? size : 0;
    }

    int slot(int item) {
        if (slotOf[item] == 0) {
            if (size == items.length) {
                items = Arrays.copyOf(items, 2 * size);
            }
            items[size] = item;
            slotOf[item] = ++size;
        }
        return slotOf[item] - 1;
    }

    /** Slots of random items, each at most once. */
    long[] draw(int count, SplittableRandom random) {
        int[] chosen = new int[count];
        for (int k = 0; k < count; k++) {
            chosen[k] = random.nextInt(slotOf.length);
        }
        return Arrays.stream(chosen).distinct().mapToLong(this::slot).toArray();
    }

    int size() {
        return size;
    }

    /** The items of the slots; longer than {@link #size}. */
    int[] items() {
        return items;
    }
}
