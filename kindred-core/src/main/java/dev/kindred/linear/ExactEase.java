package dev.kindred.linear;

import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.SmallInverse;
import dev.kindred.internal.kernel.SymmetricInverse;
import dev.kindred.internal.kernel.TiledSymmetric;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import java.util.Arrays;

/** One training of {@link Ease} on all items. */
final class ExactEase {
    private static final int TILE = 256;

    private final SparseRows byUser;
    private final SparseRows byItem;
    private final float[] pull;
    private final FitContext context;
    private final int items;

    /**
     * @param pull what is added to the diagonal
     */
    ExactEase(SparseRows byUser, SparseRows byItem, float[] pull, FitContext context) {
        this.byUser = byUser;
        this.byItem = byItem;
        this.pull = pull;
        this.context = context;
        this.items = byItem.rows();
    }

    DenseWeights weights() {
        return weights(items <= Ease.LARGEST_IN_DOUBLE);
    }

    DenseWeights weights(boolean inDouble) {
        checkMemory(items, Runtime.getRuntime().maxMemory());
        var matrix = new TiledSymmetric(items, TILE);
        if (inDouble) {
            invertInDouble(matrix);
        } else {
            fill(matrix);
            boolean inverted =
                    SymmetricInverse.invert(
                            Kernels.get(),
                            context.threads(),
                            matrix,
                            done ->
                                    context.progress()
                                            .update("ease: inverse", done, matrix.blocks(), ""));
            if (!inverted) {
                throw Ease.singular();
            }
        }
        return scale(matrix);
    }

    /**
     * The matrix is all that grows with the square; a tenth of the heap is left for the rest.
     *
     * @param heap bytes that the JVM may use
     */
    static void checkMemory(int items, long heap) {
        double needed = 4.0 * items * items;
        if (needed > 0.9 * heap) {
            throw new FitException(
                    "ease: %d items need %.1f GB of heap, but Java may use %.1f GB. Maybe start it with -Xmx%dg, or set neighbours=%d."
                            .formatted(
                                    items,
                                    needed / 1e9,
                                    heap / 1e9,
                                    (long) Math.ceil(needed / 0.8e9),
                                    Ease.DEFAULT_NEIGHBOURS));
        }
    }

    /** Fills the lower triangle with the numbers of common users, and adds the diagonal. */
    private void fill(TiledSymmetric matrix) {
        var progress = new RowProgress(context, "ease: common users", items);
        context.forEachRowWithState(
                items,
                thread -> {
                    float[] row = new float[items];
                    return item -> {
                        commonUsers(item, row);
                        matrix.setRow(item, row);
                        progress.rowDone();
                    };
                });
    }

    /**
     * @param row out: the numbers of users who like both, for the items up to the given one
     */
    private void commonUsers(int item, float[] row) {
        Arrays.fill(row, 0, item + 1, 0);
        for (int k = byItem.start(item); k < byItem.end(item); k++) {
            int user = byItem.column(k);
            int end = byUser.end(user);
            for (int at = byUser.start(user); at < end; at++) {
                int other = byUser.column(at);
                if (other > item) {
                    break;
                }
                row[other]++;
            }
        }
        row[item] += pull[item];
    }

    private void invertInDouble(TiledSymmetric matrix) {
        double[][] lower = new double[items][];
        float[] row = new float[items];
        for (int item = 0; item < items; item++) {
            commonUsers(item, row);
            lower[item] = new double[item + 1];
            for (int other = 0; other <= item; other++) {
                lower[item][other] = row[other];
            }
        }
        double[] diagonal = new double[items];
        for (int item = 0; item < items; item++) {
            diagonal[item] = lower[item][item];
        }
        if (!SmallInverse.invert(lower)) {
            throw Ease.singular();
        }
        for (int item = 0; item < items; item++) {
            if (!(lower[item][item] * diagonal[item] < 1e12)) {
                throw Ease.singular();
            }
            for (int other = 0; other <= item; other++) {
                row[other] = (float) lower[item][other];
            }
            matrix.setRow(item, row);
        }
    }

    /** Turns the inverse into weights. */
    private DenseWeights scale(TiledSymmetric inverse) {
        float[] diagonal = new float[items];
        byte[] known = new byte[items];
        for (int item = 0; item < items; item++) {
            diagonal[item] = inverse.get(item, item);
            known[item] = (byte) (byItem.size(item) > 0 ? 1 : 0);
        }
        float[][] blocks = inverse.toRows(context.threads());
        context.forEachRow(
                items,
                item -> {
                    float[] block = blocks[inverse.block(item)];
                    int start = (item - inverse.firstRow(inverse.block(item))) * items;
                    for (int other = 0; other < items; other++) {
                        float weight = -block[start + other] / diagonal[other];
                        block[start + other] = other == item ? 0 : weight;
                    }
                });
        return new DenseWeights(known, TILE, blocks);
    }
}
