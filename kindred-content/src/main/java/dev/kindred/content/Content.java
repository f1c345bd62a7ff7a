package dev.kindred.content;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.List;

/**
 * Recommends items whose attributes are like those of the items that the user liked, and unlike
 * those of the items that the user disliked.
 *
 * <p>Each field f of an item is a vector of its terms' weights, of length 1: for words and tags
 * {@code (1 + ln tf) (ln((1 + N) / (1 + df)) + 1)}, or BM25; for numbers the position between the
 * two quantiles around it; for embeddings the vector itself. An item is {@code x_i = sum over f of
 * sqrt(w_f / W_i) x_if}, with {@code W_i} the weights of its fields that hold anything, so the
 * similarity of two items that have all fields is the weighted mean of the fields' cosines. A user
 * is {@code p = sum of w_ui x_i} over the history (Rocchio), with {@code w_ui = interest + (r_ui -
 * mean_u) / s}, where {@code mean_u} is the user's mean drawn towards the mean of all values by
 * {@code damping} of them, s the standard deviation of all values, and weights below 0 are
 * multiplied by {@code dislikes}. The score is the cosine of p and {@code x_i}: from -1 to 1.
 *
 * <p>Cost: training O(characters) time, memory O(terms of all items); a score O(entries of the
 * terms in the profile) plus O(items x length of the embeddings).
 *
 * <p>Items without attributes get no score; items that share nothing with the profile get 0. An
 * empty history, or one of items without attributes, gives no opinion. If all values of a history
 * are 1, each counts 1.
 *
 * <p>Source: J. J. Rocchio, "Relevance Feedback in Information Retrieval", 1971; G. Salton, C.
 * Buckley, "Term-weighting approaches in automatic text retrieval", 1988. Differs in one way: each
 * field is normalised and weighed by itself.
 */
public final class Content implements Algorithm<ContentModel> {
    /** The name of the algorithm. */
    public static final String NAME = "content";

    private final ContentConfig config;

    public Content(ContentConfig config) {
        this.config = config;
    }

    /**
     * Trains a model.
     *
     * @throws IllegalArgumentException if the items have no attributes, or not those that the
     *     configuration names
     * @throws dev.kindred.io.DataException if an embedding is no vector, or has another length than
     *     the others
     */
    @Override
    public ContentModel fit(Dataset data, FitContext context) {
        Attributes attributes = data.itemAttributes();
        if (attributes.fields().isEmpty() && data.items().size() > 0) {
            throw new IllegalArgumentException(
                    "content needs attributes of the items, but there are none. Maybe --items FILE is missing.");
        }
        List<Field> fields = Fields.of(config, attributes);
        if (fields.isEmpty() && data.items().size() > 0) {
            throw new IllegalArgumentException(
                    "content can use none of the fields %s. Maybe name them with their types: fields=%s:tags"
                            .formatted(
                                    String.join(", ", attributes.fields()),
                                    attributes.fields().get(0)));
        }
        Space space = new SpaceBuilder(config, fields, attributes).build(context);
        var vectors = new ItemVector[data.items().size()];
        context.forEachRow(
                vectors.length,
                row ->
                        vectors[row] =
                                space.vector(
                                        space.reader()
                                                .read(
                                                        data.items().id(row),
                                                        name -> attributes.values(row, name))));
        Catalogue catalogue = Catalogue.of(vectors, space.vocabulary().size(), space.dimensions());
        ModelInfo info = ModelInfo.of(NAME, config, data, context);
        return new ContentModel(
                info, data.items(), space, EventWeights.of(config, data), catalogue);
    }
}
