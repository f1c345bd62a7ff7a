package dev.kindred.server.engine.rules;

import dev.kindred.data.IdIndex;
import dev.kindred.rank.ItemFilter;
import dev.kindred.rank.Query;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds rules that get in each other's way. */
public final class RuleConflicts {
    private static final Query NOBODY = Query.of(dev.kindred.data.History.EMPTY, 1);

    private final RuleBook book;
    private final IdIndex items;
    private final Map<String, BitSet> kept = new HashMap<>();
    private final List<Conflict> found = new ArrayList<>();

    private RuleConflicts(RuleBook book, IdIndex items) {
        this.book = book;
        this.items = items;
    }

    /**
     * A conflict.
     *
     * @param rule id
     * @param other id of the other rule, or null where a rule is at odds with the catalogue
     * @param text a sentence
     */
    public record Conflict(String rule, @Nullable String other, String text) {}

    /**
     * Conflicts of rules that may apply to one request: places and items pinned twice, pinned items
     * that are unknown or filtered out, filters that leave nothing together, several caps or shares
     * of one attribute; and rules that do not work at all.
     *
     * <p>Cost: O(rules x items).
     */
    public static List<Conflict> of(RuleBook book, IdIndex items) {
        return new RuleConflicts(book, items).find();
    }

    private List<Conflict> find() {
        book.problems().forEach((rule, text) -> found.add(new Conflict(rule, null, text)));
        List<Rule> rules = book.rules();
        for (Rule rule : rules) {
            alone(rule);
        }
        for (int a = 0; a < rules.size(); a++) {
            for (int b = a + 1; b < rules.size(); b++) {
                if (rules.get(a).mayMeet(rules.get(b))) {
                    pair(rules.get(a), rules.get(b));
                }
            }
        }
        return List.copyOf(found);
    }

    private void alone(Rule rule) {
        BitSet passes = passes(rule);
        if (passes != null && passes.isEmpty() && items.size() > 0) {
            found.add(new Conflict(rule.id(), null, "no item meets its filter"));
        }
        for (int k = 0; k < rule.pins().size(); k++) {
            Rule.Pin pin = rule.pins().get(k);
            if (!items.contains(pin.item())) {
                String text = "it pins item \"%s\", which is unknown".formatted(pin.item());
                found.add(new Conflict(rule.id(), null, text));
            }
            for (Rule.Pin other : rule.pins().subList(k + 1, rule.pins().size())) {
                pins(rule, pin, rule, other);
            }
            filtered(rule, pin, rule);
        }
    }

    private void pair(Rule a, Rule b) {
        for (Rule.Pin one : a.pins()) {
            b.pins().forEach(other -> pins(a, one, b, other));
            filtered(a, one, b);
        }
        b.pins().forEach(pin -> filtered(b, pin, a));
        BitSet both = passes(a);
        BitSet other = passes(b);
        if (both != null && other != null && !both.isEmpty() && !other.isEmpty()) {
            if (!both.intersects(other)) {
                add(a, b, "no item meets both filters");
            }
        }
        if (a.cap() != null && b.cap() != null && a.cap().by().equals(b.cap().by())) {
            add(a, b, "both cap %s".formatted(a.cap().by()));
        }
        if (a.share() != null && b.share() != null && a.share().by().equals(b.share().by())) {
            add(a, b, "both set shares of %s; the later one decides".formatted(a.share().by()));
        }
    }

    private void pins(Rule a, Rule.Pin one, Rule b, Rule.Pin other) {
        if (!Rule.overlap(one.from(), one.until(), other.from(), other.until())) {
            return;
        }
        if (one.position() == other.position() && !one.item().equals(other.item())) {
            add(
                    a,
                    b,
                    "items \"%s\" and \"%s\" are both pinned to place %d"
                            .formatted(one.item(), other.item(), one.position()));
        } else if (one.item().equals(other.item()) && one.position() != other.position()) {
            add(
                    a,
                    b,
                    "item \"%s\" is pinned to places %d and %d"
                            .formatted(one.item(), one.position(), other.position()));
        }
    }

    private void filtered(Rule pinning, Rule.Pin pin, Rule filtering) {
        BitSet passes = passes(filtering);
        int row = items.row(pin.item());
        if (passes != null && row != IdIndex.ABSENT && !passes.get(row)) {
            add(
                    pinning,
                    filtering,
                    "item \"%s\" is pinned by \"%s\", but does not meet the filter of \"%s\""
                            .formatted(pin.item(), pinning.id(), filtering.id()));
        }
    }

    private void add(Rule a, Rule b, String text) {
        found.add(new Conflict(a.id(), a.id().equals(b.id()) ? null : b.id(), text));
    }

    /** The items that a rule's filter keeps; null if it has none, or one that depends on users. */
    private @Nullable BitSet passes(Rule rule) {
        ItemFilter filter = book.filterOf(rule);
        if (filter == null) {
            return null;
        }
        return kept.computeIfAbsent(
                rule.id(),
                id -> {
                    var rows = new BitSet(items.size());
                    for (int row = 0; row < items.size(); row++) {
                        rows.set(row, filter.keeps(NOBODY, row));
                    }
                    return rows;
                });
    }
}
