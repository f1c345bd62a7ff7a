package dev.kindred.content;

import dev.kindred.data.Attributes;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.AttributeModel;
import dev.kindred.model.Explanation;
import dev.kindred.model.ModelInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What {@link Content} learns: each item as a vector of weighed terms and embeddings. Immutable and
 * thread-safe. A user's profile is computed from the history that the model is given, so it is
 * never out of date.
 */
public final class ContentModel implements AttributeModel {
    private final ModelInfo info;
    private final IdIndex items;
    private final Space space;
    private final EventWeights weights;
    private final Catalogue catalogue;

    ContentModel(
            ModelInfo info, IdIndex items, Space space, EventWeights weights, Catalogue catalogue) {
        this.info = info;
        this.items = items;
        this.space = space;
        this.weights = weights;
        this.catalogue = catalogue;
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return items;
    }

    /** The fields that are used, with types and weights, as the setting {@code fields} has them. */
    public String fields() {
        return String.join(
                ",",
                space.fields().stream()
                        .map(
                                field ->
                                        "%s:%s:%s"
                                                .formatted(
                                                        field.name(),
                                                        field.type().label(),
                                                        field.weight()))
                        .toList());
    }

    /**
     * The cosine between the user's profile and each item; {@code NaN} for items without
     * attributes, and for all if the history says nothing.
     */
    @Override
    public void score(History history, float[] scores) {
        Profile profile = profile(history, weights.of(history));
        double length = profile.length();
        if (length > 0) {
            catalogue.products(profile, 1 / length, scores);
        } else {
            Arrays.fill(scores, Float.NaN);
        }
    }

    private Profile profile(History history, double[] eventWeights) {
        var profile = new Profile(catalogue);
        for (int k = 0; k < eventWeights.length; k++) {
            catalogue.addTo(profile, history.item(k), eventWeights[k]);
        }
        return profile;
    }

    /** The cosine between the items, where it is above 0. */
    @Override
    public void similarItems(int item, float[] scores) {
        similar(catalogue.vector(item), scores);
        scores[item] = Float.NaN;
    }

    private void similar(ItemVector item, float[] scores) {
        catalogue.products(Profile.of(catalogue, item), 1, scores);
        for (int row = 0; row < scores.length; row++) {
            scores[row] = scores[row] > 0 ? scores[row] : Float.NaN;
        }
    }

    /** The part of the score that each past item gave, and each term that they share with it. */
    @Override
    public Explanation explain(History history, int item) {
        return explain(history, catalogue.vector(item));
    }

    private Explanation explain(History history, ItemVector item) {
        double[] eventWeights = weights.of(history);
        Profile profile = profile(history, eventWeights);
        double length = profile.length();
        if (length == 0) {
            return Explanation.NONE;
        }
        Profile wanted = Profile.of(catalogue, item);
        double[] contributions = new double[eventWeights.length];
        for (int k = 0; k < contributions.length; k++) {
            double product = wanted.product(catalogue.vector(history.item(k)));
            contributions[k] = eventWeights[k] * product / length;
        }
        return Explanation.of(history.items(), contributions)
                .withTerms(terms(profile, item, length));
    }

    private List<Explanation.Term> terms(Profile profile, ItemVector item, double length) {
        var shared = new ArrayList<Explanation.Term>();
        for (int k = 0; k < item.terms().length; k++) {
            ItemTerms.Term term = space.vocabulary().term(item.terms()[k]);
            double contribution = profile.terms[item.terms()[k]] * item.values()[k] / length;
            String field = space.fields().get(term.field()).name();
            shared.add(new Explanation.Term(field, term.written(), contribution));
        }
        int from = 0;
        for (Field field : space.fields()) {
            double sum = 0;
            for (int end = from + field.dimensions(); from < end; from++) {
                sum += profile.dense[from] * item.dense()[from];
            }
            shared.add(new Explanation.Term(field.name(), "similar " + field.name(), sum / length));
        }
        return shared;
    }

    @Override
    public NewItem newItem(Map<String, List<String>> attributes) {
        ItemTerms read =
                space.reader().read("new item", name -> attributes.getOrDefault(name, List.of()));
        return new Unknown(space.vector(read));
    }

    /** An item that the catalogue lacks. */
    private final class Unknown implements NewItem {
        private final ItemVector vector;
        private final boolean empty;

        Unknown(ItemVector vector) {
            this.vector = vector;
            boolean embedded = false;
            for (float value : vector.dense()) {
                embedded |= value != 0;
            }
            empty = vector.terms().length == 0 && !embedded;
        }

        @Override
        public double score(History history) {
            Profile profile = profile(history, weights.of(history));
            double length = profile.length();
            return empty || length == 0 ? Double.NaN : profile.product(vector) / length;
        }

        @Override
        public void similarItems(float[] scores) {
            similar(vector, scores);
        }

        @Override
        public Explanation explain(History history) {
            return ContentModel.this.explain(history, vector);
        }
    }

    @Override
    public ContentModel withItems(Attributes more) {
        return new MoreItems(info, items, space, weights, catalogue).with(more);
    }

    @Override
    public void save(Tensors out) {
        ContentFile.save(space, weights, catalogue, out);
    }
}
