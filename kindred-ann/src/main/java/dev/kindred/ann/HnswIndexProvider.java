package dev.kindred.ann;

import dev.kindred.model.FitContext;
import dev.kindred.model.ItemVectors;
import dev.kindred.rank.ItemIndex;
import dev.kindred.rank.ItemIndexProvider;

/** Builds {@link HnswIndex} with its defaults. */
public final class HnswIndexProvider implements ItemIndexProvider {
    @Override
    public ItemIndex build(ItemVectors vectors, FitContext context) {
        return HnswIndex.build(vectors, HnswConfig.builder().build(), context);
    }
}
