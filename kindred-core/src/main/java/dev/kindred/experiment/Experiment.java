package dev.kindred.experiment;

import dev.kindred.internal.Checks;
import dev.kindred.internal.Suggestion;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The definition of an experiment: its arms and who is in it. Immutable.
 *
 * @param id name; not blank
 * @param variants at least two; the first is the control; their weights sum to 1
 * @param coverage share of the targeted units that are in (the ramp); 0 to 1 (default 1)
 * @param salt of the hash; experiments with equal salts give equal arms (default: the id)
 * @param version of the remembered arms; those of other versions do not count; at least 1 (default
 *     1)
 * @param blockBelowVersion units with a remembered arm of a version below this one are left out; at
 *     most {@code version} (default 0: nobody)
 * @param hash how units become buckets (default {@link HashMethod#SHA256})
 * @param namespace the units it has for itself, or null for all (default)
 * @param targeting a condition on the user's attributes such as {@code user.country == 'CH'}; empty
 *     for everybody (default)
 * @param forced arms by unit, for trying out; such units never count (default: none)
 * @param enabled false if nobody is in (default true)
 */
public record Experiment(
        String id,
        List<Variant> variants,
        double coverage,
        String salt,
        int version,
        int blockBelowVersion,
        HashMethod hash,
        @Nullable NamespaceSlice namespace,
        String targeting,
        Map<String, String> forced,
        boolean enabled) {
    private static final double TOLERANCE = 1e-6;

    public Experiment {
        if (id.isBlank()) {
            throw new IllegalArgumentException("the id of an experiment must not be blank");
        }
        variants = List.copyOf(variants);
        checkVariants(id, variants);
        Checks.between("coverage", coverage, 0, 1);
        if (salt.isEmpty()) {
            throw new IllegalArgumentException("salt must not be empty");
        }
        Checks.positive("version", version);
        Checks.notNegative("blockBelowVersion", blockBelowVersion);
        if (blockBelowVersion > version) {
            throw new IllegalArgumentException(
                    "blockBelowVersion must be at most the version, %d, but is %d"
                            .formatted(version, blockBelowVersion));
        }
        Targeting.check(targeting);
        forced = Collections.unmodifiableMap(new LinkedHashMap<>(forced));
        for (Map.Entry<String, String> entry : forced.entrySet()) {
            if (indexOf(variants, entry.getValue()) < 0) {
                throw new IllegalArgumentException(
                        "forced variant of unit \"%s\": %s"
                                .formatted(entry.getKey(), unknown(variants, entry.getValue())));
            }
        }
    }

    private static void checkVariants(String id, List<Variant> variants) {
        if (variants.size() < 2) {
            throw new IllegalArgumentException(
                    "experiment \"%s\" must have at least 2 variants, but has %d"
                            .formatted(id, variants.size()));
        }
        double sum = 0;
        for (int arm = 0; arm < variants.size(); arm++) {
            String name = variants.get(arm).name();
            if (indexOf(variants, name) < arm) {
                throw new IllegalArgumentException(
                        "experiment \"%s\" has two variants \"%s\"".formatted(id, name));
            }
            sum += variants.get(arm).weight();
        }
        if (Math.abs(sum - 1) > TOLERANCE) {
            throw new IllegalArgumentException(
                    "the weights of experiment \"%s\" must sum to 1, but sum to %s%s"
                            .formatted(id, rounded(sum), maybe(sum)));
        }
    }

    private static double rounded(double sum) {
        return Math.round(sum * 1e9) / 1e9;
    }

    private static String maybe(double sum) {
        return sum < 1 ? ". Maybe lower the coverage instead, to leave units out" : "";
    }

    private static int indexOf(List<Variant> variants, String name) {
        for (int arm = 0; arm < variants.size(); arm++) {
            if (variants.get(arm).name().equals(name)) {
                return arm;
            }
        }
        return -1;
    }

    private static String unknown(List<Variant> variants, String name) {
        List<String> names = variants.stream().map(Variant::name).toList();
        return "unknown variant \"%s\"%s; there are %s"
                .formatted(name, Suggestion.didYouMean(name, names), names);
    }

    /** The arm of a name, from 0, or -1. */
    public int arm(String variant) {
        return indexOf(variants, variant);
    }

    /** The names of the arms, in order. */
    public List<String> names() {
        return variants.stream().map(Variant::name).toList();
    }

    /** The weights of the arms, in order. */
    public double[] weights() {
        return variants.stream().mapToDouble(Variant::weight).toArray();
    }

    /** The same experiment with another coverage: up, nobody who is in changes their arm. */
    public Experiment withCoverage(double value) {
        return toBuilder().coverage(value).build();
    }

    /** The same experiment, on or off. */
    public Experiment withEnabled(boolean value) {
        return toBuilder().enabled(value).build();
    }

    /**
     * The same experiment, randomised anew: the next version, with the salt {@code id~version};
     * remembered arms no longer count.
     */
    public Experiment restarted() {
        int next = version + 1;
        return toBuilder().version(next).salt(id + "~" + next).build();
    }

    /**
     * Checks that experiments which exclude each other do: that slices of one namespace are
     * disjoint.
     *
     * @throws IllegalArgumentException naming two that overlap
     */
    public static void requireDisjoint(Collection<Experiment> experiments) {
        List<Experiment> all = List.copyOf(experiments);
        for (int a = 0; a < all.size(); a++) {
            for (int b = a + 1; b < all.size(); b++) {
                NamespaceSlice one = all.get(a).namespace;
                NamespaceSlice other = all.get(b).namespace;
                if (one != null && other != null && one.overlaps(other)) {
                    throw new IllegalArgumentException(
                            "experiments \"%s\" and \"%s\" overlap in namespace \"%s\": %s to %s and %s to %s"
                                    .formatted(
                                            all.get(a).id,
                                            all.get(b).id,
                                            one.name(),
                                            one.from(),
                                            one.to(),
                                            other.from(),
                                            other.to()));
                }
            }
        }
    }

    public static Builder builder(String id) {
        return new Builder(id);
    }

    /** A builder that holds what this has. */
    public Builder toBuilder() {
        var builder = new Builder(id);
        builder.variants = variants;
        builder.coverage = coverage;
        builder.salt = salt;
        builder.version = version;
        builder.blockBelowVersion = blockBelowVersion;
        builder.hash = hash;
        builder.namespace = namespace;
        builder.targeting = targeting;
        builder.forced = forced;
        builder.enabled = enabled;
        return builder;
    }

    /** Holds the defaults. */
    public static final class Builder {
        private final String id;
        private List<Variant> variants = List.of();
        private double coverage = 1;
        private String salt;
        private int version = 1;
        private int blockBelowVersion = 0;
        private HashMethod hash = HashMethod.SHA256;
        private @Nullable NamespaceSlice namespace = null;
        private String targeting = "";
        private Map<String, String> forced = Map.of();
        private boolean enabled = true;

        private Builder(String id) {
            this.id = id;
            this.salt = id;
        }

        public Builder variants(List<Variant> value) {
            variants = value;
            return this;
        }

        /** Arms of equal weight. */
        public Builder variants(String... names) {
            return variants(
                    java.util.Arrays.stream(names)
                            .map(name -> new Variant(name, 1.0 / names.length))
                            .toList());
        }

        public Builder coverage(double value) {
            coverage = value;
            return this;
        }

        public Builder salt(String value) {
            salt = value;
            return this;
        }

        public Builder version(int value) {
            version = value;
            return this;
        }

        public Builder blockBelowVersion(int value) {
            blockBelowVersion = value;
            return this;
        }

        public Builder hash(HashMethod value) {
            hash = value;
            return this;
        }

        public Builder namespace(@Nullable NamespaceSlice value) {
            namespace = value;
            return this;
        }

        public Builder targeting(String value) {
            targeting = value;
            return this;
        }

        public Builder forced(Map<String, String> value) {
            forced = value;
            return this;
        }

        public Builder enabled(boolean value) {
            enabled = value;
            return this;
        }

        public Experiment build() {
            return new Experiment(
                    id,
                    variants,
                    coverage,
                    salt,
                    version,
                    blockBelowVersion,
                    hash,
                    namespace,
                    targeting,
                    forced,
                    enabled);
        }
    }
}
