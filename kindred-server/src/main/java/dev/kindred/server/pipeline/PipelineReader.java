package dev.kindred.server.pipeline;

import dev.kindred.blend.Method;
import dev.kindred.rerank.StepSpec;
import dev.kindred.server.pipeline.PipelineSpec.Blend;
import dev.kindred.server.pipeline.PipelineSpec.EventType;
import dev.kindred.server.pipeline.PipelineSpec.Events;
import dev.kindred.server.pipeline.PipelineSpec.Exploration;
import dev.kindred.server.pipeline.PipelineSpec.ModelSpec;
import dev.kindred.server.pipeline.PipelineSpec.Precompute;
import dev.kindred.server.pipeline.PipelineSpec.Retention;
import dev.kindred.server.pipeline.PipelineSpec.Serving;
import dev.kindred.server.pipeline.PipelineSpec.Training;
import dev.kindred.server.settings.Node;
import dev.kindred.server.settings.Node.Scalar;
import dev.kindred.server.settings.Readings;
import dev.kindred.server.settings.Rule;
import dev.kindred.server.settings.Rules;
import dev.kindred.server.settings.Section;
import dev.kindred.server.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads a pipeline from settings, wherever they were written. Keys that are missing have the values
 * of {@link PipelineSpec#defaults}. What is wrong is noted in the section's readings.
 */
public final class PipelineReader {
    private static final int MOST_MODELS = 10;
    private static final int MOST_STEPS = 10;
    private static final double MOST_EXPLORED = 0.5;
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final List<String> METHODS =
            Stream.of(Method.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    private static final Rule<String> STEP =
            new Rule<>("a re-ranking step", PipelineReader::step, Function.identity());

    private final PipelineSpec defaults = PipelineSpec.defaults();
    private final Section section;
    private final Readings readings;

    private PipelineReader(Section section) {
        this.section = section;
        this.readings = section.readings();
    }

    /** The pipeline; where a part is wrong, which is noted, the default stands in for it. */
    public static PipelineSpec read(Section section) {
        return new PipelineReader(section).read();
    }

    private PipelineSpec read() {
        Events events = events(section.section("events"));
        List<ModelSpec> models = models();
        Blend blend = blend(section.section("blend"), models.size());
        List<String> rerank = section.values("rerank", defaults.rerank(), STEP);
        if (rerank.size() > MOST_STEPS) {
            section.reject(
                    "rerank",
                    "%s must have at most %d steps, but has %d"
                            .formatted(section.path("rerank"), MOST_STEPS, rerank.size()));
        }
        var spec =
                new PipelineSpec(
                        events,
                        models,
                        blend,
                        rerank,
                        serving(section.section("serving")),
                        training(section.section("training")),
                        precompute(section.section("precompute"), defaults.precompute()),
                        retention(section.section("retention")));
        section.done();
        if (readings.problems().isEmpty()) {
            section.check("models", at -> ModelSpecs.algorithm(spec));
        }
        return spec;
    }

    private static String step(String text) {
        StepSpec.parse(text);
        return text;
    }

    private Events events(Section events) {
        var types = new LinkedHashMap<String, EventType>();
        Section named = events.section("types");
        named.entries().forEach((name, node) -> types.put(name, eventType(node, named.path(name))));
        double others = events.value("others", defaults.events().others(), Rules.number(true));
        events.done();
        if (others == 0 && types.values().stream().allMatch(EventType::negative)) {
            events.reject(
                    "others",
                    "%s is 0 and no type of event says what users like: nothing could be learnt"
                            .formatted(events.path("others")));
        }
        return new Events(types, others);
    }

    /** A weight, or a mapping with weight and negative. */
    private EventType eventType(Node node, String path) {
        if (node instanceof Scalar) {
            Double weight = Section.read(node, path, Rules.number(false), readings);
            readings.add(new Setting(path, Rules.text(weight == null ? 1 : weight), node.origin()));
            return new EventType(weight == null ? 1 : weight, false);
        }
        Section type = Section.of(node, path, readings);
        var read =
                new EventType(
                        type.value("weight", 1.0, Rules.number(false)),
                        type.value("negative", false, Rules.BOOLEAN));
        type.done();
        return read;
    }

    private List<ModelSpec> models() {
        Node node = section.node("models");
        List<ModelSpec> models = new ArrayList<>();
        List<Node> members = node == null ? List.of() : Section.nodes(node);
        for (int at = 0; at < members.size(); at++) {
            String path = "%s[%d]".formatted(section.path("models"), at);
            ModelSpec model = ModelReader.read(members.get(at), path, readings);
            if (model != null) {
                models.add(model);
            }
        }
        if (node != null && (members.isEmpty() || members.size() > MOST_MODELS)) {
            section.reject(
                    "models",
                    "%s must name 1 to %d models, but names %d"
                            .formatted(section.path("models"), MOST_MODELS, members.size()));
        }
        List<ModelSpec> read = models.isEmpty() ? defaults.models() : models;
        readings.add(
                new Setting(
                        section.path("models"),
                        "[" + ModelReader.inWords(read) + "]",
                        section.origin("models")));
        return read;
    }

    private Blend blend(Section blend, int models) {
        String method = blend.value("method", defaults.blend().method(), Rules.word(METHODS));
        List<Double> weights = weights(blend);
        blend.done();
        boolean fits =
                weights.isEmpty()
                        || weights.size() == models
                                && weights.stream().mapToDouble(Double::doubleValue).sum() > 0;
        if (!fits && readings.problems().isEmpty()) {
            blend.reject(
                    "weights",
                    "%s must be \"learned\" or %d numbers of at least 0, one per model and not all 0, but is %s"
                            .formatted(blend.path("weights"), models, weights));
        }
        return new Blend(method, fits ? weights : List.of());
    }

    private List<Double> weights(Section blend) {
        if (blend.node("weights") instanceof Scalar scalar && "learned".equals(scalar.text())) {
            readings.add(new Setting(blend.path("weights"), "learned", scalar.origin()));
            return List.of();
        }
        if (blend.node("weights") == null) {
            readings.add(new Setting(blend.path("weights"), "learned", blend.origin("weights")));
            return List.of();
        }
        return blend.values("weights", List.of(), Rules.number(true));
    }

    private Serving serving(Section serving) {
        Serving base = defaults.serving();
        var read =
                new Serving(
                        serving.value(
                                "historyLength", base.historyLength(), Rules.whole(1, 10_000)),
                        serving.value("repeatSeen", base.repeatSeen(), Rules.BOOLEAN),
                        serving.value("maxItems", base.maxItems(), Rules.whole(1, 10_000)),
                        serving.value(
                                "timeout",
                                base.timeout(),
                                Rules.duration(MILLISECOND, Duration.ofMinutes(5))),
                        serving.value(
                                "cacheTtl", base.cacheTtl(), Rules.duration(Duration.ZERO, YEAR)),
                        exploration(serving.section("exploration"), base.exploration()));
        serving.done();
        return read;
    }

    private static Exploration exploration(Section exploration, Exploration base) {
        var read =
                new Exploration(
                        exploration.value("share", base.share(), Rules.share(MOST_EXPLORED)),
                        exploration
                                .value("items", "new", Rules.word(List.of("new", "all")))
                                .equals("all"),
                        exploration.value("enough", base.enough(), Rules.whole(1, 1_000_000)),
                        exploration.value(
                                "every",
                                base.every(),
                                Rules.duration(Duration.ofSeconds(1), Duration.ofDays(30))));
        exploration.done();
        return read;
    }

    private Training training(Section training) {
        Training base = defaults.training();
        Duration usual = base.every() == null ? Duration.ZERO : base.every();
        Rule<Duration> rule = Rules.durationOr("never", Duration.ofSeconds(10), YEAR);
        Duration every = training.value("every", usual, rule);
        var read =
                new Training(
                        every.isZero() ? null : every,
                        training.value(
                                "afterEvents", base.afterEvents(), Rules.whole(0L, Long.MAX_VALUE)),
                        training.value("threads", base.threads(), Rules.whole(0, 1024)),
                        training.value(
                                "seed", base.seed(), Rules.whole(Long.MIN_VALUE, Long.MAX_VALUE)),
                        training.value(
                                "minItemEvents", base.minItemEvents(), Rules.whole(1, 1_000_000)));
        training.done();
        return read;
    }

    /** Settings of precomputing alone. */
    public static Precompute precompute(Section precompute, Precompute base) {
        var read =
                new Precompute(
                        precompute.value("enabled", base.enabled(), Rules.BOOLEAN),
                        precompute.value("length", base.length(), Rules.whole(1, 10_000)),
                        precompute.value("activeDays", base.activeDays(), Rules.whole(1, 36_500)),
                        precompute.value("batch", base.batch(), Rules.whole(1, 100_000)),
                        precompute.value("workers", base.workers(), Rules.whole(0, 1024)),
                        precompute.value(
                                "usersPerSecond",
                                base.usersPerSecond(),
                                Rules.whole(0, Integer.MAX_VALUE)));
        precompute.done();
        return read;
    }

    private Retention retention(Section retention) {
        Integer base = defaults.retention().eventDays();
        int days = retention.value("eventDays", base == null ? 0 : base, daysOrForever());
        retention.done();
        return new Retention(days == 0 ? null : days);
    }

    private static Rule<Integer> daysOrForever() {
        Rule<Integer> days = Rules.whole(1, 36_500);
        return new Rule<>(
                days.words() + ", or forever",
                text -> text.equals("forever") ? Integer.valueOf(0) : days.read().of(text),
                value -> value == 0 ? "forever" : value.toString());
    }
}
