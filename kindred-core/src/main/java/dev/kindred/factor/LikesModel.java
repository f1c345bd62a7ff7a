package dev.kindred.factor;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.FactorModel;
import dev.kindred.model.ItemVectors;
import dev.kindred.model.ModelInfo;

/** A model of likes that is its items' factors: users are solved by {@link LikesFoldIn}. */
abstract sealed class LikesModel implements FactorModel permits BprModel, IalsModel {
    private final ModelInfo info;
    private final IdIndex ids;
    private final LikesFoldIn users;

    LikesModel(ModelInfo info, IdIndex ids, LikesFoldIn users) {
        this.info = info;
        this.ids = ids;
        this.users = users;
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

    /**
     * Splits a score into what each past item adds: {@code w_j (t - b_j) y_i.(a G + Y'WY + pull)^-1
     * y_j}, as Hu, Koren and Volinsky do. The parts and the item's bias add up to the score.
     */
    @Override
    public Explanation explain(History history, int item) {
        return users.explain(history, item);
    }
}
