package dev.kindred.factor;

import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

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

    /**
     * The mean of a cost over all entries held back.
     *
     * @param costs for each row of the data the cost of its entries
     */
    double mean(SparseRows data, FitContext context, IntFunction<IntToDoubleFunction> costs) {
        double[] sums = new double[data.rows()];
        context.forEachRow(
                sums.length,
                row -> {
                    IntToDoubleFunction cost = costs.apply(row);
                    for (int k = data.start(row); k < data.end(row); k++) {
                        if (contains(k)) {
                            sums[row] += cost.applyAsDouble(k);
                        }
                    }
                });
        return Arrays.stream(sums).sum() / size;
    }
}
