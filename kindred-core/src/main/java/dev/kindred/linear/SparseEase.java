package dev.kindred.linear;

import dev.kindred.data.SparseRows;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Symmetric;
import dev.kindred.model.FitContext;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** One training of {@link Ease} in which each target is regressed on some of the items alone. */
final class SparseEase {
    private final SparseRows byUser;
    private final SparseRows byItem;
    private final float[] pull;
    private final int neighbours;
    private final FitContext context;
    private final RowProgress progress;
    private final WeightRows byTarget;

    SparseEase(
            SparseRows byUser,
            SparseRows byItem,
            float[] pull,
            int neighbours,
            FitContext context) {
        this.byUser = byUser;
        this.byItem = byItem;
        this.pull = pull;
        this.neighbours = neighbours;
        this.context = context;
        progress = new RowProgress(context, "fit ease", byItem.rows());
        byTarget = new WeightRows(byItem.rows(), byItem.rows());
    }

    SparseWeights weights() {
        Supplier<PairCounts> pairs = PairCounts.of(byUser, byItem, context);
        context.forEachRowWithState(byItem.rows(), thread -> worker(pairs.get()));
        return new SparseWeights(byTarget.build().transpose());
    }

    private IntConsumer worker(PairCounts pairs) {
        var local = new LocalGram(byUser, byItem, pairs, pull, neighbours);
        return target -> {
            local.choose(target);
            local.count();
            local.addPull();
            solve(local);
            byTarget.set(target, local.items(), local.withTarget(), local.size());
            progress.rowDone();
        };
    }

    /** Leaves the weights where the numbers of users in common with the target were. */
    private static void solve(LocalGram local) {
        int size = local.size();
        if (!Symmetric.factor(Kernels.get(), local.gram(), 0, size)) {
            throw Ease.singular();
        }
        Symmetric.solve(Kernels.get(), local.gram(), 0, size, local.withTarget(), 0);
    }
}
