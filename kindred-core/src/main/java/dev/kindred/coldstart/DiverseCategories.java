package dev.kindred.coldstart;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.model.Explanation;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something of everything: the best item of each category, then the second best of each, and so on.
 * The most popular category (by the sum of its items) comes first; an item of several categories
 * counts for each and is there once. Items without a category are a category of their own, the
 * last. Immutable and thread-safe.
 *
 * <p>Cost: O(items x categories of an item) to build, O(items) per query. Ties: the category that
 * occurs first, the lower item row. Without a field of categories, all items are one category.
 */
public final class DiverseCategories implements Recommender {
    /** The source that entries of lists name. */
    public static final String SOURCE = "diverse";

    private static final String NONE = "";

    private final IdIndex items;
    private final double[] popularity;
    private final List<String> names; // of categories, most popular first
    private final int[][] best; // by category: items, best first
    private final int[][] ofItem;

    private DiverseCategories(
            IdIndex items, double[] popularity, List<String> names, int[][] best, int[][] ofItem) {
        this.items = items;
        this.popularity = popularity;
        this.names = names;
        this.best = best;
        this.ofItem = ofItem;
    }

    /** By the field that looks like categories: genres, genre, categories, category, tags. */
    public static DiverseCategories of(Dataset data, double[] popularity) {
        String usual = Attributes.categoryField(data.itemAttributes().fields());
        return of(data, usual == null ? NONE : usual, popularity);
    }

    /**
     * By a field of item attributes.
     *
     * @param popularity by item row; higher is better
     */
    public static DiverseCategories of(Dataset data, String field, double[] popularity) {
        Checks.sameLength("popularity", data.items().size(), popularity.length);
        var members = new LinkedHashMap<String, List<Integer>>();
        Attributes attributes = data.itemAttributes();
        for (int item = 0; item < popularity.length; item++) {
            List<String> values = attributes.values(item, field);
            for (String value : values.isEmpty() ? List.of(NONE) : values) {
                members.computeIfAbsent(value, any -> new ArrayList<>()).add(item);
            }
        }
        var names = new ArrayList<>(members.keySet());
        var sums = new LinkedHashMap<String, Double>();
        members.forEach(
                (name, rows) ->
                        sums.put(
                                name,
                                name.equals(NONE)
                                        ? Double.NEGATIVE_INFINITY
                                        : rows.stream().mapToDouble(row -> popularity[row]).sum()));
        names.sort((a, b) -> Double.compare(sums.get(b), sums.get(a)));
        int[][] best = new int[names.size()][];
        for (int n = 0; n < best.length; n++) {
            best[n] =
                    members.get(names.get(n)).stream()
                            .distinct()
                            .sorted((a, b) -> Double.compare(popularity[b], popularity[a]))
                            .mapToInt(Integer::intValue)
                            .toArray();
        }
        return new DiverseCategories(
                data.items(), popularity, names, best, inverse(best, popularity.length));
    }

    private static int[][] inverse(int[][] best, int items) {
        var of = new ArrayList<List<Integer>>();
        for (int item = 0; item < items; item++) {
            of.add(new ArrayList<>());
        }
        for (int category = 0; category < best.length; category++) {
            for (int item : best[category]) {
                of.get(item).add(category);
            }
        }
        return of.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** False if all items are in one category. */
    boolean hasCategories() {
        return names.size() > 1;
    }

    @Override
    public IdIndex items() {
        return items;
    }

    @Override
    public RankedItems recommend(Query query) {
        var entries = new ArrayList<RankedItems.Entry>();
        for (int item : pick(Candidates.of(query, items, List.of()), new int[0], query.n())) {
            entries.add(new RankedItems.Entry(item, popularity[item], SOURCE, true));
        }
        return new RankedItems(items, entries);
    }

    /**
     * Items to put behind a list: each of the category that has the fewest so far.
     *
     * @param allowed the items to choose from; loses those that are chosen
     * @param list what is there already
     */
    int[] pick(BitSet allowed, int[] list, int wanted) {
        int[] counts = new int[names.size()];
        for (int item : list) {
            count(item, counts);
        }
        int[] next = new int[names.size()];
        int[] picked = new int[Math.min(wanted, allowed.cardinality())];
        for (int n = 0; n < picked.length; n++) {
            int category = rarest(counts, next, allowed);
            picked[n] = best[category][next[category]];
            allowed.clear(picked[n]);
            count(picked[n], counts);
        }
        return picked;
    }

    private void count(int item, int[] counts) {
        for (int category : ofItem[item]) {
            counts[category]++;
        }
    }

    /** The category with the fewest items that has one left; moves to its best one. */
    private int rarest(int[] counts, int[] next, BitSet allowed) {
        int rarest = -1;
        for (int category = 0; category < counts.length; category++) {
            while (next[category] < best[category].length
                    && !allowed.get(best[category][next[category]])) {
                next[category]++;
            }
            if (next[category] < best[category].length
                    && (rarest < 0 || counts[category] < counts[rarest])) {
                rarest = category;
            }
        }
        return rarest;
    }

    /** The names of an item's categories, the most popular first; empty if it has none. */
    public List<String> categories(int item) {
        var of = new ArrayList<String>();
        for (int category : ofItem[item]) {
            if (!names.get(category).equals(NONE)) {
                of.add(names.get(category));
            }
        }
        return of;
    }

    /** Knows no reason but the categories: {@link #categories}. */
    @Override
    public Explanation explain(Query query, int item) {
        return Explanation.NONE;
    }

    @Nullable String rarestCategory(int item) {
        List<String> of = categories(item);
        return of.isEmpty() ? null : of.get(of.size() - 1);
    }
}
