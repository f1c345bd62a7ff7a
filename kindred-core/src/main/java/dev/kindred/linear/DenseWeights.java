package dev.kindred.linear;

import dev.kindred.data.History;
import dev.kindred.internal.Checks;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.io.Tensors;
import dev.kindred.io.Tensors.Tensor;
import dev.kindred.model.Explanation;
import java.util.Arrays;

/**
 * Weights from every item (rows) to every item (columns), in blocks of rows: no array has to hold
 * them all. Immutable.
 */
final class DenseWeights implements Weights {
    private static final String BLOCK = "model.weights.";
    private static final String KNOWN = "model.known";

    private final byte[] known;
    private final int rowsPerBlock;
    private final float[][] blocks;

    /**
     * @param known 1 for items that are scored, 0 for items without opinion
     * @param blocks each holds {@code rowsPerBlock} rows, the last one what is left
     */
    DenseWeights(byte[] known, int rowsPerBlock, float[][] blocks) {
        this.known = known;
        this.rowsPerBlock = Checks.positive("rowsPerBlock", rowsPerBlock);
        this.blocks = blocks;
        for (int block = 0; block < blocks.length; block++) {
            int rows = Math.min(rowsPerBlock, known.length - block * rowsPerBlock);
            Checks.sameLength(BLOCK + block, rows * known.length, blocks[block].length);
        }
    }

    static boolean isIn(Tensors in) {
        return in.has(KNOWN);
    }

    static DenseWeights load(Tensors in, int items) {
        byte[] known = in.bytes(KNOWN);
        Checks.sameLength(KNOWN, items, known.length);
        int rowsPerBlock = items == 0 ? 1 : (int) in.shape(BLOCK + 0)[0];
        Checks.positive("rows of " + BLOCK + 0, rowsPerBlock);
        float[][] blocks = new float[(items + rowsPerBlock - 1) / rowsPerBlock][];
        for (int block = 0; block < blocks.length; block++) {
            blocks[block] = in.floats(BLOCK + block);
        }
        return new DenseWeights(known, rowsPerBlock, blocks);
    }

    @Override
    public void save(Tensors out) {
        out.put(KNOWN, known);
        for (int block = 0; block < blocks.length; block++) {
            int rows = blocks[block].length / known.length;
            out.put(BLOCK + block, new Tensor(blocks[block], rows, known.length));
        }
    }

    private float[] block(int item) {
        return blocks[item / rowsPerBlock];
    }

    private int start(int item) {
        return item % rowsPerBlock * known.length;
    }

    @Override
    public void score(History history, float[] scores) {
        Arrays.fill(scores, 0);
        boolean anyKnown = false;
        for (int event = 0; event < history.size(); event++) {
            int item = history.item(event);
            if (history.value(event) > 0 && known[item] != 0) {
                anyKnown = true;
                Kernels.get().axpy(1, block(item), start(item), scores, 0, known.length);
            }
        }
        for (int item = 0; item < scores.length; item++) {
            if (!anyKnown || known[item] == 0) {
                scores[item] = Float.NaN;
            }
        }
    }

    @Override
    public void similarItems(int item, float[] scores) {
        int start = start(item);
        float[] row = block(item);
        for (int other = 0; other < scores.length; other++) {
            float weight = row[start + other];
            scores[other] = weight > 0 ? weight : Float.NaN;
        }
        scores[item] = Float.NaN;
    }

    @Override
    public Explanation explain(History history, int item) {
        History liked = history.positive();
        double[] contributions = new double[liked.size()];
        for (int event = 0; event < contributions.length; event++) {
            int past = liked.item(event);
            contributions[event] = block(past)[start(past) + item];
        }
        return Explanation.of(liked.items(), contributions);
    }
}
