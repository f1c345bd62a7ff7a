package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.ModelInfo;

/**
 * What {@link Ials} learns: factors of the items, on the main axes of their Gram matrix. Immutable
 * and thread-safe.
 *
 * <p>A user is solved exactly from the history that is given; with n items of d factors that takes
 * O(min(n^2 d, n d^2 + d^3)), then scoring takes O(items d).
 */
public final class IalsModel extends LikesModel {
    IalsModel(ModelInfo info, IdIndex ids, LikesFoldIn users) {
        super(info, ids, users);
    }

    static IalsModel load(ModelInfo info, IdIndex ids, Tensors in) {
        return new IalsModel(info, ids, LikesFoldIn.load(ids.size(), in));
    }
}
