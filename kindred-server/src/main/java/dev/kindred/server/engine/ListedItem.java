package dev.kindred.server.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item of a list.
 *
 * @param item outside id
 * @param score of its source; scores of different sources need not be comparable
 * @param source name of what put it there, such as {@code item-knn}, {@code popular} or {@code pin}
 * @param attributes the fields that were asked for, as values of JSON; empty if none
 * @param why reasons, or null where they were not asked for
 * @param propensity with what probability it was put there; 1 where chance had no part in it
 */
public record ListedItem(
        String item,
        double score,
        String source,
        Map<String, Object> attributes,
        @Nullable Why why,
        double propensity) {
    public ListedItem {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** An item that chance had no part in. */
    public ListedItem(
            String item,
            double score,
            String source,
            Map<String, Object> attributes,
            @Nullable Why why) {
        this(item, score, source, attributes, why, 1);
    }

    /** An item without attributes and reasons. */
    public static ListedItem of(String item, double score, String source) {
        return new ListedItem(item, score, source, Map.of(), null);
    }

    /**
     * Why an item is in a list.
     *
     * @param sources what recommends it; the strongest first
     * @param rules that changed its score or place
     * @param rerank where steps moved it from, or null
     * @param text the same in a sentence for people
     */
    public record Why(
            List<Source> sources, List<RuleEffect> rules, @Nullable Move rerank, String text) {
        public Why {
            sources = List.copyOf(sources);
            rules = List.copyOf(rules);
        }
    }

    /**
     * Something that recommends an item.
     *
     * @param recommender name
     * @param score that it gives; NaN = none
     * @param rank in its own list; 0 = unknown
     * @param because past items that the score comes from, the strongest first
     */
    public record Source(String recommender, double score, int rank, List<String> because) {
        public Source {
            because = List.copyOf(because);
        }
    }

    /**
     * What a rule did.
     *
     * @param rule its id, or the text of a boost of the request
     * @param factor of the score; NaN where it is a matter of places
     */
    public record RuleEffect(String rule, double factor) {}

    /**
     * What steps did to its place.
     *
     * @param from rank by score, from 1
     * @param to rank in the list
     * @param reason such as {@code diversity}
     */
    public record Move(int from, int to, String reason) {}
}
