package dev.kindred.model;

import dev.kindred.internal.ConfigBinder;
import dev.kindred.internal.Suggestion;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All algorithms on the class path, by name. */
public final class Algorithms {
    private static final Map<String, AlgorithmProvider> BY_NAME = load();

    /** Where the algorithms are that core does not have. */
    private static final Map<String, String> ARTEFACTS =
            Map.of(
                    "content", "kindred-content",
                    "gmf", "kindred-neural",
                    "mlp", "kindred-neural",
                    "neumf", "kindred-neural",
                    "sasrec", "kindred-neural");

    private Algorithms() {}

    private static Map<String, AlgorithmProvider> load() {
        var byName = new TreeMap<String, AlgorithmProvider>();
        for (AlgorithmProvider provider : ServiceLoader.load(AlgorithmProvider.class)) {
            AlgorithmProvider other = byName.putIfAbsent(provider.name(), provider);
            if (other != null) {
                throw new IllegalStateException(
                        "algorithm \"%s\" is provided by both %s and %s"
                                .formatted(
                                        provider.name(),
                                        other.getClass().getName(),
                                        provider.getClass().getName()));
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    /** All providers, by name. */
    public static Collection<AlgorithmProvider> all() {
        return BY_NAME.values();
    }

    /**
     * The provider of an algorithm.
     *
     * @throws IllegalArgumentException if there is none; the message names the artefact that is
     *     missing, or suggests the closest name
     */
    public static AlgorithmProvider provider(String name) {
        AlgorithmProvider provider = BY_NAME.get(name);
        String artefact = artefact(name);
        if (artefact != null) {
            throw new IllegalArgumentException(
                    "algorithm \"%s\" is in %s, which is not on the class path"
                            .formatted(name, artefact));
        }
        if (provider == null) {
            throw new IllegalArgumentException(
                    "unknown algorithm \"%s\"%s; there are %s"
                            .formatted(
                                    name,
                                    Suggestion.didYouMean(name, BY_NAME.keySet()),
                                    String.join(", ", BY_NAME.keySet())));
        }
        return provider;
    }

    /** The artefact that is missing where an algorithm of ours is not there; else null. */
    static @Nullable String artefact(String name) {
        String artefact = ARTEFACTS.get(name);
        return artefact == null || BY_NAME.containsKey(name) ? null : "dev.kindred:" + artefact;
    }

    /**
     * The configuration of an algorithm: its defaults, then a preset, then single settings, each
     * over the one before.
     *
     * @throws IllegalArgumentException if algorithm, preset, a setting or a value is unknown or out
     *     of range
     */
    public static Record config(
            String name, @Nullable String preset, Map<String, String> settings) {
        AlgorithmProvider provider = provider(name);
        var merged = new LinkedHashMap<String, String>();
        if (preset != null) {
            merged.putAll(preset(provider, preset));
        }
        merged.putAll(settings);
        return ConfigBinder.bind(provider.defaults(), merged, name);
    }

    private static Map<String, String> preset(AlgorithmProvider provider, String preset) {
        Map<String, String> settings = provider.presets().get(preset);
        if (settings == null) {
            throw new IllegalArgumentException(
                    "%s has no preset \"%s\"%s; it has %s"
                            .formatted(
                                    provider.name(),
                                    preset,
                                    Suggestion.didYouMean(preset, provider.presets().keySet()),
                                    provider.presets().isEmpty()
                                            ? "none"
                                            : String.join(
                                                    ", ",
                                                    new TreeMap<>(provider.presets()).keySet())));
        }
        return settings;
    }

    /**
     * An algorithm by name: {@link #provider}, {@link #config} and {@link AlgorithmProvider#create}
     * in one.
     */
    public static Algorithm<?> create(
            String name, @Nullable String preset, Map<String, String> settings) {
        return provider(name).create(config(name, preset, settings));
    }
}
