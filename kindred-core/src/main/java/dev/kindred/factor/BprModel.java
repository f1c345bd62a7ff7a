package dev.kindred.factor;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.FactorModel;
import dev.kindred.model.ItemVectors;
import dev.kindred.model.ModelInfo;

/**
 * What {@link Bpr} learns: factors of the items, on the main axes of their Gram matrix, and biases.
 * Immutable and thread-safe.
 *
 * <p>A user is solved exactly from the history that is given; with n items of d factors that takes
 * O(min(n^2 d, n d^2 + d^3)), then scoring takes O(items d).
 */
public final class BprModel implements FactorModel {
    private final ModelInfo info;
    private final IdIndex ids;
    private final LikesFoldIn users;

    BprModel(ModelInfo info, IdIndex ids, LikesFoldIn users) {
        this.info = info;
        this.ids = ids;
        this.users = users;
    }

    static BprModel load(ModelInfo info, IdIndex ids, Tensors in) {
        return new BprModel(info, ids, LikesFoldIn.load(ids.size(), in));
    }

    @Override
    public void save(Tensors out) {
        users.save(out);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    @Override
    public ItemVectors itemVectors() {
        return users.itemVectors();
    }

    @Override
    public boolean userVector(History history, float[] vector) {
        return users.userVector(history, vector);
    }

    /** The cosine of the items' factors. */
    @Override
    public void similarItems(int item, float[] scores) {
        users.similarItems(item, scores);
    }

    /** Splits a score into what each past item adds; the parts and the item's bias add up to it. */
    @Override
    public Explanation explain(History history, int item) {
        return users.explain(history, item);
    }
}
