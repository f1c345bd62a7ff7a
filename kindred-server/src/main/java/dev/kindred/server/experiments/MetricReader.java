package dev.kindred.server.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.experiment.analysis.MetricSpec;
import dev.kindred.experiment.analysis.MetricSpec.Kind;
import dev.kindred.experiment.analysis.MetricSpec.Role;
import dev.kindred.internal.Suggestion;
import dev.kindred.server.experiments.Metric.Source;
import dev.kindred.server.http.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the metrics of an experiment: names of built-in ones, or objects. */
final class MetricReader {
    private static final String METRICS = "metrics";
    private static final String NAME = "name";
    private static final String BUILT_IN = "builtIn";

    private MetricReader() {}

    /** What is measured where nothing is said. */
    static List<Metric> usual() {
        return List.of(of(Source.CLICK_RATE), of(Source.CONVERSION), of(Source.LATENCY));
    }

    private static Metric of(Source source) {
        return new Metric(source.usual(source.label()), source, List.of());
    }

    /** The body with every bare name of a metric as an object. */
    static JsonNode asObjects(JsonNode body) {
        if (!(body.get(METRICS) instanceof ArrayNode metrics)) {
            return body;
        }
        ObjectNode copy = body.deepCopy();
        ArrayNode objects = copy.putArray(METRICS);
        for (JsonNode one : metrics) {
            if (one.isTextual()) {
                objects.addObject().put(NAME, one.textValue()).put(BUILT_IN, true);
            } else {
                objects.add(one);
            }
        }
        return copy;
    }

    static @Nullable Metric read(Fields in) {
        String name = in.text(NAME);
        boolean builtIn = in.flag(BUILT_IN, false);
        String label = in.oneOf("source", Source.labels());
        Source source = Source.of(label == null ? name : label);
        if (builtIn && source == null) {
            in.fault(
                    NAME,
                    "unknown",
                    "there is no built-in metric \"%s\"%s; there are %s. A metric of your own is an object such as {\"name\": \"margin\", \"kind\": \"mean\"}"
                            .formatted(
                                    name,
                                    Suggestion.didYouMean(name, Source.labels()),
                                    Source.labels()));
            return null;
        }
        Source from = source == null ? Source.RECORDED : source;
        List<String> events = in.texts("events", 100);
        if (events != null && !from.isOfEvents()) {
            in.fault("events", "no_events", "a metric of %s has no events".formatted(from.label()));
        }
        if (name.isBlank()) {
            return null;
        }
        return new Metric(spec(in, name, from), from, events == null ? List.of() : events);
    }

    private static MetricSpec spec(Fields in, String name, Source source) {
        MetricSpec usual = source.usual(name);
        String kind = in.oneOf("kind", DefinitionReader.words(Kind.values()));
        String role = in.oneOf("role", DefinitionReader.words(Role.values()));
        Double winsorize = in.number("winsorize", 0.5, 1);
        Double effect = in.number("minimumEffect", 0, 1e9);
        if (kind != null && source != Source.RECORDED) {
            in.fault("kind", "fixed", "the kind of %s is its own".formatted(source.label()));
        }
        boolean covariate = in.flag("covariate", false);
        if (covariate && (source == Source.DIVERSITY || source == Source.LATENCY)) {
            in.fault("covariate", "none", "there is no covariate of " + source.label());
        }
        return MetricSpec.builder(name)
                .kind(kind == null ? usual.kind() : Kind.valueOf(DefinitionReader.constant(kind)))
                .role(role == null ? usual.role() : Role.valueOf(DefinitionReader.constant(role)))
                .lowerIsBetter(in.flag("lowerIsBetter", usual.lowerIsBetter()))
                .winsorize(winsorize == null ? usual.winsorize() : winsorize)
                .covariate(covariate)
                .minimumEffect(effect == null ? 0 : effect)
                .build();
    }
}
