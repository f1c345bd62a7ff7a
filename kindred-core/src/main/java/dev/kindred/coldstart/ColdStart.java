package dev.kindred.coldstart;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import dev.kindred.rank.ItemFilter;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import dev.kindred.rank.TopN;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists for users of whom little is known: what each source says, blended by how far it can be
 * trusted, each item with its reason. Immutable and thread-safe.
 *
 * <ol>
 *   <li>{@value #ANSWERS}: what the user said or did so far, judged by a model: the score for what
 *       was liked, less half the score for what was not. Weight {@code a = n / (n + m)} after n
 *       answers, so that personal items fade in.
 *   <li>{@link Demographic}: what people with the same attributes have. Weight {@code (1 - a) g}
 *       with {@link DemographicModel#confidence} g.
 *   <li>{@value #POPULAR}: {@link CautiousPopularity}. Weight {@code (1 - a) (1 - g)}.
 *   <li>{@link DiverseCategories}: a share of {@code (1 - a)} of the places, at the end of the
 *       list, goes to categories that the list lacks; and what is left open, down to items that
 *       nobody knows yet.
 * </ol>
 *
 * <p>Scores of each source are divided by the largest of those that may be recommended before they
 * are added. The reason of an item (the source of its entry) is the source that gave it most. A
 * list has no item twice and n items wherever so many may be recommended. Ties: lower item row.
 *
 * <p>Cost: that of the models and O(items) per list.
 */
public final class ColdStart implements Recommender {
    /** The source of items that follow from what the user said or did. */
    public static final String ANSWERS = "answers";

    /** The source of items that everybody likes. */
    public static final String POPULAR = "popular";

    private static final double DISLIKE = 0.5;

    private final IdIndex items;
    private final Taste taste;
    private final @Nullable Model personal;
    private final @Nullable DemographicModel demographic;
    private final double[] popularity;
    private final DiverseCategories diverse;
    private final List<ItemFilter> filters;
    private final double answersForHalf;
    private final double diverseShare;

    private ColdStart(Builder builder) {
        Dataset data = builder.data;
        items = data.items();
        taste = Taste.of(data.byUser());
        personal = builder.personal;
        demographic = builder.demographic;
        popularity = CautiousPopularity.scores(data, builder.halfLife);
        diverse = DiverseCategories.of(data, popularity);
        filters = List.copyOf(builder.filters);
        answersForHalf = builder.answersForHalf;
        diverseShare = builder.diverseShare;
    }

    private ColdStart(ColdStart other, List<ItemFilter> filters) {
        items = other.items;
        taste = other.taste;
        personal = other.personal;
        demographic = other.demographic;
        popularity = other.popularity;
        diverse = other.diverse;
        this.filters = List.copyOf(filters);
        answersForHalf = other.answersForHalf;
        diverseShare = other.diverseShare;
    }

    /** The same with these filters instead of its own; shares all that was learnt. */
    public ColdStart withFilters(List<ItemFilter> others) {
        return new ColdStart(this, others);
    }

    public static Builder builder(Dataset data) {
        return new Builder(data);
    }

    /**
     * The cascade with its defaults: groups of users are learnt where the data has attributes.
     *
     * @param personal judges answers; trained on the same items
     */
    public static ColdStart of(Dataset data, @Nullable Model personal, FitContext context) {
        Builder builder = builder(data).personal(personal);
        if (!data.userAttributes().fields().isEmpty()) {
            var config = DemographicConfig.builder().build();
            builder.demographic(new Demographic(config).fit(data, context));
        }
        return builder.build();
    }

    /**
     * The list of a new user.
     *
     * @param attributes what is known of the user
     * @param answers what the user said or did, as rows of {@link #items}; may be empty
     */
    public RankedItems forNewUser(AttributeRow attributes, History answers, int n) {
        return recommend(new Query(null, answers.withAttributes(attributes), Set.of(), n));
    }

    @Override
    public IdIndex items() {
        return items;
    }

    @Override
    public RankedItems recommend(Query query) {
        BitSet allowed = Candidates.of(query, items, filters);
        var blend = new Blend(allowed);
        double answered = answers(query.history(), blend);
        double grouped = groups(query.history(), 1 - answered, blend);
        blend.add(POPULAR, toFloats(popularity), 1 - answered - grouped);
        int known = Math.min(query.n(), blend.size());
        double share = diverse.hasCategories() ? diverseShare * (1 - answered) : 0;
        int places = (int) Math.floor(share * query.n() + 1e-9);
        var entries = new ArrayList<RankedItems.Entry>(query.n());
        blend.best(Math.max(0, Math.min(known, query.n() - places)), entries);
        int[] list = entries.stream().mapToInt(RankedItems.Entry::row).toArray();
        for (int row : list) {
            allowed.clear(row);
        }
        for (int row : diverse.pick(allowed, list, query.n() - list.length)) {
            entries.add(
                    new RankedItems.Entry(row, blend.score(row), DiverseCategories.SOURCE, true));
        }
        return new RankedItems(items, entries);
    }

    /** Adds what follows from the answers; returns its weight. */
    private double answers(History history, Blend blend) {
        if (personal == null || history.isEmpty()) {
            return 0;
        }
        float[] scores = new float[items.size()];
        if (personal instanceof RatingModel) {
            personal.score(history, scores);
        } else {
            judge(personal, history, scores);
        }
        double weight = history.size() / (history.size() + answersForHalf);
        return blend.add(ANSWERS, scores, weight) ? weight : 0;
    }

    private void judge(Model model, History history, float[] scores) {
        History liked = taste.only(history, true);
        History disliked = taste.only(history, false);
        model.score(liked, scores);
        if (!disliked.isEmpty()) {
            float[] against = new float[scores.length];
            model.score(disliked, against);
            for (int item = 0; item < scores.length; item++) {
                float plus = liked.isEmpty() || Float.isNaN(scores[item]) ? 0 : scores[item];
                float minus = Float.isNaN(against[item]) ? 0 : against[item];
                scores[item] = plus - (float) DISLIKE * minus;
            }
        }
    }

    private double groups(History history, double rest, Blend blend) {
        if (demographic == null) {
            return 0;
        }
        double weight = rest * demographic.confidence(history.attributes());
        if (weight == 0) {
            return 0;
        }
        float[] scores = new float[items.size()];
        demographic.score(history, scores);
        return blend.add(Demographic.NAME, scores, weight) ? weight : 0;
    }

    private static float[] toFloats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int k = 0; k < floats.length; k++) {
            floats[k] = (float) numbers[k];
        }
        return floats;
    }

    /** Past items by the personal model, attributes of the user by the groups. */
    @Override
    public Explanation explain(Query query, int item) {
        Explanation why =
                personal == null || query.history().isEmpty()
                        ? Explanation.NONE
                        : personal.explain(query.history(), item);
        return demographic == null
                ? why
                : why.withTerms(demographic.explain(query.history(), item).terms());
    }

    /** The reason of an entry in words, such as "popular with everybody". */
    public String reason(Query query, RankedItems.Entry entry) {
        return switch (entry.source()) {
            case ANSWERS -> "follows from your answers";
            case Demographic.NAME -> Reasons.ofGroups(explain(query, entry.row()));
            case DiverseCategories.SOURCE ->
                    Reasons.ofCategory(diverse.rarestCategory(entry.row()));
            default -> "popular with everybody";
        };
    }

    /** Builds a cascade; not thread-safe. */
    public static final class Builder {
        private final Dataset data;
        private @Nullable Model personal;
        private @Nullable DemographicModel demographic;
        private double halfLife;
        private double answersForHalf = 5;
        private double diverseShare = 0.1;
        private final List<ItemFilter> filters = new ArrayList<>();

        private Builder(Dataset data) {
            this.data = data;
        }

        /** Judges answers (default: nothing does). */
        public Builder personal(@Nullable Model model) {
            checkItems("personal", model);
            personal = model;
            return this;
        }

        /** Knows groups of users (default: none). */
        public Builder demographic(@Nullable DemographicModel model) {
            checkItems("demographic", model);
            demographic = model;
            return this;
        }

        private void checkItems(String name, @Nullable Model model) {
            if (model != null && !model.items().equals(data.items())) {
                throw new IllegalArgumentException(
                        "the %s model must be trained on the items of the data".formatted(name));
            }
        }

        /** Of popularity: see {@link CautiousPopularity#scores} (default 0: the median age). */
        public Builder halfLife(double days) {
            halfLife = days;
            return this;
        }

        /** Answers after which they have half of the weight; above 0 (default 5). */
        public Builder answersForHalf(double count) {
            answersForHalf = Checks.positive("answersForHalf", count);
            return this;
        }

        /** Share of the places for other categories while nothing is known (default 0.1). */
        public Builder diverseShare(double share) {
            diverseShare = Checks.between("diverseShare", share, 0, 1);
            return this;
        }

        /** Takes out items; filters add up. */
        public Builder filter(ItemFilter filter) {
            filters.add(filter);
            return this;
        }

        public ColdStart build() {
            return new ColdStart(this);
        }
    }

    /** The scores of all sources, added up. */
    private static final class Blend {
        private final BitSet allowed;
        private final float[] sums;
        private final float[] largest;
        private final String[] reasons;

        Blend(BitSet allowed) {
            this.allowed = allowed;
            this.sums = new float[allowed.length()];
            this.largest = new float[sums.length];
            this.reasons = new String[sums.length];
        }

        /** Adds a source, its largest score as 1; false if it has no score above 0. */
        boolean add(String source, float[] scores, double weight) {
            float most = 0;
            for (int row = allowed.nextSetBit(0); row >= 0; row = allowed.nextSetBit(row + 1)) {
                most = scores[row] > most ? scores[row] : most;
            }
            if (most == 0) {
                return false;
            }
            for (int row = allowed.nextSetBit(0); row >= 0; row = allowed.nextSetBit(row + 1)) {
                float part = (float) (weight * scores[row] / most);
                if (!Float.isNaN(part)) {
                    sums[row] += part;
                    if (part > largest[row]) {
                        largest[row] = part;
                        reasons[row] = source;
                    }
                }
            }
            return true;
        }

        /** The number of items of which a source spoke well. */
        int size() {
            int size = 0;
            for (String reason : reasons) {
                size += reason == null ? 0 : 1;
            }
            return size;
        }

        float score(int row) {
            return sums[row];
        }

        void best(int n, List<RankedItems.Entry> entries) {
            if (n == 0) {
                return;
            }
            var top = new TopN(n);
            for (int row = 0; row < sums.length; row++) {
                if (reasons[row] != null) {
                    top.offer(row, sums[row]);
                }
            }
            top.sort();
            for (int at = 0; at < top.size(); at++) {
                String reason = reasons[top.row(at)];
                entries.add(
                        new RankedItems.Entry(
                                top.row(at), top.score(at), reason, reason.equals(POPULAR)));
            }
        }
    }
}
