package dev.kindred.linear;

import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;

/** Common users of each two of all items, in memory once for all threads. */
final class SharedGram implements Gram, PairCounts {
    private final float[][] rows;

    SharedGram(SparseRows byUser, SparseRows byItem, FitContext context) {
        int items = byItem.rows();
        rows = new float[items][items];
        context.forEachRow(
                items,
                item -> {
                    float[] row = rows[item];
                    for (int k = byItem.start(item); k < byItem.end(item); k++) {
                        int user = byItem.column(k);
                        for (int at = byUser.start(user); at < byUser.end(user); at++) {
                            row[byUser.column(at)]++;
                        }
                    }
                });
    }

    @Override
    public void count(int[] items, int size, float[] counts) {
        for (int a = 0; a < size; a++) {
            float[] row = rows[items[a]];
            for (int b = a; b < size; b++) {
                counts[a * size + b] = row[items[b]];
            }
        }
    }

    @Override
    public float[] row(int item) {
        return rows[item];
    }

    @Override
    public int start(int item) {
        return 0;
    }
}
