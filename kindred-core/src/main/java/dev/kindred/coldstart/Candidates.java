package dev.kindred.coldstart;

import dev.kindred.data.IdIndex;
import dev.kindred.rank.ItemFilter;
import dev.kindred.rank.Query;
import java.util.BitSet;
import java.util.List;

/** The items that may be in the answer to a query. */
final class Candidates {
    private Candidates() {}

    static BitSet of(Query query, IdIndex items, List<ItemFilter> filters) {
        var rows = new BitSet(items.size());
        if (query.allow() == null) {
            rows.set(0, items.size());
        } else {
            query.allow().stream()
                    .mapToInt(items::row)
                    .filter(row -> row != IdIndex.ABSENT)
                    .forEach(rows::set);
        }
        for (String id : query.exclude()) {
            int row = items.row(id);
            if (row != IdIndex.ABSENT) {
                rows.clear(row);
            }
        }
        for (int k = 0; k < query.history().size() && !query.repeatSeen(); k++) {
            rows.clear(query.history().item(k));
        }
        if (!filters.isEmpty()) {
            for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
                int item = row;
                if (filters.stream().anyMatch(one -> !one.keeps(query, item))) {
                    rows.clear(row);
                }
            }
        }
        return rows;
    }
}
