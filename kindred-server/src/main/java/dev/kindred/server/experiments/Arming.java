package dev.kindred.server.experiments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kindred.data.AttributeRow;
import dev.kindred.data.Attributes;
import dev.kindred.experiment.Assigner;
import dev.kindred.experiment.Assignment;
import dev.kindred.experiment.StickyArms;
import dev.kindred.experiment.Subject;
import dev.kindred.experiment.Variant;
import dev.kindred.experiment.online.TeamDraft;
import dev.kindred.server.engine.EventMeaning;
import dev.kindred.server.engine.PipelineChoice.Arm;
import dev.kindred.server.engine.PipelineChoice.Choice;
import dev.kindred.server.engine.PipelineChoice.Counting;
import dev.kindred.server.engine.PipelineChoice.Mix;
import dev.kindred.server.engine.Shown;
import dev.kindred.server.engine.Visitor;
import dev.kindred.server.experiments.Metric.Source;
import dev.kindred.store.Event;
import dev.kindred.store.Exposures;
import dev.kindred.store.Exposures.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One experiment in service: puts users into its arms and measures their lists. Thread-safe.
 *
 * <p>Cost of an assignment: one hash, less than a microsecond; with remembered arms a look into
 * memory as well, and into the store for users who were not there lately.
 */
final class Arming {
    private static final long COVARIATE_MILLIS = 14L * 24 * 3_600_000;
    private static final int MOST_SEEN = 100_000;

    private final Stored experiment;
    private final List<@Nullable String> pipelines;
    private final Assigner assigner;
    private final boolean targets;
    private final StickyArms sticky;
    private final Supplier<EventMeaning> meaning;
    private final Choice[] choices;
    private final Choice[] forced;
    private final boolean covariates;
    private final Cache<String, Boolean> seen =
            Caffeine.newBuilder().maximumSize(MOST_SEEN).build();

    /**
     * An experiment in service.
     *
     * @param pipelines of the variants; null for the current one
     */
    Arming(
            Stored experiment,
            List<@Nullable String> pipelines,
            Exposures exposures,
            Supplier<EventMeaning> meaning) {
        this.experiment = experiment;
        this.pipelines = Collections.unmodifiableList(new ArrayList<>(pipelines));
        this.assigner = new Assigner(experiment.now());
        this.targets = !assigner.experiment().targeting().isBlank();
        boolean remembers = experiment.definition().sticky() || experiment.state().run().fresh();
        this.sticky = remembers ? new Remembered(exposures, experiment) : StickyArms.NONE;
        this.meaning = meaning;
        this.covariates =
                experiment.definition().metrics().stream()
                        .anyMatch(one -> one.spec().covariate() && one.source().isOfEvents());
        List<Variant> variants = assigner.experiment().variants();
        this.choices = new Choice[variants.size()];
        this.forced = new Choice[variants.size()];
        if (experiment.definition().interleaved()) {
            Arrays.fill(choices, interleaved());
            Arrays.fill(forced, interleaved());
            return;
        }
        for (int arm = 0; arm < choices.length; arm++) {
            String name = variants.get(arm).name();
            choices[arm] =
                    new Choice(
                            pipelines.get(arm),
                            new Arm(experiment.id(), name, counting(variants.get(arm))));
            forced[arm] =
                    new Choice(pipelines.get(arm), new Arm(experiment.id(), name, NOT_COUNTED));
        }
    }

    private Choice interleaved() {
        List<String> names = experiment.definition().experiment().names();
        var run = experiment.state().run();
        return new Choice(
                pipelines.get(0),
                new Arm(experiment.id(), String.join("+", names)),
                new Mix(
                        pipelines.get(1),
                        new TeamDraft(experiment.run()),
                        names.get(0),
                        names.get(1),
                        experiment.picks(run, 0),
                        experiment.picks(run, 1)));
    }

    /** Of users who were forced into an arm. */
    private static final Counting NOT_COUNTED =
            new Counting() {
                @Override
                public String run() {
                    return "";
                }

                @Override
                public double propensity() {
                    return 1;
                }

                @Override
                public List<Measure> measures(Shown shown) {
                    return List.of();
                }
            };

    Stored experiment() {
        return experiment;
    }

    /** The pipelines of the variants; null for the current one. */
    List<@Nullable String> pipelines() {
        return pipelines;
    }

    /** What a user gets; null if the user is not in the experiment. */
    @Nullable Choice choose(String user, Visitor visitor, long now) {
        Assignment assignment =
                assign(user, targets ? visitor.attributes() : AttributeRow.NONE, now);
        if (assignment.arm() < 0) {
            return null;
        }
        return assignment.counts() ? choices[assignment.arm()] : forced[assignment.arm()];
    }

    Assignment assign(String user, AttributeRow attributes, long now) {
        return assigner.assign(Subject.of(user, attributes, now), sticky);
    }

    void forget(String user) {
        seen.invalidate(user);
        if (sticky instanceof Remembered remembered) {
            remembered.forget(user);
        }
    }

    private Counting counting(Variant variant) {
        String run = experiment.run();
        return new Counting() {
            @Override
            public String run() {
                return run;
            }

            @Override
            public double propensity() {
                return variant.weight();
            }

            @Override
            public List<Measure> measures(Shown shown) {
                if (sticky instanceof Remembered remembered) {
                    remembered.exposed(shown.user(), variant.name());
                }
                return measured(shown);
            }
        };
    }

    private List<Measure> measured(Shown shown) {
        var measures = new ArrayList<Measure>();
        for (Metric metric : experiment.definition().metrics()) {
            switch (metric.source()) {
                case CLICK_RATE -> measures.add(each(metric, 0, shown.items().size()));
                case LATENCY -> {
                    if (!Double.isNaN(shown.seconds())) {
                        measures.add(each(metric, shown.seconds(), 1));
                    }
                }
                case DIVERSITY -> {
                    double diversity = diversity(shown.items(), shown.catalogue());
                    if (!Double.isNaN(diversity)) {
                        measures.add(each(metric, diversity, 1));
                    }
                }
                default -> {} // from events and clients
            }
        }
        if (covariates && seen.asMap().putIfAbsent(shown.user(), true) == null) {
            addCovariates(shown, measures);
        }
        return measures;
    }

    private static Measure each(Metric metric, double y, double x) {
        return new Measure(metric.name(), metric.keep(), y, x, false);
    }

    /** The same metric in the 14 days before. */
    private void addCovariates(Shown shown, List<Measure> measures) {
        List<Event> past =
                shown.visitor().past().stream()
                        .filter(one -> one.time() >= shown.time() - COVARIATE_MILLIS)
                        .filter(one -> one.time() < shown.time())
                        .toList();
        for (Metric metric : experiment.definition().metrics()) {
            if (metric.spec().covariate() && metric.source().isOfEvents()) {
                double x = 0;
                for (Event one : past) {
                    x += metric.counts(one.type(), meaning.get()) ? metric.of(one.value()) : 0;
                }
                x = metric.source() == Source.CONVERSION ? Math.min(1, x) : x;
                if (x != 0) {
                    measures.add(new Measure(metric.name(), metric.keep(), 0, x, true));
                }
            }
        }
    }

    /**
     * How unlike the first 20 items are: 1 less the mean share of categories that two of them have
     * in common (Jaccard); NaN where fewer than two have any.
     */
    static double diversity(List<String> items, Attributes catalogue) {
        String field = Attributes.categoryField(catalogue.fields());
        if (field == null) {
            return Double.NaN;
        }
        var categories = new ArrayList<List<String>>();
        for (String item : items.subList(0, Math.min(20, items.size()))) {
            List<String> of = catalogue.of(item).values(field);
            if (!of.isEmpty()) {
                categories.add(of);
            }
        }
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < categories.size(); a++) {
            for (int b = a + 1; b < categories.size(); b++) {
                long common =
                        categories.get(a).stream().filter(categories.get(b)::contains).count();
                long all = categories.get(a).size() + categories.get(b).size() - common;
                sum += 1 - (double) common / all;
                pairs++;
            }
        }
        return pairs == 0 ? Double.NaN : sum / pairs;
    }
}
