package dev.kindred.model;

import dev.kindred.data.Dataset;
import dev.kindred.internal.ConfigBinder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a model comes from. Holds no clock time: the same training gives the same file.
 *
 * @param algorithm name, as on the command line
 * @param config every setting by name, as text
 * @param fingerprint of the training data ({@link Dataset#fingerprint})
 * @param seed of the training
 * @param version of Kindred that trained it
 */
public record ModelInfo(
        String algorithm,
        Map<String, String> config,
        String fingerprint,
        long seed,
        String version) {

    /** This Kindred. */
    public static final String CURRENT_VERSION = "0.1.0";

    public ModelInfo {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /** The provenance of a model that is being trained. */
    public static ModelInfo of(String algorithm, Record config, Dataset data, FitContext context) {
        return new ModelInfo(
                algorithm,
                ConfigBinder.toTexts(config),
                data.fingerprint(),
                context.seed(),
                CURRENT_VERSION);
    }
}
