package dev.kindred.model;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import java.util.List;
import java.util.Map;

/**
 * Makes an algorithm known by its name to the command line, the server and configuration files.
 * Found through {@link java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/dev.kindred.model.AlgorithmProvider}.
 */
public interface AlgorithmProvider {
    /** The name, such as {@code item-knn}. */
    String name();

    /** One sentence for lists of algorithms. */
    String summary();

    /** The default configuration: a record whose components are the settings. */
    Record defaults();

    /** Named sets of settings, such as "textbook". */
    default Map<String, Map<String, String>> presets() {
        return Map.of();
    }

    /**
     * The ranges in which a search looks for good settings; empty if there is nothing to choose.
     * What is in no range stays as it is: settings that trade time for quality, such as {@code
     * factors}, belong there.
     *
     * @param config of the type of {@link #defaults}; ranges may depend on it, such as on a mode
     */
    default List<SearchRange> searchSpace(Record config) {
        return List.of();
    }

    /**
     * The algorithm with the given configuration.
     *
     * @param config of the type of {@link #defaults}
     */
    Algorithm<?> create(Record config);

    /** The model that {@link Model#save} wrote. */
    Model load(ModelInfo info, IdIndex items, Tensors in);
}
