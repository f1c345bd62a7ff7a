package dev.kindred.server.engine.rules;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.Attributes;
import dev.kindred.expression.Scope;
import dev.kindred.rank.ItemFilter;
import dev.kindred.rank.ScoreRule;
import dev.kindred.rank.Step;
import dev.kindred.rerank.CategoryCap;
import dev.kindred.rerank.Quota;
import dev.kindred.rerank.QuotaRerank;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All rules of a project, compiled for a catalogue as it is. Immutable and thread-safe.
 *
 * <p>A rule that does not fit (it names an attribute that no item has any more) is left out, and
 * {@link #problems} says why; the others work on.
 */
public final class RuleBook {
    private final List<Compiled> rules;
    private final Map<String, String> problems;
    private final Expressions expressions;

    private RuleBook(List<Compiled> rules, Map<String, String> problems, Expressions expressions) {
        this.rules = List.copyOf(rules);
        this.problems = Collections.unmodifiableMap(problems);
        this.expressions = expressions;
    }

    /** A rule with its parts that are the same for every user. */
    private record Compiled(
            Rule rule,
            @Nullable ItemFilter filter,
            @Nullable ScoreRule boost,
            @Nullable Step cap,
            @Nullable Step share) {}

    /**
     * Compiles rules.
     *
     * @param scope fields of the items
     * @param items the same attributes
     */
    public static RuleBook of(List<Rule> rules, Scope scope, Attributes items) {
        var expressions = new Expressions(scope);
        var compiled = new ArrayList<Compiled>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (Rule rule : rules) {
            try {
                compiled.add(compile(rule, expressions, items));
            } catch (IllegalArgumentException e) {
                problems.put(rule.id(), String.valueOf(e.getMessage()));
            }
        }
        return new RuleBook(compiled, problems, expressions);
    }

    /**
     * Checks a rule against a catalogue.
     *
     * @throws IllegalArgumentException if it does not fit
     */
    public static void check(Rule rule, Scope scope, Attributes items) {
        compile(rule, new Expressions(scope), items);
    }

    private static Compiled compile(Rule rule, Expressions expressions, Attributes items) {
        String filter = rule.filter();
        String boost = rule.boost();
        String user = rule.when().user();
        if (user != null) {
            expressions.holds(user);
        }
        ItemFilter kept = filter == null ? null : expressions.filter(rule.id(), filter);
        ScoreRule factor = boost == null ? null : expressions.boost(rule.id(), boost);
        return new Compiled(
                rule,
                Expressions.namesUser(filter) ? null : kept,
                Expressions.namesUser(boost) ? null : factor,
                cap(rule.cap(), items),
                share(rule.share(), items));
    }

    private static @Nullable Step cap(Rule.@Nullable Cap cap, Attributes items) {
        if (cap == null) {
            return null;
        }
        CategoryCap whole = CategoryCap.of(items, cap.by(), cap.max()); // checks the field
        return cap.window() == 0 ? whole : new WindowCap(items, cap.by(), cap.max(), cap.window());
    }

    private static @Nullable Step share(Rule.@Nullable Share share, Attributes items) {
        if (share == null) {
            return null;
        }
        List<Quota> quotas =
                share.targets().entrySet().stream()
                        .map(target -> new Quota(share.by(), target.getKey(), target.getValue()))
                        .toList();
        return QuotaRerank.of(items, quotas);
    }

    /** The same rules at another time: what {@code now} means in their expressions. */
    public RuleBook at(Scope scope) {
        var at = new Expressions(scope);
        var compiled = new ArrayList<Compiled>(rules.size());
        for (Compiled one : rules) {
            Rule rule = one.rule();
            String filter = rule.filter();
            String boost = rule.boost();
            compiled.add(
                    new Compiled(
                            rule,
                            one.filter() == null || filter == null
                                    ? null
                                    : at.filter(rule.id(), filter),
                            one.boost() == null || boost == null
                                    ? null
                                    : at.boost(rule.id(), boost),
                            one.cap(),
                            one.share()));
        }
        return new RuleBook(compiled, problems, at);
    }

    /** Whether some rule depends on what is known of the user. */
    public boolean dependsOnUser() {
        return rules.stream()
                .map(Compiled::rule)
                .anyMatch(
                        rule ->
                                rule.when().user() != null
                                        || Expressions.namesUser(rule.filter())
                                        || Expressions.namesUser(rule.boost()));
    }

    /** Rules that were left out, with the reason, by id. */
    public Map<String, String> problems() {
        return problems;
    }

    /** The rules that work. */
    public List<Rule> rules() {
        return rules.stream().map(Compiled::rule).toList();
    }

    @Nullable ItemFilter filterOf(Rule rule) {
        return rules.stream()
                .filter(one -> one.rule().equals(rule))
                .findFirst()
                .map(Compiled::filter)
                .orElse(null);
    }

    /**
     * What the rules want for one request.
     *
     * @param filters named by their rules
     * @param boosts named by their rules
     * @param steps caps, then shares
     * @param pins by position
     * @param skipped ids of rules that could not be applied
     */
    public record Applied(
            List<ItemFilter> filters,
            List<ScoreRule> boosts,
            List<Step> steps,
            List<Pinned> pins,
            List<String> skipped) {}

    /** An item that a rule put in its place. */
    public record Pinned(String rule, Rule.Pin pin) {}

    /** The rules that apply. */
    public Applied applied(@Nullable String placement, AttributeRow user, long now) {
        var applied =
                new Applied(
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>());
        var shares = new ArrayList<Step>();
        Expressions forUser = expressions.forUser(user);
        for (Compiled one : rules) {
            if (one.rule().isActive(now) && one.rule().appliesTo(placement)) {
                add(one, forUser, now, applied, shares);
            }
        }
        problems.keySet().forEach(applied.skipped()::add);
        applied.steps().addAll(shares);
        applied.pins()
                .sort(java.util.Comparator.comparingInt((Pinned one) -> one.pin().position()));
        return applied;
    }

    private static void add(
            Compiled one, Expressions forUser, long now, Applied applied, List<Step> shares) {
        Rule rule = one.rule();
        try {
            String condition = rule.when().user();
            if (condition != null && !forUser.holds(condition)) {
                return;
            }
            String filter = rule.filter();
            String boost = rule.boost();
            addIfThere(
                    applied.filters(),
                    filter,
                    one.filter(),
                    () -> forUser.filter(rule.id(), String.valueOf(filter)));
            addIfThere(
                    applied.boosts(),
                    boost,
                    one.boost(),
                    () -> forUser.boost(rule.id(), String.valueOf(boost)));
        } catch (IllegalArgumentException e) {
            applied.skipped().add(rule.id()); // an attribute of this user has another type
            return;
        }
        if (one.cap() != null) {
            applied.steps().add(one.cap());
        }
        if (one.share() != null) {
            shares.add(one.share());
        }
        rule.pins().stream()
                .filter(pin -> pin.isActive(now))
                .forEach(pin -> applied.pins().add(new Pinned(rule.id(), pin)));
    }

    private static <T> void addIfThere(
            List<T> to, @Nullable String text, @Nullable T compiled, Supplier<T> forUser) {
        if (text != null) {
            to.add(compiled == null ? forUser.get() : compiled);
        }
    }

    /** The next moment at which a schedule starts or ends; {@code Long.MAX_VALUE} if none does. */
    public long nextChange(long now) {
        long next = Long.MAX_VALUE;
        for (Compiled one : rules) {
            next = earlier(next, one.rule().from(), now);
            next = earlier(next, one.rule().until(), now);
            for (Rule.Pin pin : one.rule().pins()) {
                next = earlier(next, pin.from(), now);
                next = earlier(next, pin.until(), now);
            }
        }
        return next;
    }

    private static long earlier(long next, @Nullable Long time, long now) {
        return time != null && time > now ? Math.min(next, time) : next;
    }
}
