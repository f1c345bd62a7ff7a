package dev.kindred.eval;

import dev.kindred.internal.ConfigBinder;
import dev.kindred.model.SearchRange;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * All configurations that a search may try, as points of a cube with one axis from 0 to 1 per
 * range.
 *
 * @param algorithm its name, for messages
 * @param base what the settings outside all ranges are
 * @param ranges at least one
 */
record SearchSpace(String algorithm, Record base, List<SearchRange> ranges) {
    SearchSpace {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no range to search. Maybe name one, such as neighbours=20..500:log"
                            .formatted(algorithm));
        }
        var names = new HashSet<String>();
        for (SearchRange range : ranges) {
            if (!names.add(range.setting())) {
                throw new IllegalArgumentException(
                        "%s: setting %s has two ranges".formatted(algorithm, range.setting()));
            }
        }
    }

    /** The base with the given settings. */
    Record config(Map<String, String> settings) {
        return ConfigBinder.bind(base, settings, algorithm);
    }

    /** Why the algorithm refuses settings, or null if it takes them. */
    @Nullable String refusal(Map<String, String> settings) {
        try {
            config(settings);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** What the searched settings are in the base. */
    Map<String, String> baseSettings() {
        Map<String, String> all = ConfigBinder.toTexts(base);
        var settings = new LinkedHashMap<String, String>();
        for (SearchRange range : ranges) {
            settings.put(range.setting(), Objects.requireNonNull(all.get(range.setting())));
        }
        return settings;
    }

    /** The settings at a point. */
    Map<String, String> at(double[] point) {
        var settings = new LinkedHashMap<String, String>();
        for (int axis = 0; axis < point.length; axis++) {
            settings.put(ranges.get(axis).setting(), ranges.get(axis).at(point[axis]));
        }
        return settings;
    }

    /** The point of settings, or null if one of them is outside its range. */
    double @Nullable [] point(Map<String, String> settings) {
        double[] point = new double[ranges.size()];
        for (int axis = 0; axis < point.length; axis++) {
            String value = Objects.requireNonNull(settings.get(ranges.get(axis).setting()));
            point[axis] = ranges.get(axis).position(value);
            if (!(point[axis] >= 0 && point[axis] <= 1)) {
                return null;
            }
        }
        return point;
    }

    /** A point of the whole cube, evenly. */
    double[] randomPoint(SplittableRandom random) {
        return random.doubles(ranges.size()).toArray();
    }
}
