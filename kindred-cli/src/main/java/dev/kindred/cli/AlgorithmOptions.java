package dev.kindred.cli;

import dev.kindred.internal.ConfigBinder;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Algorithms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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
            names = "--config",
            paramLabel = "FILE",
            description = "An algorithm with its settings, as kindred tune --output writes it.")
    @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "One setting, over those of preset or file. Repeatable.")
    Map<String, String> settings = new LinkedHashMap<>();

    /** Fails if anything is given: a model from a file has its settings. */
    void mustBeEmpty() {
        if (algorithm != null || preset != null || config != null || !settings.isEmpty()) {
            throw new UsageException(
                    "--algorithm, --preset, --config and --set are for training, which --model"
                            + " leaves out");
        }
    }

    /** An algorithm that is ready to train. */
    record Choice(String name, Record config, Algorithm<?> algorithm) {
        Map<String, String> configTexts() {
            return ConfigBinder.toTexts(config);
        }

        /** The settings that differ from the defaults. */
        Map<String, String> changedTexts() {
            return Settings.changed(name, config);
        }
    }

    /**
     * The algorithm with its settings.
     *
     * @param byDefault the algorithm if none is named
     * @param mode what {@code mode} is where neither preset nor file nor setting says so, or null
     *     for the algorithm's own default
     */
    Choice choice(String byDefault, @Nullable String mode) {
        ConfigFile file = config == null ? null : file(config);
        return UsageException.check(() -> choose(byDefault, mode, file));
    }

    private ConfigFile file(Path path) {
        if (preset != null) {
            throw new UsageException("only one of --preset and --config may be given");
        }
        try {
            ConfigFile file = ConfigFile.read(path);
            if (algorithm != null && !algorithm.equals(file.algorithm())) {
                throw new UsageException(
                        "--config %s is for %s, but --algorithm is %s"
                                .formatted(path, file.algorithm(), algorithm));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Choice choose(String byDefault, @Nullable String mode, @Nullable ConfigFile file) {
        String named = algorithm == null ? byDefault : algorithm;
        String name = file == null ? named : file.algorithm();
        AlgorithmProvider provider = Algorithms.provider(name);
        var merged = new LinkedHashMap<String, String>();
        if (mode != null && ConfigBinder.toTexts(provider.defaults()).containsKey(MODE)) {
            merged.put(MODE, mode);
        }
        if (preset != null) {
            Algorithms.config(name, preset, Map.of()); // says which presets there are
            merged.putAll(provider.presets().getOrDefault(preset, Map.of()));
        }
        if (file != null) {
            merged.putAll(file.settings());
        }
        merged.putAll(settings);
        Record bound = Algorithms.config(name, null, merged);
        return new Choice(name, bound, provider.create(bound));
    }
}
