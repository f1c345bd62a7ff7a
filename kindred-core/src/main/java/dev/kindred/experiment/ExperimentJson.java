package dev.kindred.experiment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.kindred.internal.Suggestion;
import dev.kindred.io.DataException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Experiments as JSON: an object, or an array of them, with the names of the components of {@link
 * Experiment}. What is left out has its default; variants without weights share what is left to 1.
 * {@code "metrics"} and {@code "description"} are for others and are not read.
 */
public final class ExperimentJson {
    private static final List<String> FIELDS =
            List.of(
                    "id",
                    "variants",
                    "coverage",
                    "salt",
                    "version",
                    "blockBelowVersion",
                    "hash",
                    "namespace",
                    "targeting",
                    "forced",
                    "enabled");
    private static final List<String> OTHERS = List.of("metrics", "description");

    private final JsonParser json;
    private final String source;

    private ExperimentJson(JsonParser json, String source) {
        this.json = json;
        this.source = source;
    }

    /**
     * Reads experiments.
     *
     * @param source what to call the text in messages
     * @throws DataException if the text is no experiment, names an unknown field, breaks a rule, or
     *     experiments of one namespace overlap
     */
    public static List<Experiment> read(String text, String source) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            List<Experiment> experiments = new ExperimentJson(json, source).all();
            Experiment.requireDisjoint(experiments);
            return experiments;
        } catch (JsonProcessingException e) {
            throw new DataException(
                    "%s line %d is no JSON: %s"
                            .formatted(
                                    source,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new DataException(source + ": " + e.getMessage(), e);
        }
    }

    private List<Experiment> all() throws IOException {
        var experiments = new ArrayList<Experiment>();
        if (json.nextToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                experiments.add(one());
            }
        } else {
            experiments.add(one());
        }
        if (experiments.isEmpty() || json.nextToken() != null) {
            throw bad("one experiment, or an array of them, is expected");
        }
        return List.copyOf(experiments);
    }

    private Experiment one() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw bad("an experiment must be an object");
        }
        var fields = new LinkedHashMap<String, Object>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            if (OTHERS.contains(field)) {
                json.skipChildren();
            } else {
                Object value = value(field);
                if (value != null) {
                    fields.put(field, value);
                }
            }
        }
        return experiment(fields);
    }

    private @Nullable Object value(String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        return switch (field) {
            case "id", "salt", "hash", "targeting" -> text(field);
            case "coverage" -> number(field);
            case "version", "blockBelowVersion" -> (int) number(field);
            case "enabled" -> truth(field);
            case "variants" -> variants();
            case "namespace" -> namespace();
            case "forced" -> texts(field);
            default -> throw unknown(field, FIELDS);
        };
    }

    @SuppressWarnings("unchecked")
    private Experiment experiment(Map<String, Object> fields) {
        Object id = fields.get("id");
        if (id == null) {
            throw bad("an experiment needs an \"id\"");
        }
        var builder = Experiment.builder((String) id);
        fields.forEach(
                (field, value) -> {
                    switch (field) {
                        case "variants" -> builder.variants((List<Variant>) value);
                        case "coverage" -> builder.coverage((Double) value);
                        case "salt" -> builder.salt((String) value);
                        case "version" -> builder.version((Integer) value);
                        case "blockBelowVersion" -> builder.blockBelowVersion((Integer) value);
                        case "hash" -> builder.hash(HashMethod.of((String) value));
                        case "namespace" -> builder.namespace((NamespaceSlice) value);
                        case "targeting" -> builder.targeting((String) value);
                        case "forced" -> builder.forced((Map<String, String>) value);
                        case "enabled" -> builder.enabled((Boolean) value);
                        default -> {} // the id
                    }
                });
        return builder.build();
    }

    /** One variant as it is written; NaN for a weight that is not. */
    private record Written(@Nullable String name, double weight, @Nullable String pipeline) {}

    private List<Variant> variants() throws IOException {
        require(JsonToken.START_ARRAY, "variants", "an array");
        var written = new ArrayList<Written>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            written.add(
                    json.currentToken() == JsonToken.VALUE_STRING
                            ? new Written(json.getText(), Double.NaN, null)
                            : variant());
        }
        double given = 0;
        int open = 0;
        for (Written variant : written) {
            given += Double.isNaN(variant.weight) ? 0 : variant.weight;
            open += Double.isNaN(variant.weight) ? 1 : 0;
        }
        double share = Math.max(0, 1 - given) / Math.max(1, open);
        var variants = new ArrayList<Variant>();
        for (Written variant : written) {
            if (variant.name == null) {
                throw bad("a variant needs a \"name\"");
            }
            double weight = Double.isNaN(variant.weight) ? share : variant.weight;
            variants.add(new Variant(variant.name, weight, variant.pipeline));
        }
        return variants;
    }

    private Written variant() throws IOException {
        require(JsonToken.START_OBJECT, "variants", "a list of objects or names");
        String name = null;
        double weight = Double.NaN;
        String pipeline = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            switch (field) {
                case "name" -> name = text(field);
                case "weight" -> weight = number(field);
                case "pipeline" -> pipeline = text(field);
                default -> throw unknown(field, List.of("name", "weight", "pipeline"));
            }
        }
        return new Written(name, weight, pipeline);
    }

    private NamespaceSlice namespace() throws IOException {
        require(JsonToken.START_OBJECT, "namespace", "an object");
        String name = "";
        double from = 0;
        double to = 1;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> name = text(field);
                case "from" -> from = number(field);
                case "to" -> to = number(field);
                default -> throw unknown(field, List.of("name", "from", "to"));
            }
        }
        return new NamespaceSlice(name, from, to);
    }

    private Map<String, String> texts(String field) throws IOException {
        require(JsonToken.START_OBJECT, field, "an object");
        var texts = new LinkedHashMap<String, String>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            texts.put(key, text(field));
        }
        return texts;
    }

    private String text(String field) throws IOException {
        require(JsonToken.VALUE_STRING, field, "a text");
        return json.getText();
    }

    private boolean truth(String field) throws IOException {
        if (!json.currentToken().isBoolean()) {
            throw bad("%s must be true or false, but is %s".formatted(field, json.getText()));
        }
        return json.getBooleanValue();
    }

    private double number(String field) throws IOException {
        if (!json.currentToken().isNumeric()) {
            throw bad("%s must be a number, but is %s".formatted(field, json.getText()));
        }
        double number = json.getDoubleValue();
        if (field.toLowerCase(java.util.Locale.ROOT).endsWith("version")
                && number != (int) number) {
            throw bad("%s must be a whole number, but is %s".formatted(field, json.getText()));
        }
        return number;
    }

    private void require(JsonToken token, String field, String what) throws IOException {
        if (json.currentToken() != token) {
            throw bad("%s must be %s, but is %s".formatted(field, what, json.getText()));
        }
    }

    private DataException unknown(String field, List<String> known) {
        return bad(
                "unknown field \"%s\"%s; known are %s"
                        .formatted(field, Suggestion.didYouMean(field, known), known));
    }

    private DataException bad(String what) {
        return new DataException(
                "%s line %d: %s".formatted(source, json.currentLocation().getLineNr(), what));
    }

    /** Writes an experiment with all its fields; {@link #read} gives an equal one. */
    public static String write(Experiment experiment) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            write(experiment, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Experiment experiment, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", experiment.id());
        json.writeArrayFieldStart("variants");
        for (Variant variant : experiment.variants()) {
            json.writeStartObject();
            json.writeStringField("name", variant.name());
            json.writeNumberField("weight", variant.weight());
            if (variant.pipeline() != null) {
                json.writeStringField("pipeline", variant.pipeline());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("coverage", experiment.coverage());
        json.writeStringField("salt", experiment.salt());
        json.writeNumberField("version", experiment.version());
        json.writeNumberField("blockBelowVersion", experiment.blockBelowVersion());
        json.writeStringField("hash", experiment.hash().label());
        NamespaceSlice slice = experiment.namespace();
        if (slice != null) {
            json.writeObjectFieldStart("namespace");
            json.writeStringField("name", slice.name());
            json.writeNumberField("from", slice.from());
            json.writeNumberField("to", slice.to());
            json.writeEndObject();
        }
        json.writeStringField("targeting", experiment.targeting());
        json.writeObjectFieldStart("forced");
        for (Map.Entry<String, String> forced : experiment.forced().entrySet()) {
            json.writeStringField(forced.getKey(), forced.getValue());
        }
        json.writeEndObject();
        json.writeBooleanField("enabled", experiment.enabled());
        json.writeEndObject();
    }
}
