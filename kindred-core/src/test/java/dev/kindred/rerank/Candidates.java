package dev.kindred.rerank;

import dev.kindred.data.Attributes;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import java.util.ArrayList;
import java.util.List;

/** Small lists of candidates for tests. */
final class Candidates {
    private Candidates() {}

    /** Items in the order of the texts, with falling scores; "b1:blue" has group blue. */
    static RankedItems list(Attributes items) {
        var entries = new ArrayList<RankedItems.Entry>();
        for (int row = 0; row < items.ids().size(); row++) {
            entries.add(new RankedItems.Entry(row, 100 - row, "m", false));
        }
        return new RankedItems(items.ids(), entries);
    }

    /** Items with the field {@code group}: "a:red", "b:red|blue", "c" (without). */
    static Attributes groups(String... itemsWithGroups) {
        var items = new Attributes.Builder().field("group");
        for (String one : itemsWithGroups) {
            String[] parts = one.split(":");
            items.id(parts[0]);
            if (parts.length > 1) {
                items.put(parts[0], "group", parts[1].split("\\|"));
            }
        }
        return items.build();
    }

    static Query ask(int n) {
        return Query.of(History.EMPTY, n);
    }

    static List<String> first(RankedItems list, int n) {
        return list.ids().subList(0, Math.min(n, list.size()));
    }

    static RankedItems scored(IdIndex items, double... scores) {
        var entries = new ArrayList<RankedItems.Entry>();
        for (int row = 0; row < scores.length; row++) {
            entries.add(new RankedItems.Entry(row, scores[row], "m", false));
        }
        return new RankedItems(items, entries);
    }
}
