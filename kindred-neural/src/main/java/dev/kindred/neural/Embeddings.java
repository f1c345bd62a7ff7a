package dev.kindred.neural;

import dev.kindred.data.History;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.model.Explanation;
import java.util.Arrays;

/** Cosines between the embeddings of items. Immutable and thread-safe. */
final class Embeddings {
    private static final int CAUSES = 10;

    private final Kernels kernels = Kernels.get();
    private final int rows;
    private final int width;
    private final float[] units; // embeddings of length 1, or 0

    /**
     * @param parts row-major embeddings, one row per item in each; those of an item are put one
     *     behind the other, each part scaled to length 1 first
     */
    Embeddings(int rows, float[]... parts) {
        this.rows = rows;
        this.width =
                rows == 0 ? 0 : Arrays.stream(parts).mapToInt(part -> part.length / rows).sum();
        this.units = new float[rows * width];
        int at = 0;
        for (float[] part : parts) {
            int size = rows == 0 ? 0 : part.length / rows;
            for (int row = 0; row < rows; row++) {
                float square = kernels.dot(part, row * size, part, row * size, size);
                float scale = (float) (1 / Math.sqrt(square * parts.length));
                if (Float.isFinite(scale)) {
                    kernels.axpy(scale, part, row * size, units, row * width + at, size);
                }
            }
            at += size;
        }
    }

    /** See {@link dev.kindred.model.Model#similarItems}. */
    void similarItems(int item, float[] scores) {
        kernels.dots(units, 0, rows, width, units, item * width, scores);
        boolean silent = kernels.dot(units, item * width, units, item * width, width) == 0;
        for (int other = 0; other < rows; other++) {
            if (silent || other == item || scores[other] == 0) {
                scores[other] = Float.NaN;
            }
        }
    }

    /** The items of a history that are nearest to an item, with their cosines; those above 0. */
    Explanation nearest(History history, int item) {
        int[] liked = history.without(item).positive().items();
        double[] cosines = new double[liked.length];
        for (int k = 0; k < liked.length; k++) {
            cosines[k] =
                    Math.max(0, kernels.dot(units, liked[k] * width, units, item * width, width));
        }
        Explanation all = Explanation.of(liked, cosines);
        int kept = Math.min(CAUSES, all.size());
        return new Explanation(
                Arrays.copyOf(all.items(), kept), Arrays.copyOf(all.contributions(), kept));
    }
}
