package dev.kindred.eval;

import dev.kindred.model.SearchRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;

/** Finds where a search has run into the end of a range: the best value may lie beyond. */
final class Borders {
    /** The share of a range that counts as its border, on each side. */
    private static final double MARGIN = 0.02;

    private Borders() {}

    /** A warning for each range; a border that the algorithm itself does not cross is none. */
    static List<String> of(SearchSpace space, Trial best) {
        var warnings = new ArrayList<String>();
        for (SearchRange range : space.ranges()) {
            String value = Objects.requireNonNull(best.settings().get(range.setting()));
            boolean above = range.position(value) > 0.5;
            String beyond = range.beyond(above);
            if (beyond != null && isNear(range, value, above)) {
                var further = new HashMap<>(best.settings());
                further.put(range.setting(), beyond);
                if (space.refusal(further) == null) {
                    warnings.add(
                            "%s=%s lies on the border of its range %s. Maybe a wider range finds better"
                                    .formatted(range.setting(), value, range.values()));
                }
            }
        }
        return warnings;
    }

    private static boolean isNear(SearchRange range, String value, boolean above) {
        double position = range.position(value);
        boolean inside = position >= 0 && position <= 1;
        boolean near = above ? position > 1 - MARGIN : position < MARGIN;
        return inside && (near || range.at(above ? 1 : 0).equals(value));
    }
}
