package dev.kindred.eval;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Tuner} found. Immutable.
 *
 * @param algorithm its name
 * @param config the best configuration: a record of the algorithm's settings
 * @param best the trial that had it; the best of those with the whole budget
 * @param given the trial with the configuration as given; null if a range leaves it out
 * @param trials all, by number
 * @param ranked the same, best first; given up trials come behind complete ones
 * @param search what was searched and how: data, algorithm, settings, ranges, metric, split, seed,
 *     method, budget
 * @param shares the parts of the budget at which trials could be given up; the last is 1
 * @param warnings what to know before the configuration is used
 */
public record Tuning(
        String algorithm,
        Record config,
        Trial best,
        @Nullable Trial given,
        List<Trial> trials,
        List<Trial> ranked,
        Map<String, String> search,
        List<Double> shares,
        List<String> warnings) {
    public Tuning {
        trials = List.copyOf(trials);
        ranked = List.copyOf(ranked);
        shares = List.copyOf(shares);
        warnings = List.copyOf(warnings);
    }
}
