package dev.kindred.server.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.experiment.Experiment;
import dev.kindred.experiment.HashMethod;
import dev.kindred.experiment.NamespaceSlice;
import dev.kindred.experiment.Variant;
import dev.kindred.experiment.analysis.AnalysisConfig;
import dev.kindred.experiment.analysis.Corrections;
import dev.kindred.server.experiments.Definition.Allocation;
import dev.kindred.server.experiments.Definition.Automatic;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what an experiment is to be; every fault is told with its place. */
public final class DefinitionReader {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String VARIANTS = "variants";
    private static final int MOST_VARIANTS = 20;
    private static final int MOST_METRICS = 50;

    /** Stands for a weight that was left out; nobody writes it. */
    private static final double OPEN = Double.MIN_VALUE;

    private static final double MOST_HOURS = 24 * 365;

    private final String id;
    private final Fields in;

    private DefinitionReader(String id, Fields in) {
        this.id = id;
        this.in = in;
    }

    /**
     * Reads a body.
     *
     * @throws Problem 422 naming everything that is wrong
     */
    public static Definition read(String id, JsonNode body) {
        return new DefinitionReader(id, Fields.of(asObjects(MetricReader.asObjects(body)))).read();
    }

    /** The body with every bare name of a variant as an object. */
    private static JsonNode asObjects(JsonNode body) {
        if (!(body.get(VARIANTS) instanceof ArrayNode variants)) {
            return body;
        }
        ObjectNode copy = body.deepCopy();
        ArrayNode objects = copy.putArray(VARIANTS);
        for (JsonNode one : variants) {
            objects.add(one.isTextual() ? objects.objectNode().put("name", one.textValue()) : one);
        }
        return copy;
    }

    private Definition read() {
        if (!ID.matcher(id).matches()) {
            in.fault(
                    "id",
                    "bad_id",
                    "the id of an experiment must be 1 to 64 letters, digits, dots, hyphens and underscores, but is \"%s\""
                            .formatted(id.length() > 80 ? id.substring(0, 80) : id));
        }
        String sent = in.optionalText("id");
        if (sent != null && !sent.equals(id)) {
            in.fault("id", "other_id", "id must be that of the path, \"%s\"".formatted(id));
        }
        String description = in.optionalText("description");
        Experiment experiment = experiment();
        List<Metric> metrics = metrics();
        AnalysisConfig analysis = in.object("analysis", DefinitionReader::analysis);
        Double hours = in.number("attributionHours", 0, MOST_HOURS);
        Set<Automatic> automatic = automatic();
        Allocation allocation = in.object("allocation", one -> allocation(one, metrics));
        boolean sticky = in.flag("sticky", false);
        boolean interleaved =
                "interleaving".equals(in.oneOf("design", List.of("ab", "interleaving")));
        if (interleaved
                && (allocation != null
                        || experiment != null && experiment.variants().size() != 2)) {
            in.fault("design", "two", "interleaving is of 2 variants, without an allocation");
        }
        in.done();
        return new Definition(
                experiment == null ? Experiment.builder(id).variants("A", "B").build() : experiment,
                description == null ? "" : description,
                metrics,
                analysis == null ? AnalysisConfig.defaults() : analysis,
                hours == null ? 24 : hours,
                automatic,
                allocation,
                sticky,
                interleaved);
    }

    private @Nullable Experiment experiment() {
        List<Variant> variants = variants();
        Double coverage = in.number("coverage", 0, 1);
        String salt = in.optionalText("salt");
        String hash = in.optionalText("hash");
        NamespaceSlice namespace = in.object("namespace", DefinitionReader::namespace);
        String targeting = in.optionalText("targeting");
        Map<String, String> forced = forced();
        try {
            return Experiment.builder(ID.matcher(id).matches() ? id : "none")
                    .variants(variants)
                    .coverage(coverage == null ? 1 : coverage)
                    .salt(salt != null ? salt : id.isEmpty() ? "none" : id)
                    .hash(hash == null ? HashMethod.SHA256 : HashMethod.of(hash))
                    .namespace(namespace)
                    .targeting(targeting == null ? "" : targeting)
                    .forced(forced)
                    .build();
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            in.fault(place(why), "invalid", why);
            return null;
        }
    }

    /** The field that a rule of the library is about. */
    private static String place(String why) {
        for (String field : List.of("forced", "targeting", "hash", "salt")) {
            if (why.startsWith(field)) {
                return field;
            }
        }
        return VARIANTS;
    }

    /** Variants without a weight share what the others leave. */
    private List<Variant> variants() {
        List<Variant> named = in.list(VARIANTS, MOST_VARIANTS, DefinitionReader::variant);
        if (named == null) {
            in.fault(VARIANTS, "missing", "variants must be there: a list of at least two");
            return List.of();
        }
        double given = 0;
        int open = 0;
        for (Variant one : named) {
            given += one.weight() == OPEN ? 0 : one.weight();
            open += one.weight() == OPEN ? 1 : 0;
        }
        double share = Math.max(0, 1 - given) / Math.max(1, open);
        var variants = new ArrayList<Variant>();
        for (Variant one : named) {
            variants.add(
                    one.weight() == OPEN ? new Variant(one.name(), share, one.pipeline()) : one);
        }
        return variants;
    }

    private static @Nullable Variant variant(Fields in) {
        String name = in.text("name");
        Double weight = in.number("weight", 0, 1);
        JsonNode pipeline = in.any("pipeline");
        String change = null;
        if (pipeline != null && (pipeline.isObject() || pipeline.isTextual())) {
            change = pipeline.isObject() ? pipeline.toString() : pipeline.textValue();
        } else if (pipeline != null) {
            in.fault(
                    "pipeline",
                    "wrong_type",
                    "pipeline must be \"current\", a version such as \"p7\", or an object of changes");
        }
        String plain = "current".equals(change) ? null : change;
        return name.isEmpty() ? null : new Variant(name, weight == null ? OPEN : weight, plain);
    }

    private static NamespaceSlice namespace(Fields in) {
        String name = in.text("name");
        Double from = in.number("from", 0, 1);
        Double to = in.number("to", 0, 1);
        return new NamespaceSlice(name, from == null ? 0 : from, to == null ? 1 : to);
    }

    private Map<String, String> forced() {
        var forced = new LinkedHashMap<String, String>();
        JsonNode sent = in.any("forced");
        if (sent != null && !sent.isObject()) {
            in.fault("forced", "wrong_type", "forced must be an object: variants by user");
        } else if (sent != null) {
            sent.properties().forEach(one -> forced.put(one.getKey(), one.getValue().asText()));
        }
        return forced;
    }

    private List<Metric> metrics() {
        List<Metric> metrics = in.list("metrics", MOST_METRICS, MetricReader::read);
        if (metrics == null) {
            return MetricReader.usual();
        }
        for (int k = 0; k < metrics.size(); k++) {
            String name = metrics.get(k).name();
            if (metrics.subList(0, k).stream().anyMatch(one -> one.name().equals(name))) {
                in.fault(
                        "metrics/" + k + "/name",
                        "same_name",
                        "there are two metrics \"%s\"".formatted(name));
            }
        }
        return metrics;
    }

    private static AnalysisConfig analysis(Fields in) {
        var builder = AnalysisConfig.builder();
        Double alpha = in.number("alpha", 0, 1);
        Double planned = in.number("plannedUnits", 1, 1e15);
        String method = in.oneOf("method", words(AnalysisConfig.Method.values()));
        String correction = in.oneOf("correction", words(Corrections.values()));
        int units = in.integer("minimumUnits", 150, 2, Integer.MAX_VALUE);
        Double days = in.number("minimumDays", 0, 3650);
        if (alpha != null) {
            builder.alpha(alpha);
        }
        if (planned != null) {
            builder.tuning(planned);
        }
        if (method != null) {
            builder.method(AnalysisConfig.Method.valueOf(constant(method)));
        }
        if (correction != null) {
            builder.correction(Corrections.valueOf(constant(correction)));
        }
        if (days != null) {
            builder.minimumDays(days);
        }
        return builder.minimumUnits(units).build();
    }

    private Set<Automatic> automatic() {
        List<String> texts = in.texts("automatic", Automatic.values().length);
        if (texts == null) {
            return EnumSet.of(Automatic.STOP, Automatic.PAUSE);
        }
        Set<Automatic> automatic = EnumSet.noneOf(Automatic.class);
        for (String text : texts) {
            if (words(Automatic.values()).contains(text)) {
                automatic.add(Automatic.valueOf(constant(text)));
            } else {
                in.fault(
                        "automatic",
                        "unknown",
                        "automatic must name %s, but has \"%s\""
                                .formatted(words(Automatic.values()), text));
            }
        }
        return automatic;
    }

    private static @Nullable Allocation allocation(Fields in, List<Metric> metrics) {
        String method = in.oneOf("method", List.of("fixed", "thompson"));
        String metric = in.optionalText("metric");
        Double hours = in.number("everyHours", 1, MOST_HOURS);
        Double floor = in.number("floor", 0, 0.5);
        if (!"thompson".equals(method)) {
            return null;
        }
        if (metrics.stream().noneMatch(one -> one.name().equals(metric))) {
            in.fault(
                    "metric",
                    "unknown",
                    "metric must be one of the experiment's, %s, but is \"%s\""
                            .formatted(metrics.stream().map(Metric::name).toList(), metric));
        }
        return new Allocation(
                String.valueOf(metric), hours == null ? 24 : hours, floor == null ? .01 : floor);
    }

    static List<String> words(Enum<?>... values) {
        return Arrays.stream(values)
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
