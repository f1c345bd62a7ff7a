package dev.kindred.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a result was measured: everything that must be equal for two results to be comparable. Stored
 * with each result.
 *
 * @param split where training and test data come from, such as {@code random:0.2}
 * @param folds test sets whose results are averaged; 1 without cross-validation
 * @param candidates which items could be recommended
 * @param seenExcluded true if items of the user's history were not recommended
 * @param relevantFrom test items of at least this value are targets of lists; negative infinity:
 *     all
 * @param depth length of the lists that were asked for; 0 if none
 * @param users test users with targets
 * @param usersLeftOut test users without targets
 * @param targets targets of all users
 * @param unknownTargets those of them that the training data does not know
 * @param seed of sampled candidates and of the intervals
 * @param confidence of the intervals
 * @param resamples of the intervals
 * @param metrics definition of each metric
 */
public record Protocol(
        String split,
        int folds,
        String candidates,
        boolean seenExcluded,
        double relevantFrom,
        int depth,
        int users,
        int usersLeftOut,
        long targets,
        long unknownTargets,
        long seed,
        double confidence,
        int resamples,
        Map<String, String> metrics) {
    /** The {@link #candidates} of full ranking. */
    public static final String ALL_ITEMS = "all items";

    public Protocol {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * True if values measured under both protocols may be compared, given the same data: split,
     * candidates and targets are the same. (Lists of other lengths are compared at the same k; a
     * step that re-ranks may look further in a longer one.)
     */
    public boolean isComparableTo(Protocol other) {
        return split.equals(other.split)
                && folds == other.folds
                && candidates.equals(other.candidates)
                && seenExcluded == other.seenExcluded
                && relevantFrom == other.relevantFrom;
    }

    /** All parts by name, in order: numbers, truths, texts, and a map of metrics. */
    public Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("split", split);
        map.put("folds", folds);
        map.put("candidates", candidates);
        map.put("seenExcluded", seenExcluded);
        map.put("relevant", Double.isInfinite(relevantFrom) ? "all" : relevantFrom);
        map.put("ties", "lower item row first");
        map.put("depth", depth);
        map.put("users", users);
        map.put("usersLeftOut", usersLeftOut);
        map.put("targets", targets);
        map.put("unknownTargets", unknownTargets);
        map.put("seed", seed);
        map.put("confidence", confidence);
        map.put("resamples", resamples);
        map.put("metrics", metrics);
        return map;
    }
}
