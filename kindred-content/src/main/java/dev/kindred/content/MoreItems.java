package dev.kindred.content;

import dev.kindred.data.Attributes;
import dev.kindred.data.IdIndex;
import dev.kindred.model.ModelInfo;
import java.util.ArrayList;

/** Adds items to a model. */
record MoreItems(
        ModelInfo info, IdIndex items, Space space, EventWeights weights, Catalogue catalogue) {

    /** The model with the items of the attributes that it does not know. */
    ContentModel with(Attributes more) {
        var ids = new IdIndex.Builder(items);
        var added = new ArrayList<ItemTerms>();
        Vocabulary vocabulary = space.vocabulary().copy();
        for (int row = 0; row < more.ids().size(); row++) {
            int at = row;
            String id = more.ids().id(row);
            if (!items.contains(id)) {
                ids.add(id);
                ItemTerms item = space.reader().read(id, field -> more.values(at, field));
                for (int k = 0; k < item.size(); k++) {
                    vocabulary.add(item.term(k)); // known of no item of the training data
                }
                added.add(item);
            }
        }
        Space larger =
                Space.of(
                        space.config(),
                        space.fields(),
                        vocabulary,
                        space.items(),
                        space.meanLengths());
        return new ContentModel(info, ids.build(), larger, weights, catalogue(larger, added));
    }

    private Catalogue catalogue(Space larger, ArrayList<ItemTerms> added) {
        var vectors = new ItemVector[items.size() + added.size()];
        for (int row = 0; row < vectors.length; row++) {
            vectors[row] =
                    row < items.size()
                            ? catalogue.vector(row)
                            : larger.vector(added.get(row - items.size()));
        }
        return Catalogue.of(vectors, larger.vocabulary().size(), larger.dimensions());
    }
}
