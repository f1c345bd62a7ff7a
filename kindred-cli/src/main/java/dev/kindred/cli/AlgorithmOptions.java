package dev.kindred.cli;

import dev.kindred.internal.ConfigBinder;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Algorithms;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An algorithm with its settings. */
final class AlgorithmOptions {
    private static final String MODE = "mode";

    @Option(
            names = {"-a", "--algorithm"},
            paramLabel = "NAME",
            description = "The algorithm; kindred algorithms lists them.")
    @Nullable String algorithm;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A named set of settings, such as textbook.")
    @Nullable String preset;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "One setting, over the preset's. Repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    /** Fails if anything is given: a model from a file has its settings. */
    void mustBeEmpty() {
        if (algorithm != null || preset != null || !settings.isEmpty()) {
            throw new UsageException(
                    "--algorithm, --preset and --set are for training, which --model leaves out");
        }
    }

    /** An algorithm that is ready to train. */
    record Choice(String name, Record config, Algorithm<?> algorithm) {
        Map<String, String> configTexts() {
            return ConfigBinder.toTexts(config);
        }

        /** The settings that differ from the defaults. */
        Map<String, String> changedTexts() {
            Map<String, String> defaults =
                    ConfigBinder.toTexts(Algorithms.provider(name).defaults());
            var changed = configTexts();
            changed.entrySet().removeAll(defaults.entrySet());
            return changed;
        }
    }

    /**
     * The algorithm with its settings.
     *
     * @param byDefault the algorithm if none is named
     * @param mode what {@code mode} is where neither preset nor setting says so, or null for the
     *     algorithm's own default
     */
    Choice choice(String byDefault, @Nullable String mode) {
        return UsageException.check(() -> choose(byDefault, mode));
    }

    private Choice choose(String byDefault, @Nullable String mode) {
        String name = algorithm == null ? byDefault : algorithm;
        AlgorithmProvider provider = Algorithms.provider(name);
        var merged = new LinkedHashMap<String, String>();
        if (mode != null && ConfigBinder.toTexts(provider.defaults()).containsKey(MODE)) {
            merged.put(MODE, mode);
        }
        if (preset != null) {
            Algorithms.config(name, preset, Map.of()); // says which presets there are
            merged.putAll(provider.presets().getOrDefault(preset, Map.of()));
        }
        merged.putAll(settings);
        Record config = Algorithms.config(name, null, merged);
        return new Choice(name, config, provider.create(config));
    }
}
