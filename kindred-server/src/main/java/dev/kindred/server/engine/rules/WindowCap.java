package dev.kindred.server.engine.rules;

import dev.kindred.data.Attributes;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * At most {@code max} items of one value of a field in any {@code window} places in a row: each
 * place goes to the best item left that leaves it so, or, where there is none, to the best one
 * left.
 *
 * <p>Chosen from {@code max(5 n, 100)} candidates. Cost: O(n x candidates).
 */
final class WindowCap implements Step {
    private static final int LEAST_POOL = 100;
    private static final int POOL = 5;

    private final Attributes items;
    private final String field;
    private final int max;
    private final int window;

    WindowCap(Attributes items, String field, int max, int window) {
        this.items = items;
        this.field = field;
        this.max = max;
        this.window = window;
    }

    @Override
    public int candidates(int n) {
        return Math.max(POOL * n, LEAST_POOL);
    }

    @Override
    public RankedItems apply(Query query, RankedItems candidates) {
        int wanted = Math.min(query.n(), candidates.size());
        boolean[] taken = new boolean[candidates.size()];
        var order = new ArrayList<Integer>(candidates.size());
        Map<String, Integer> counts = new HashMap<>();
        var last = new ArrayDeque<List<String>>();
        while (order.size() < wanted) {
            int next = next(candidates, taken, counts);
            taken[next] = true;
            order.add(next);
            List<String> values = items.values(candidates.row(next), field);
            last.add(values);
            values.forEach(value -> counts.merge(value, 1, Integer::sum));
            if (last.size() >= window) {
                last.remove().forEach(value -> counts.merge(value, -1, Integer::sum));
            }
        }
        for (int k = 0; k < taken.length; k++) {
            if (!taken[k]) {
                order.add(k);
            }
        }
        String reason = "at most %d per %s in %d places".formatted(max, field, window);
        return candidates.reordered(order.stream().mapToInt(k -> k).toArray(), "cap", to -> reason);
    }

    private int next(RankedItems candidates, boolean[] taken, Map<String, Integer> counts) {
        int first = -1;
        for (int k = 0; k < taken.length; k++) {
            if (!taken[k]) {
                first = first < 0 ? k : first;
                if (hasRoom(items.values(candidates.row(k), field), counts)) {
                    return k;
                }
            }
        }
        return first;
    }

    private boolean hasRoom(List<String> values, Map<String, Integer> counts) {
        for (String value : values) {
            if (counts.getOrDefault(value, 0) >= max) {
                return false;
            }
        }
        return true;
    }
}
