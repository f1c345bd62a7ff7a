package dev.kindred.server.engine;

import dev.kindred.coldstart.Exploration;
import dev.kindred.coldstart.ThompsonDraw.Drawn;
import dev.kindred.data.IdIndex;
import dev.kindred.rank.Note;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Gives some places of a list to items of which little is known: every {@code (n / places)}th,
 * never the first. Unlike other steps it brings items in. What a filter or the query rules out gets
 * no place; what the list holds anyway stays where it is; caps and shares of rules come after it.
 *
 * <p>The draw depends on the pipeline's seed, the user, how much they did, the time span and the
 * page alone: whoever asks the same again gets the same.
 *
 * <p>Cost: a look at each item that may get a place, with all filters.
 */
final class Explore implements Step {
    private final Plan plan;
    private final Explored explored;
    private final double share;
    private final long seed;

    Explore(Plan plan, Explored explored) {
        this.plan = plan;
        this.explored = explored;
        this.share = plan.serving().spec().serving().exploration().share();
        this.seed =
                mixed(
                        mixed(plan.serving().spec().training().seed(), explored.period()),
                        plan.page().served().length);
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long seed, long more) {
        return new SplittableRandom(seed * 31 + more).nextLong();
    }

    @Override
    public RankedItems apply(Query query, RankedItems list) {
        int n = Math.min(query.n(), list.size());
        int places = Math.min(n - 1, (int) Math.ceil(share * query.n() - 1e-9));
        if (places <= 0) {
            return list;
        }
        BitSet rows = eligible(query);
        list.entries().subList(0, n).forEach(entry -> rows.clear(entry.row()));
        long own = mixed(mixed(seed, Objects.hashCode(query.user())), query.history().size());
        List<Drawn> drawn = explored.draw().draw(rows, places, new SplittableRandom(own));
        return drawn.isEmpty() ? list : merged(list, drawn, n);
    }

    private BitSet eligible(Query query) {
        var rows = (BitSet) explored.rows().clone();
        IdIndex items = plan.serving().items();
        for (String id : query.exclude()) {
            int row = items.row(id);
            if (row != IdIndex.ABSENT) {
                rows.clear(row);
            }
        }
        for (int k = 0; k < query.history().size() && !query.repeatSeen(); k++) {
            rows.clear(query.history().item(k));
        }
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            if (!plan.keeps(query, row)) {
                rows.clear(row);
            }
        }
        return rows;
    }

    /** The explored items at their places; what they push out follows. */
    private static RankedItems merged(RankedItems list, List<Drawn> drawn, int n) {
        Set<Integer> there = new HashSet<>();
        drawn.forEach(one -> there.add(one.row()));
        var merged = new ArrayList<>(list.entries());
        merged.removeIf(entry -> there.contains(entry.row()));
        int every = Math.max(1, n / drawn.size());
        for (int k = 0; k < drawn.size(); k++) {
            int place = Math.max(1, (k + 1) * every - 1);
            Drawn one = drawn.get(k);
            double score = merged.get(Math.min(place, merged.size() - 1)).score();
            var entry =
                    new RankedItems.Entry(
                            one.row(),
                            score, // so that later steps leave it where it is
                            Exploration.SOURCE,
                            false,
                            List.of(new Note.Drawn(Exploration.SOURCE, one.probability())));
            merged.add(place, entry);
        }
        return new RankedItems(list.items(), merged, list.notes());
    }
}
