package dev.kindred.linear;

import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.BestN;
import dev.kindred.internal.kernel.Kernels;
import java.util.Arrays;

/**
 * Chooses the items that explain one target best, and counts the common users of each two of them.
 * One per thread.
 */
final class LocalGram implements Gram {
    private final SparseRows byUser;
    private final SparseRows byItem;
    private final float[] pull;
    private final float[] common;
    private final int[] reached;
    private final BestN best;
    private final int[] chosen;
    private final float[] withTarget;
    private final float[] gram;
    private final PairCounts pairs;
    private int size;

    /**
     * @param pairs counts common users; used by this thread alone, unless it is shared by nature
     * @param pull regularisation of each item
     * @param most items to choose at most
     */
    LocalGram(SparseRows byUser, SparseRows byItem, PairCounts pairs, float[] pull, int most) {
        this.byUser = byUser;
        this.byItem = byItem;
        this.pull = pull;
        common = new float[byItem.rows()];
        reached = new int[byItem.rows()];
        best = new BestN(Kernels.get(), most);
        chosen = new int[most];
        withTarget = new float[most];
        gram = new float[Math.multiplyExact(most, most)];
        this.pairs = pairs;
    }

    /** How many items were chosen. */
    int size() {
        return size;
    }

    /** The item rows chosen, rising; the first {@link #size} count. */
    int[] items() {
        return chosen;
    }

    /** The users that each chosen item has in common with the target. */
    float[] withTarget() {
        return withTarget;
    }

    /** Row-major over the chosen items; the upper triangle counts, until {@link #mirror}. */
    float[] gram() {
        return gram;
    }

    @Override
    public float[] row(int position) {
        return gram;
    }

    @Override
    public int start(int position) {
        return position * size;
    }

    /**
     * Chooses the items i other than the target that would lower its squared error most if they
     * were alone: those with the largest {@code common users^2 / (users of i + pull of i)}.
     */
    void choose(int target) {
        int count = countCommon(target);
        best.clear();
        for (int k = 0; k < count; k++) {
            int item = reached[k];
            if (item != target) {
                double explained = (double) common[item] * common[item];
                best.offer(item, (float) (explained / (byItem.size(item) + pull[item])));
            }
        }
        size = best.size();
        for (int position = 0; position < size; position++) {
            chosen[position] = best.row(position);
        }
        Arrays.sort(chosen, 0, size);
        for (int position = 0; position < size; position++) {
            withTarget[position] = common[chosen[position]];
        }
        for (int k = 0; k < count; k++) {
            common[reached[k]] = 0;
        }
    }

    private int countCommon(int target) {
        int count = 0;
        for (int k = byItem.start(target); k < byItem.end(target); k++) {
            int user = byItem.column(k);
            for (int at = byUser.start(user); at < byUser.end(user); at++) {
                int item = byUser.column(at);
                if (common[item] == 0) {
                    reached[count++] = item;
                }
                common[item]++;
            }
        }
        return count;
    }

    /** Counts the common users of each two chosen items. */
    void count() {
        pairs.count(chosen, size, gram);
    }

    /** Adds each chosen item's regularisation to the diagonal. */
    void addPull() {
        for (int position = 0; position < size; position++) {
            gram[position * size + position] += pull[chosen[position]];
        }
    }

    /** Fills the lower triangle. */
    void mirror() {
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < row; column++) {
                gram[row * size + column] = gram[column * size + row];
            }
        }
    }
}
