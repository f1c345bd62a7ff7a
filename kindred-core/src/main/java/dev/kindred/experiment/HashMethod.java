package dev.kindred.experiment;

import dev.kindred.internal.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a unit becomes a number from 0 (included) to 1 (excluded), its bucket. The same on every
 * machine, in every process.
 */
public enum HashMethod {
    /**
     * The first 52 bits of SHA-256 over {@code salt.unit} in UTF-8, divided by 2^52 (default).
     * Anybody can verify it: {@code printf %s 'exp-1.user-1' | sha256sum | cut -c1-13} gives the 13
     * hex digits {@code 6fb1eb1f90e9e}, and {@code 0x6fb1eb1f90e9e / 2^52 = 0.436308570105}.
     */
    SHA256("sha256") {
        @Override
        SaltedHash salted(String salt) {
            return new Sha256(salt);
        }
    },

    /**
     * GrowthBook's first hash: 1,000 buckets of one FNV-1a pass over unit and salt. Only to agree
     * with running experiments of GrowthBook: the arms of two such experiments may depend on each
     * other.
     */
    GROWTHBOOK_V1("growthbook-v1") {
        @Override
        SaltedHash salted(String salt) {
            return unit -> Fnv.version1(salt, unit);
        }
    },

    /** GrowthBook's second hash: 10,000 buckets of two FNV-1a passes over salt and unit. */
    GROWTHBOOK_V2("growthbook-v2") {
        @Override
        SaltedHash salted(String salt) {
            return unit -> Fnv.version2(salt, unit);
        }
    };

    private final String label;

    HashMethod(String label) {
        this.label = label;
    }

    /** The name in files and requests: {@code sha256}, {@code growthbook-v2}. */
    public String label() {
        return label;
    }

    /**
     * The bucket of a unit.
     *
     * @param salt makes experiments independent of each other
     * @throws IllegalArgumentException if the unit is empty
     */
    public double bucket(String salt, String unit) {
        requireUnit(unit);
        return salted(salt).bucket(unit);
    }

    /** The hash for one salt, to be asked about many units. */
    abstract SaltedHash salted(String salt);

    static void requireUnit(String unit) {
        if (unit.isEmpty()) {
            throw new IllegalArgumentException(
                    "unit must not be empty: all units without an id would be in one arm");
        }
    }

    /** The method of a name. */
    public static HashMethod of(String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        for (HashMethod method : values()) {
            if (method.label.equals(lower)) {
                return method;
            }
        }
        List<String> known = Arrays.stream(values()).map(HashMethod::label).toList();
        throw new IllegalArgumentException(
                "hash must be one of %s, but is \"%s\"%s"
                        .formatted(known, label, Suggestion.didYouMean(label, known)));
    }
}
