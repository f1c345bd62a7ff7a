package dev.kindred.rank;

import dev.kindred.data.IdIndex;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ranking pipeline around one model, in the order in which it runs: the model scores every
 * item; seen, excluded and filtered items are taken out; the best are taken (ties: lower row
 * first); if there are too few, the fallback model fills the list; steps re-rank; the list is cut
 * to n.
 */
public final class ModelRecommender implements Recommender {
    private final Model model;
    private final @Nullable Model fallback;
    private final List<ItemFilter> filters;
    private final List<Step> steps;

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
        boolean[] blocked = blocked(query);
        var entries = new ArrayList<RankedItems.Entry>(Math.min(wanted, items().size()));
        rank(model, query, wanted, blocked, false, entries);
        if (fallback != null && entries.size() < wanted) {
            rank(fallback, query, wanted - entries.size(), blocked, true, entries);
        }
        var ranked = new RankedItems(items(), entries);
        for (Step step : steps) {
            ranked = step.apply(query, ranked);
        }
        return ranked.size() <= query.n()
                ? ranked
                : new RankedItems(items(), ranked.entries().subList(0, query.n()));
    }

    private void rank(
            Model by,
            Query query,
            int wanted,
            boolean[] blocked,
            boolean isFallback,
            List<RankedItems.Entry> entries) {
        Best best = Best.of(by, query.history(), wanted, blocked);
        for (int at = 0; at < best.rows().length; at++) {
            int row = best.rows()[at];
            blocked[row] = true;
            entries.add(
                    new RankedItems.Entry(
                            row, best.scores()[at], by.info().algorithm(), isFallback));
        }
    }

    private boolean[] blocked(Query query) {
        boolean[] blocked = new boolean[items().size()];
        if (query.allow() != null) {
            Arrays.fill(blocked, true);
            mark(query.allow(), blocked, false);
        }
        mark(query.exclude(), blocked, true);
        if (!query.repeatSeen()) {
            for (int k = 0; k < query.history().size(); k++) {
                blocked[query.history().item(k)] = true;
            }
        }
        for (ItemFilter filter : filters) {
            for (int item = 0; item < blocked.length; item++) {
                blocked[item] = blocked[item] || !filter.keeps(query, item);
            }
        }
        return blocked;
    }

    private void mark(Set<String> ids, boolean[] blocked, boolean value) {
        for (String id : ids) {
            int row = items().row(id);
            if (row != IdIndex.ABSENT) {
                blocked[row] = value;
            }
        }
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
            var hidden = new HashSet<Integer>();
            ids.forEach(id -> hidden.add(model.items().row(id)));
            return filter((query, item) -> !hidden.contains(item));
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
