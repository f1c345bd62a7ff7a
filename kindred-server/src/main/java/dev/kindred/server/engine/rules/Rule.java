package dev.kindred.server.engine.rules;

import dev.kindred.internal.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people decided about lists, whatever the models say.
 *
 * @param id of the rule
 * @param when to which requests it applies
 * @param filter condition that every item must meet, or null
 * @param boost formula by which scores are multiplied, or null
 * @param pins items with a fixed place
 * @param cap on items of one group, or null
 * @param share of the places for groups, or null
 * @param from first moment at which it applies, in milliseconds since 1970; null = always
 * @param until first moment at which it applies no more; null = never
 * @param enabled false: it is kept, but does nothing
 */
public record Rule(
        String id,
        When when,
        @Nullable String filter,
        @Nullable String boost,
        List<Pin> pins,
        @Nullable Cap cap,
        @Nullable Share share,
        @Nullable Long from,
        @Nullable Long until,
        boolean enabled) {
    public Rule {
        pins = List.copyOf(pins);
        checkSpan(from, until);
        if (filter == null && boost == null && pins.isEmpty() && cap == null && share == null) {
            throw new IllegalArgumentException(
                    "a rule needs at least one of filter, boost, pin, cap and share");
        }
    }

    /**
     * Which requests.
     *
     * @param placements where the list will be shown; empty: anywhere
     * @param user condition on the user, such as {@code user.country == 'CH'}; null: everybody
     */
    public record When(Set<String> placements, @Nullable String user) {
        public static final When ALWAYS = new When(Set.of(), null);

        public When {
            placements = Set.copyOf(placements);
        }
    }

    /**
     * An item with a fixed place on the first page.
     *
     * @param position from 1
     */
    public record Pin(String item, int position, @Nullable Long from, @Nullable Long until) {
        public Pin {
            Checks.between("position", position, 1, 1000);
            checkSpan(from, until);
        }

        boolean isActive(long now) {
            return (from == null || now >= from) && (until == null || now < until);
        }
    }

    /**
     * At most so many items of one value among so many places in a row.
     *
     * @param by attribute
     * @param max at least 1
     * @param window places; 0: the whole list
     */
    public record Cap(String by, int max, int window) {
        public Cap {
            Checks.positive("max", max);
            Checks.notNegative("window", window);
        }
    }

    /**
     * Shares of every prefix of the list for values of an attribute.
     *
     * @param by attribute
     * @param targets share of each value, from 0 to 1
     */
    public record Share(String by, Map<String, Double> targets) {
        public Share {
            targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
            if (targets.isEmpty()) {
                throw new IllegalArgumentException("targets must name at least one value");
            }
            double sum = 0;
            for (Map.Entry<String, Double> target : targets.entrySet()) {
                sum += Checks.between("target of " + target.getKey(), target.getValue(), 0, 1);
            }
            if (sum > 1 + 1e-9) {
                throw new IllegalArgumentException(
                        "targets must add up to at most 1, but add up to %s".formatted(sum));
            }
        }
    }

    private static void checkSpan(@Nullable Long from, @Nullable Long until) {
        if (from != null && until != null && from >= until) {
            throw new IllegalArgumentException("until must be later than from");
        }
    }

    boolean isActive(long now) {
        return enabled && (from == null || now >= from) && (until == null || now < until);
    }

    boolean appliesTo(@Nullable String placement) {
        return when.placements().isEmpty()
                || placement != null && when.placements().contains(placement);
    }

    /** Whether both may apply to one request. */
    boolean mayMeet(Rule other) {
        boolean places =
                when.placements().isEmpty()
                        || other.when.placements().isEmpty()
                        || !Collections.disjoint(when.placements(), other.when.placements());
        return enabled && other.enabled && places && overlap(from, until, other.from, other.until);
    }

    static boolean overlap(
            @Nullable Long from1, @Nullable Long to1, @Nullable Long from2, @Nullable Long to2) {
        return (to1 == null || from2 == null || from2 < to1)
                && (to2 == null || from1 == null || from1 < to2);
    }
}
