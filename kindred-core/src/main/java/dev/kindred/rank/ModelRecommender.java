package dev.kindred.rank;

import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.model.Explanation;
import dev.kindred.model.FactorModel;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The ranking pipeline around one model, in the order in which it runs: the model scores every
 * item; boosts multiply the scores; seen, excluded and filtered items are taken out; the best are
 * taken (ties: lower row first); if there are too few, the fallback model fills the list; steps
 * re-rank; the list is cut to n.
 *
 * <p>Many queries at once ({@link #recommendAll}) are products of matrices where the model is a
 * {@link FactorModel}: blocks of users by blocks of items, the best taken while the scores are in
 * the cache. Other models that gain by it score for some queries at once ({@link
 * Model#historiesAtOnce}).
 *
 * <p>Cost: one score and one comparison per item; working memory of 4 bytes per item (12 for rating
 * predictors) is kept from call to call. Filters are asked only about items that would be in the
 * list.
 */
public final class ModelRecommender implements Recommender {
    private final Model model;
    private final @Nullable Model fallback;
    private final @Nullable IndexRanking index;
    private final List<ItemFilter> filters;
    private final List<ScoreRule> boosts;
    private final List<Step> steps;
    private final ArrayBlockingQueue<Scratch> pool;

    private ModelRecommender(Builder builder) {
        this.model = builder.model;
        this.fallback = builder.fallback;
        this.index = builder.index;
        this.filters = List.copyOf(builder.filters);
        this.boosts = List.copyOf(builder.boosts);
        this.steps = List.copyOf(builder.steps);
        this.pool =
                builder.pool != null
                        ? builder.pool
                        : new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());
    }

    public static Builder builder(Model model) {
        return new Builder(model);
    }

    @Override
    public IdIndex items() {
        return model.items();
    }

    @Override
    public RankedItems recommend(Query query) {
        int wanted = wanted(query);
        Scratch.Best best =
                index == null || !boosts.isEmpty() || query.allow() != null
                        ? null
                        : index.best(query.history(), wanted, blocked(query), filter(query));
        return answer(query, wanted, best, null);
    }

    @Override
    public void recommendAll(
            int count,
            IntFunction<Query> queries,
            FitContext context,
            ObjIntConsumer<RankedItems> lists) {
        if (index == null && boosts.isEmpty() && model instanceof FactorModel factors) {
            new ManyQueries(this, count, queries, lists).byBlocks(factors, context);
        } else if (index == null && model.historiesAtOnce() > 1) {
            new ManyQueries(this, count, queries, lists).byGroups(model, context);
        } else {
            Recommender.super.recommendAll(count, queries, context, lists);
        }
    }

    /** How many candidates the steps want. */
    int wanted(Query query) {
        int wanted = query.n();
        for (Step step : steps) {
            wanted = Math.max(wanted, step.candidates(query.n()));
        }
        return wanted;
    }

    /**
     * Runs the pipeline.
     *
     * @param best what the model ranks best, or null to find it out
     * @param scores of the model, or null to ask it
     */
    RankedItems answer(
            Query query, int wanted, Scratch.@Nullable Best best, float @Nullable [] scores) {
        var ranked = new RankedItems(items(), candidates(query, wanted, best, scores));
        for (Step step : steps) {
            ranked = step.apply(query, ranked);
        }
        return ranked.cut(query.n());
    }

    private List<RankedItems.Entry> candidates(
            Query query, int wanted, Scratch.@Nullable Best best, float @Nullable [] scores) {
        var entries = new ArrayList<RankedItems.Entry>(Math.min(wanted, items().size()));
        if (best != null) {
            add(entries, best, model, false, entry -> entry);
        }
        if (best == null || fallback != null && entries.size() < wanted) {
            int[] allowed = query.allow() == null ? null : rows(query.allow());
            Scratch free = pool.poll();
            Scratch scratch = free == null ? new Scratch(items().size()) : free;
            if (best == null) {
                if (scores == null) {
                    scratch.score(model, query.history(), allowed);
                } else {
                    scratch.take(scores);
                }
                rank(model, false, query, wanted, allowed, scratch, entries);
            }
            if (fallback != null && entries.size() < wanted) {
                scratch.score(fallback, query.history(), allowed);
                rank(fallback, true, query, wanted, allowed, scratch, entries);
            }
            pool.offer(scratch); // not where something was thrown: it is left to the collector
        }
        return entries;
    }

    /** Adds the best items that are not there yet, by the scores that were made. */
    private void rank(
            Model by,
            boolean isFallback,
            Query query,
            int wanted,
            int @Nullable [] allowed,
            Scratch scratch,
            List<RankedItems.Entry> entries) {
        if (!boosts.isEmpty()) {
            scratch.adjust(
                    by,
                    allowed,
                    (item, score) -> ScoreRule.boosted(score, factor(query, item, score)));
        }
        entries.forEach(entry -> scratch.block(entry.row()));
        for (int row : blocked(query)) {
            scratch.block(row);
        }
        Scratch.Best best = scratch.best(by, wanted - entries.size(), allowed, filter(query));
        add(
                entries,
                best,
                by,
                isFallback,
                entry ->
                        noted(
                                query,
                                entry,
                                boosts.isEmpty() ? 0 : scratch.unadjusted(entry.row())));
    }

    private static void add(
            List<RankedItems.Entry> entries,
            Scratch.Best best,
            Model by,
            boolean isFallback,
            UnaryOperator<RankedItems.Entry> noted) {
        String source = by.info().algorithm();
        for (int at = 0; at < best.rows().length; at++) {
            entries.add(
                    noted.apply(
                            new RankedItems.Entry(
                                    best.rows()[at], best.scores()[at], source, isFallback)));
        }
    }

    private static double limited(double factor, double before) {
        return Double.isNaN(factor)
                ? before
                : Math.max(ScoreRule.LEAST, Math.min(ScoreRule.MOST, factor));
    }

    /** The factor of all boosts. */
    private double factor(Query query, int item, double score) {
        double factor = 1;
        for (ScoreRule boost : boosts) {
            factor = limited(boost.factor(query, item, score, factor), factor);
        }
        return factor;
    }

    /** The entry with a note for each boost that changed its score. */
    private RankedItems.Entry noted(Query query, RankedItems.Entry entry, double score) {
        RankedItems.Entry noted = entry;
        double factor = 1;
        for (ScoreRule boost : boosts) {
            double next = limited(boost.factor(query, entry.row(), score, factor), factor);
            if (next != factor) {
                noted = noted.with(new Note.Boost(boost.name(), next / factor));
            }
            factor = next;
        }
        return noted;
    }

    /** The rows that the query rules out, rising. */
    int[] blocked(Query query) {
        int[] seen = query.repeatSeen() ? new int[0] : query.history().items();
        int[] rows = Arrays.copyOf(seen, seen.length + query.exclude().size());
        int size = seen.length;
        for (String id : query.exclude()) {
            int row = items().row(id);
            if (row != IdIndex.ABSENT) {
                rows[size++] = row;
            }
        }
        rows = Arrays.copyOf(rows, size);
        Arrays.sort(rows);
        return rows;
    }

    @Nullable IntPredicate filter(Query query) {
        return filters.isEmpty() ? null : item -> keeps(query, item);
    }

    private boolean keeps(Query query, int item) {
        for (ItemFilter filter : filters) {
            if (!filter.keeps(query, item)) {
                return false;
            }
        }
        return true;
    }

    private int[] rows(Set<String> ids) {
        return ids.stream()
                .mapToInt(items()::row)
                .filter(row -> row != IdIndex.ABSENT)
                .sorted()
                .toArray();
    }

    @Override
    public Explanation explain(Query query, int item) {
        return model.explain(query.history(), item);
    }

    @Override
    public WhyNot whyNot(Query query, int item) {
        WhyNot ruledOut = WhyNot.byQuery(query, items(), item);
        if (ruledOut != null) {
            return ruledOut;
        }
        for (ItemFilter filter : filters) {
            if (!filter.keeps(query, item)) {
                return WhyNot.filtered(filter.name());
            }
        }
        int wanted = wanted(query);
        var all = new RankedItems(items(), candidates(query, items().size(), null, null));
        WhyNot ranked = WhyNot.ofRank(all, item, wanted);
        if (steps.isEmpty() || ranked.stage() != WhyNot.Stage.LISTED) {
            return ranked;
        }
        RankedItems stepped = all.cut(wanted);
        for (Step step : steps) {
            stepped = step.apply(query, stepped);
        }
        return ranked.after(stepped, item, query.n());
    }

    /** Builds a recommender; not thread-safe. */
    public static final class Builder {
        private final Model model;
        private @Nullable Model fallback;
        private @Nullable IndexRanking index;
        private @Nullable ArrayBlockingQueue<Scratch> pool;
        private final List<ItemFilter> filters = new ArrayList<>();
        private final List<ScoreRule> boosts = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();

        private Builder(Model model) {
            this.model = model;
        }

        /**
         * Fills lists that the model leaves too short; must know the same items in the same rows.
         */
        public Builder fallback(Model filler) {
            if (!filler.items().equals(model.items())) {
                throw new IllegalArgumentException(
                        "the fallback must be trained on the same items as the model");
            }
            this.fallback = filler;
            return this;
        }

        /**
         * Ranks only the items that an index finds, with the model's own scores, and scans all
         * items where too few of them are allowed, or where there are boosts: lists may lack some
         * of the best items. Worth while from about 200,000 items on. The model must be a {@link
         * FactorModel}.
         */
        public Builder approximate(ItemIndex found) {
            if (!(model instanceof FactorModel factors)) {
                throw new IllegalArgumentException(
                        "%s has no item vectors to index".formatted(model.info().algorithm()));
            }
            index = new IndexRanking(factors, found);
            return this;
        }

        /**
         * Uses the working memory of another recommender: for recommenders that are made for one
         * query. It must know as many items.
         */
        public Builder memoryOf(ModelRecommender other) {
            Checks.sameLength("items", model.items().size(), other.items().size());
            pool = other.pool;
            return this;
        }

        /** Takes out items; filters add up. */
        public Builder filter(ItemFilter filter) {
            filters.add(filter);
            return this;
        }

        /** Takes out the items with these ids, for every user. */
        public Builder hide(Set<String> ids) {
            var hidden = new BitSet();
            ids.stream()
                    .mapToInt(model.items()::row)
                    .filter(row -> row != IdIndex.ABSENT)
                    .forEach(hidden::set);
            return filter((query, item) -> !hidden.get(item));
        }

        /** Multiplies scores, of model and fallback; rules run in the order of their adding. */
        public Builder boost(ScoreRule rule) {
            boosts.add(rule);
            return this;
        }

        /** Re-ranks; steps run in the order in which they are added. */
        public Builder step(Step step) {
            steps.add(step);
            return this;
        }

        public ModelRecommender build() {
            return new ModelRecommender(this);
        }
    }
}
