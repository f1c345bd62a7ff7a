package dev.kindred.experiment;

import dev.kindred.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * One arm of an experiment.
 *
 * @param name unique in the experiment; not blank
 * @param weight share of the units in the experiment that get it; 0 to 1
 * @param pipeline what it serves, in the caller's words; null for what is served otherwise
 */
public record Variant(String name, double weight, @Nullable String pipeline) {
    public Variant {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a variant must not be blank");
        }
        Checks.between("weight of variant \"" + name + "\"", weight, 0, 1);
    }

    public Variant(String name, double weight) {
        this(name, weight, null);
    }
}
