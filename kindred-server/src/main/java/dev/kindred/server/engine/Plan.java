package dev.kindred.server.engine;

import dev.kindred.data.AttributeRow;
import dev.kindred.model.Model;
import dev.kindred.rank.ItemFilter;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Query;
import dev.kindred.rank.ScoreRule;
import dev.kindred.rank.Step;
import dev.kindred.rerank.StepSpec;
import dev.kindred.server.engine.rules.Expressions;
import dev.kindred.server.engine.rules.RuleBook;
import java.util.ArrayList;
import java.util.List;

/**
 * What a request asks of the ranking, compiled: filters, boosts and steps of the request, of the
 * rules and of the pipeline. The same for all users, unless {@link #dependsOnUser}. Immutable.
 */
final class Plan {
    /** The name of the filter that a request brings. */
    static final String REQUEST = "request";

    /** The name of the filter for items that are hidden, deleted, or out of their time. */
    static final String AVAILABILITY = "availability";

    private final Serving serving;
    private final RecommendationRequest request;
    private final Page page;
    private final long now;
    private final List<ItemFilter> filters = new ArrayList<>();
    private final List<ScoreRule> boosts = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final RuleBook.Applied rules;
    private final boolean dependsOnUser;
    private boolean stepSkipped;
    private int maxOffset = Page.MOST_SERVED;

    /**
     * Compiles a request.
     *
     * @throws IllegalArgumentException if one of its expressions or steps does not fit
     */
    Plan(Serving serving, RecommendationRequest request, Page page, AttributeRow user, long now) {
        this.serving = serving;
        this.request = request;
        this.page = page;
        this.now = now;
        Universe universe = serving.universe();
        RuleBook book = serving.rules(now);
        rules = book.applied(request.placement(), user, now);
        dependsOnUser =
                book.dependsOnUser()
                        || Expressions.namesUser(request.filter())
                        || Expressions.namesUser(request.boost());
        filters.add(named(AVAILABILITY, (query, item) -> universe.isAvailable(item, now)));
        if (!page.isFirst()) {
            filters.add(named("page", (query, item) -> !page.hasServed(universe.items(), item)));
        }
        var expressions = new Expressions(universe.scope(now)).forUser(user);
        String filter = request.filter();
        if (filter != null) {
            filters.add(expressions.filter(REQUEST, filter));
        }
        filters.addAll(rules.filters());
        boosts.addAll(rules.boosts());
        String boost = request.boost();
        if (boost != null) {
            boosts.add(expressions.boost(boost, boost));
        }
        addSteps();
    }

    private static ItemFilter named(String name, ItemFilter filter) {
        return new ItemFilter() {
            @Override
            public boolean keeps(Query query, int item) {
                return filter.keeps(query, item);
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    private void addSteps() {
        Double diversity = request.diversity();
        if (diversity != null && diversity > 0) {
            steps.add(serving.step(new StepSpec("mmr", rounded(diversity), null)));
        }
        List<String> asked = request.rerank();
        for (String text : asked == null ? serving.spec().rerank() : asked) {
            StepSpec step = StepSpec.parse(text);
            if (diversity == null || !List.of("mmr", "dpp").contains(step.name())) {
                addStep(step, asked != null);
            }
        }
        Explored explored = serving.explored(now);
        if (explored != null && request.candidates() == null) {
            steps.add(new Explore(this, explored));
        }
        steps.addAll(rules.steps());
        if (!request.quotas().isEmpty()) {
            steps.add(serving.quotas(request.quotas()));
        }
    }

    /** A step of the pipeline may not fit the catalogue of today; one of the request must. */
    private void addStep(StepSpec step, boolean must) {
        try {
            steps.add(serving.step(step));
        } catch (IllegalArgumentException e) {
            if (must) {
                throw e;
            }
            stepSkipped = true;
        }
    }

    /** Few different steps, so that they can be kept. */
    private static double rounded(double diversity) {
        return Math.max(.01, Math.rint(100 * diversity) / 100);
    }

    Serving serving() {
        return serving;
    }

    RecommendationRequest request() {
        return request;
    }

    Page page() {
        return page;
    }

    long now() {
        return now;
    }

    List<ItemFilter> filters() {
        return filters;
    }

    List<ScoreRule> boosts() {
        return boosts;
    }

    /** The same, before anybody uses it, with steps that are timed. */
    Plan timed(Stages stages) {
        steps.replaceAll(stages::timed);
        return this;
    }

    /** The same, before anybody uses it, without pages that begin beyond so many items. */
    Plan paged(int most) {
        maxOffset = Math.min(most, Page.MOST_SERVED);
        return this;
    }

    /** The same for a user. */
    Plan forUser(AttributeRow attributes) {
        return new Plan(serving, request, page, attributes, now).paged(maxOffset);
    }

    /** Whether a page may begin after so many items. */
    boolean hasPageAt(int offset) {
        return offset <= maxOffset;
    }

    List<Step> steps() {
        return steps;
    }

    List<RuleBook.Pinned> pins() {
        return page.isFirst() ? rules.pins() : List.of();
    }

    /** Whether a rule or step could not be applied. */
    boolean hasSkipped() {
        return stepSkipped || !rules.skipped().isEmpty();
    }

    boolean dependsOnUser() {
        return dependsOnUser;
    }

    boolean isRule(String filter) {
        return rules.filters().stream().anyMatch(one -> one.name().equals(filter));
    }

    /** How many candidates the steps want. */
    int wanted() {
        int wanted = request.limit();
        for (Step step : steps) {
            wanted = Math.max(wanted, step.candidates(request.limit()));
        }
        return wanted;
    }

    /** A recommender with all filters and boosts. */
    ModelRecommender.Builder around(Model model) {
        var builder = ModelRecommender.builder(model).memoryOf(serving.memory());
        filters.forEach(builder::filter);
        boosts.forEach(builder::boost);
        return builder;
    }

    /** The recommender for users of whom the model knows something. */
    ModelRecommender recommender(Model model) {
        var builder = around(model).fallback(serving.popular());
        steps.forEach(builder::step);
        return builder.build();
    }

    boolean keeps(Query query, int item) {
        for (ItemFilter filter : filters) {
            if (!filter.keeps(query, item)) {
                return false;
            }
        }
        return true;
    }
}
