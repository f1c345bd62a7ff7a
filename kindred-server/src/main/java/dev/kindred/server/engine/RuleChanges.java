package dev.kindred.server.engine;

import dev.kindred.server.engine.rules.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline changes the stored rules for those who are answered by it: rules by id that are
 * there besides or instead; null switches one off. Thread-safe.
 */
public final class RuleChanges {
    /** The stored rules hold as they are. */
    public static final RuleChanges NONE = new RuleChanges(Map.of());

    private final Map<String, @Nullable Rule> changes;
    private volatile @Nullable Changed last;

    public RuleChanges(Map<String, @Nullable Rule> changes) {
        this.changes = Collections.unmodifiableMap(new TreeMap<>(changes));
    }

    /** What was made of some documents: the same object for the same, so that nothing is redone. */
    private record Changed(Documents stored, Documents changed) {}

    Documents of(Documents stored) {
        if (changes.isEmpty()) {
            return stored;
        }
        Changed known = last;
        if (known == null || known.stored() != stored) {
            known = new Changed(stored, apply(stored));
            last = known;
        }
        return known.changed();
    }

    private Documents apply(Documents stored) {
        List<Rule> rules = new ArrayList<>();
        stored.rules().stream().filter(one -> !changes.containsKey(one.id())).forEach(rules::add);
        for (Rule one : changes.values()) {
            if (one != null) {
                rules.add(one);
            }
        }
        rules.sort(Comparator.comparing(Rule::id));
        return new Documents(stored.version(), List.copyOf(rules), stored.lists());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RuleChanges that && changes.equals(that.changes);
    }

    @Override
    public int hashCode() {
        return changes.hashCode();
    }
}
