package dev.kindred.experiment;

import dev.kindred.internal.Checks;

/**
 * A share of the units that an experiment has for itself: experiments with disjoint slices of one
 * namespace never meet in a unit.
 *
 * @param name of the namespace; not blank
 * @param from start of the slice; 0 to 1
 * @param to end of the slice, not included; above {@code from}, at most 1
 */
public record NamespaceSlice(String name, double from, double to) {
    private static final String SHA_PREFIX = "ns:";
    private static final String GROWTHBOOK_PREFIX = "__";

    public NamespaceSlice {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a namespace must not be blank");
        }
        Checks.between("from of namespace \"" + name + "\"", from, 0, 1);
        Checks.between("to of namespace \"" + name + "\"", to, 0, 1);
        if (!(from < to)) {
            throw new IllegalArgumentException(
                    "the slice of namespace \"%s\" must end above its start, but goes from %s to %s"
                            .formatted(name, from, to));
        }
    }

    /** True if a unit can be in both. */
    public boolean overlaps(NamespaceSlice other) {
        return name.equals(other.name) && from < other.to && other.from < to;
    }

    /**
     * True if the unit is in the slice.
     *
     * <p>The bucket's salt is {@code ns:NAME} with SHA-256; with either of GrowthBook's it is
     * {@code __NAME} with their first hash, as they do it.
     */
    public boolean contains(String unit, HashMethod hash) {
        HashMethod.requireUnit(unit);
        return contains(salted(hash).bucket(unit));
    }

    SaltedHash salted(HashMethod hash) {
        return hash == HashMethod.SHA256
                ? hash.salted(SHA_PREFIX + name)
                : HashMethod.GROWTHBOOK_V1.salted(GROWTHBOOK_PREFIX + name);
    }

    boolean contains(double bucket) {
        return from <= bucket && bucket < to;
    }
}
