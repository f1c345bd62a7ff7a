package dev.kindred.rank;

import dev.kindred.model.FitContext;
import dev.kindred.model.ItemVectors;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Makes a kind of index known through {@link ServiceLoader}. */
public interface ItemIndexProvider {
    /** Builds an index of the items. */
    ItemIndex build(ItemVectors vectors, FitContext context);

    /** The first provider that there is, or null: the library has none of its own. */
    static @Nullable ItemIndexProvider find() {
        return ServiceLoader.load(ItemIndexProvider.class).findFirst().orElse(null);
    }
}
