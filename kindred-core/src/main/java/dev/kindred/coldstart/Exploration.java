package dev.kindred.coldstart;

import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Beta;
import dev.kindred.internal.Checks;
import dev.kindred.model.Explanation;
import dev.kindred.rank.ItemFilter;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A recommender with places for new items, so that somebody gets to see them: Thompson sampling.
 *
 * <p>An item is new as long as it has fewer than {@code enough} trials. Of each new item a share is
 * drawn from {@code Beta(m q + successes, m (1 - q) + trials - successes)} with q the share of
 * successes of all items and m = 20; the highest ones get the places: every {@code (n / slots)}th,
 * never the first of a list of two or more. The draws depend on seed, user, item and day alone: a
 * user sees the same items all day, another user or day others. An item that the list holds anyway
 * stays where it is; nothing that the query excludes is shown; the list keeps its length.
 *
 * <p>Cost: one draw per new item and query. Immutable and thread-safe.
 *
 * <p>Source: W. Thompson, "On the Likelihood that One Unknown Probability Exceeds Another",
 * Biometrika 1933; O. Chapelle, L. Li, "An Empirical Evaluation of Thompson Sampling", 2011.
 */
public final class Exploration implements Recommender {
    /** The source of explored items. */
    public static final String SOURCE = "exploration";

    private static final double PRIOR = 20;

    private final Recommender inner;
    private final Trials trials;
    private final int slots;
    private final double enough;
    private final long seed;
    private final long day;
    private final double usual;
    private final List<ItemFilter> filters;

    private Exploration(
            Recommender inner,
            Trials trials,
            int slots,
            double enough,
            long seed,
            long day,
            List<ItemFilter> filters) {
        Checks.sameLength("trials", inner.items().size(), trials.all().length);
        this.inner = inner;
        this.trials = trials;
        this.slots = Checks.notNegative("slots", slots);
        this.enough = Checks.positive("enough", enough);
        this.seed = seed;
        this.day = day;
        this.usual = trials.usual();
        this.filters = List.copyOf(filters);
    }

    /**
     * What became of showing items: by item row.
     *
     * @param all how often an item was shown or tried; at least the successes
     * @param successes how often somebody liked it
     */
    public record Trials(double[] all, double[] successes) {
        public Trials {
            Checks.sameLength("successes", all.length, successes.length);
        }

        /** Interactions as trials, likes (ratings of at least the mean) as successes. */
        public static Trials of(Dataset data) {
            double[] all = new double[data.items().size()];
            double[] successes = new double[all.length];
            Taste taste = Taste.of(data.byUser());
            SparseRows byUser = data.byUser();
            for (int k = 0; k < byUser.entries(); k++) {
                all[byUser.column(k)]++;
                successes[byUser.column(k)] += taste.likes(byUser.value(k)) ? 1 : 0;
            }
            return new Trials(all, successes);
        }

        /** The share of successes of all items, pulled towards a half by one of each. */
        double usual() {
            double trials = 2;
            double liked = 1;
            for (int item = 0; item < all.length; item++) {
                trials += all[item];
                liked += successes[item];
            }
            return liked / trials;
        }
    }

    /**
     * Puts places for new items around a recommender.
     *
     * @param slots places of each list; 0 for none
     * @param enough trials from which on an item is not new any more
     * @param day number of the day, such as {@link java.time.LocalDate#toEpochDay}
     * @param filters that explored items must pass, as those of the recommender
     */
    public static Recommender around(
            Recommender inner,
            Trials trials,
            int slots,
            double enough,
            long seed,
            long day,
            List<ItemFilter> filters) {
        return slots == 0
                ? inner
                : new Exploration(inner, trials, slots, enough, seed, day, filters);
    }

    @Override
    public IdIndex items() {
        return inner.items();
    }

    @Override
    public RankedItems recommend(Query query) {
        RankedItems list = inner.recommend(query);
        BitSet fresh = Candidates.of(query, items(), filters);
        for (int row = fresh.nextSetBit(0); row >= 0; row = fresh.nextSetBit(row + 1)) {
            fresh.set(row, trials.all()[row] < enough);
        }
        list.entries().forEach(entry -> fresh.clear(entry.row()));
        List<RankedItems.Entry> explored = draw(query.user(), fresh, query.n());
        return new RankedItems(items(), merge(list.entries(), explored, query.n()), list.notes());
    }

    private List<RankedItems.Entry> draw(@Nullable String user, BitSet fresh, int n) {
        var drawn = new ArrayList<RankedItems.Entry>();
        long mixed = seed * 31 + Objects.hashCode(user);
        for (int item = fresh.nextSetBit(0); item >= 0; item = fresh.nextSetBit(item + 1)) {
            var random =
                    new SplittableRandom(
                            (mixed * 0x9E3779B97F4A7C15L + day) * 0xD1342543DE82EF95L + item);
            double liked = trials.successes()[item];
            double share =
                    Beta.sample(
                            PRIOR * usual + liked,
                            PRIOR * (1 - usual) + trials.all()[item] - liked,
                            random);
            drawn.add(new RankedItems.Entry(item, share, SOURCE, false));
        }
        drawn.sort(
                Comparator.comparingDouble((RankedItems.Entry one) -> -one.score())
                        .thenComparingInt(RankedItems.Entry::row));
        return drawn.subList(0, Math.min(drawn.size(), Math.min(slots, Math.max(1, n - 1))));
    }

    private static List<RankedItems.Entry> merge(
            List<RankedItems.Entry> list, List<RankedItems.Entry> explored, int n) {
        int kept = Math.min(list.size(), n - explored.size());
        var merged = new ArrayList<RankedItems.Entry>(list.subList(0, Math.max(0, kept)));
        int every = explored.isEmpty() ? n : Math.max(1, n / explored.size());
        for (int k = 0; k < explored.size(); k++) {
            int place = Math.min(merged.size(), Math.max(1, (k + 1) * every - 1));
            merged.add(place, explored.get(k));
        }
        return merged;
    }

    /** Why an item would be there without exploration. */
    @Override
    public Explanation explain(Query query, int item) {
        return inner.explain(query, item);
    }
}
