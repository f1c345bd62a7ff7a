package dev.kindred.server.engine;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;

/**
 * A model among more items than it knows: those after its own get no opinion. Immutable and
 * thread-safe.
 */
final class ExtendedModel implements Model {
    private final Model inner;
    private final IdIndex items;
    private final ThreadLocal<float[]> known;

    private ExtendedModel(Model inner, IdIndex items) {
        this.inner = inner;
        this.items = items;
        int size = inner.items().size();
        this.known = ThreadLocal.withInitial(() -> new float[size]);
    }

    /** The model with these items, of which the first are its own. */
    static Model of(Model model, IdIndex items) {
        return items.size() == model.items().size() ? model : new ExtendedModel(model, items);
    }

    @Override
    public ModelInfo info() {
        return inner.info();
    }

    @Override
    public IdIndex items() {
        return items;
    }

    @Override
    public void score(History history, float[] scores) {
        spread(scores, own -> inner.score(known(history), own));
    }

    @Override
    public void similarItems(int item, float[] scores) {
        if (item < inner.items().size()) {
            spread(scores, own -> inner.similarItems(item, own));
        } else {
            Arrays.fill(scores, Float.NaN);
        }
    }

    private void spread(float[] scores, java.util.function.Consumer<float[]> scorer) {
        float[] own = known.get();
        scorer.accept(own);
        System.arraycopy(own, 0, scores, 0, own.length);
        Arrays.fill(scores, own.length, scores.length, Float.NaN);
    }

    @Override
    public Explanation explain(History history, int item) {
        return item < inner.items().size() ? inner.explain(known(history), item) : Explanation.NONE;
    }

    /** A history without the items that the model does not know. */
    private History known(History history) {
        return Histories.below(history, inner.items().size());
    }

    @Override
    public void save(Tensors out) {
        inner.save(out);
    }
}
