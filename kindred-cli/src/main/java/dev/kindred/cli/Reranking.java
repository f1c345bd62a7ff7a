package dev.kindred.cli;

import dev.kindred.data.Dataset;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Rules;
import dev.kindred.rerank.FaStar;
import dev.kindred.rerank.QuotaRerank;
import dev.kindred.rerank.StepSpec;
import java.util.ArrayList;
import java.util.List;

/** Puts filters, boosts and steps around a model. */
final class Reranking {
    private static final double ALPHA = .1;

    private final RerankOptions.Choice choice;
    private final long now;

    Reranking(RerankOptions options) {
        this.choice = options.choice();
        this.now = System.currentTimeMillis();
    }

    boolean isEmpty() {
        return choice.isEmpty();
    }

    /** What was asked for, in the order in which it runs. */
    List<String> inWords() {
        var words = new ArrayList<String>();
        choice.filters().forEach(text -> words.add("filter " + text));
        choice.boosts().forEach(text -> words.add("boost " + text));
        choice.steps().forEach(step -> words.add(words(step)));
        choice.quotas().forEach(quota -> words.add("quota " + quota));
        return words;
    }

    private static String words(StepSpec step) {
        return step.name()
                + (step.amount() == null ? "" : ":" + step.amount())
                + (step.field() == null ? "" : ":" + step.field());
    }

    /**
     * Adds everything to a recommender.
     *
     * @param data what the model's items are rows of, with attributes
     */
    void addTo(ModelRecommender.Builder builder, Dataset data) {
        if (choice.isEmpty()) {
            return;
        }
        UsageException.check(
                () -> {
                    var rules = new Rules(data.itemAttributes(), data.userAttributes(), now);
                    choice.filters().forEach(text -> builder.filter(rules.filter(text)));
                    choice.boosts().forEach(text -> builder.boost(rules.boost(text)));
                    choice.steps().forEach(step -> builder.step(step.step(data)));
                    if (!choice.quotas().isEmpty()) {
                        builder.step(
                                choice.method() == null
                                        ? FaStar.of(
                                                data.itemAttributes(),
                                                choice.quotas().get(0),
                                                ALPHA)
                                        : QuotaRerank.of(
                                                data.itemAttributes(),
                                                choice.quotas(),
                                                choice.method()));
                    }
                    return builder;
                });
    }
}
