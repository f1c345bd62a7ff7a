package dev.kindred.rank;

import dev.kindred.data.IdIndex;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The ranking pipeline around one model, in the order in which it runs: the model scores every
 * item; seen, excluded and filtered items are taken out; the best are taken (ties: lower row
 * first); if there are too few, the fallback model fills the list; steps re-rank; the list is cut
 * to n.
 *
 * <p>Cost: one score and one comparison per item; working memory of 4 bytes per item (12 for rating
 * predictors) is kept from call to call. Filters are asked only about items that would be in the
 * list.
 */
public final class ModelRecommender implements Recommender {
    private final Model model;
    private final @Nullable Model fallback;
    private final List<ItemFilter> filters;
    private final List<Step> steps;
    private final ArrayBlockingQueue<Scratch> pool =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    private ModelRecommender(Builder builder) {
        this.model = builder.model;
        this.fallback = builder.fallback;
        this.filters = List.copyOf(builder.filters);
        this.steps = List.copyOf(builder.steps);
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
        int wanted = query.n();
        for (Step step : steps) {
            wanted = Math.max(wanted, step.candidates(query.n()));
        }
        var ranked = new RankedItems(items(), candidates(query, wanted));
        for (Step step : steps) {
            ranked = step.apply(query, ranked);
        }
        return ranked.cut(query.n());
    }

    private List<RankedItems.Entry> candidates(Query query, int wanted) {
        int[] allowed = query.allow() == null ? null : rows(query.allow());
        var entries = new ArrayList<RankedItems.Entry>(Math.min(wanted, items().size()));
        Scratch free = pool.poll();
        Scratch scratch = free == null ? new Scratch(items().size()) : free;
        rank(model, false, query, wanted, allowed, scratch, entries);
        if (fallback != null && entries.size() < wanted) {
            rank(fallback, true, query, wanted, allowed, scratch, entries);
        }
        pool.offer(scratch); // not where something was thrown: then it is left to the collector
        return entries;
    }

    /** Adds the best items that are not there yet. */
    private void rank(
            Model by,
            boolean isFallback,
            Query query,
            int wanted,
            int @Nullable [] allowed,
            Scratch scratch,
            List<RankedItems.Entry> entries) {
        scratch.score(by, query.history(), allowed);
        entries.forEach(entry -> scratch.block(entry.row()));
        block(query, scratch);
        IntPredicate keeps = filters.isEmpty() ? null : item -> keeps(query, item);
        Scratch.Best best = scratch.best(by, wanted - entries.size(), allowed, keeps);
        String source = by.info().algorithm();
        for (int at = 0; at < best.rows().length; at++) {
            entries.add(
                    new RankedItems.Entry(best.rows()[at], best.scores()[at], source, isFallback));
        }
    }

    private void block(Query query, Scratch scratch) {
        for (String id : query.exclude()) {
            int row = items().row(id);
            if (row != IdIndex.ABSENT) {
                scratch.block(row);
            }
        }
        for (int k = 0; k < query.history().size() && !query.repeatSeen(); k++) {
            scratch.block(query.history().item(k));
        }
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

    /** Builds a recommender; not thread-safe. */
    public static final class Builder {
        private final Model model;
        private @Nullable Model fallback;
        private final List<ItemFilter> filters = new ArrayList<>();
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
