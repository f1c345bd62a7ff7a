package dev.kindred.experiment.analysis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kindred.experiment.analysis.MetricSpec.Kind;
import dev.kindred.experiment.analysis.MetricSpec.Role;
import dev.kindred.io.DataException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Summaries as JSON. Numbers keep every digit; moments are arrays of count, mean and centred
 * squares of y, mean and centred squares of x, centred products.
 */
public final class SummaryJson {
    private static final int FORMAT = 1;
    private static final int PARTS = 6;

    private SummaryJson() {}

    /** Writes a summary; {@link #read} gives an equal one. */
    public static String write(Summary summary) {
        var text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeArrayFieldStart("variants");
            for (int arm = 0; arm < summary.variants().size(); arm++) {
                json.writeStartObject();
                json.writeStringField("name", summary.variants().get(arm));
                json.writeNumberField("weight", summary.weights()[arm]);
                json.writeNumberField("units", summary.units(arm));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("crossovers", summary.crossovers());
            json.writeArrayFieldStart("metrics");
            for (int metric = 0; metric < summary.metrics().size(); metric++) {
                write(json, summary, metric);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Summary summary, int metric) throws IOException {
        MetricSpec spec = summary.metrics().get(metric);
        json.writeStartObject();
        json.writeStringField("name", spec.name());
        json.writeStringField("kind", spec.kind().name());
        json.writeStringField("role", spec.role().name());
        json.writeBooleanField("lowerIsBetter", spec.lowerIsBetter());
        json.writeNumberField("winsorize", spec.winsorize());
        json.writeBooleanField("covariate", spec.covariate());
        json.writeNumberField("minimumEffect", spec.minimumEffect());
        json.writeArrayFieldStart("arms");
        for (int arm = 0; arm < summary.variants().size(); arm++) {
            Tally tally = summary.tally(arm, metric);
            json.writeStartObject();
            json.writeFieldName("moments");
            write(json, tally.moments());
            json.writeObjectFieldStart("buckets");
            for (Map.Entry<Integer, Moments> bucket : tally.buckets().entrySet()) {
                json.writeFieldName(bucket.getKey().toString());
                write(json, bucket.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Moments moments) throws IOException {
        double[] parts = moments.toArray();
        json.writeArray(parts, 0, parts.length);
    }

    /**
     * Reads a summary.
     *
     * @throws DataException if the text is none
     */
    public static Summary read(String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            json.nextToken();
            return new Reader(json).summary();
        } catch (IOException | IllegalArgumentException e) {
            throw new DataException(
                    "the summary of an experiment cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads what was written, field by field. */
    private static final class Reader {
        private final JsonParser json;
        private final List<String> variants = new ArrayList<>();
        private final List<Double> weights = new ArrayList<>();
        private final List<Long> units = new ArrayList<>();
        private final List<MetricSpec> metrics = new ArrayList<>();
        private final List<List<Stored>> tallies = new ArrayList<>();
        private long crossovers;
        private long format;

        Reader(JsonParser json) {
            this.json = json;
        }

        /** A tally in a file. */
        private record Stored(Moments moments, Map<Integer, Moments> buckets) {}

        Summary summary() throws IOException {
            object(
                    field -> {
                        switch (field) {
                            case "format" -> format = json.getLongValue();
                            case "variants" -> array(this::variant);
                            case "crossovers" -> crossovers = json.getLongValue();
                            case "metrics" -> array(this::metric);
                            default -> json.skipChildren();
                        }
                    });
            if (format != FORMAT) {
                throw new IllegalArgumentException(
                        "it has format %d, and this version reads %d".formatted(format, FORMAT));
            }
            double[] shares = weights.stream().mapToDouble(Double::doubleValue).toArray();
            var summary = new Summary(variants, shares, metrics);
            summary.restore(units.stream().mapToLong(Long::longValue).toArray(), crossovers);
            for (int metric = 0; metric < metrics.size(); metric++) {
                if (tallies.get(metric).size() != variants.size()) {
                    throw new IllegalArgumentException("a metric must have as many arms");
                }
                for (int arm = 0; arm < variants.size(); arm++) {
                    Stored stored = tallies.get(metric).get(arm);
                    summary.tally(arm, metric).restore(stored.moments, stored.buckets);
                }
            }
            return summary;
        }

        private void variant() throws IOException {
            object(
                    field -> {
                        switch (field) {
                            case "name" -> variants.add(json.getText());
                            case "weight" -> weights.add(json.getDoubleValue());
                            case "units" -> units.add(json.getLongValue());
                            default -> json.skipChildren();
                        }
                    });
        }

        private void metric() throws IOException {
            var builder = new MetricSpec.Builder[1];
            var arms = new ArrayList<Stored>();
            object(
                    field -> {
                        if (field.equals("name")) {
                            builder[0] = MetricSpec.builder(json.getText());
                            return;
                        }
                        MetricSpec.Builder to = builder[0];
                        if (to == null) {
                            throw new IllegalArgumentException("a metric must start by its name");
                        }
                        switch (field) {
                            case "kind" -> to.kind(Kind.valueOf(json.getText()));
                            case "role" -> to.role(Role.valueOf(json.getText()));
                            case "lowerIsBetter" -> to.lowerIsBetter(json.getBooleanValue());
                            case "winsorize" -> to.winsorize(json.getDoubleValue());
                            case "covariate" -> to.covariate(json.getBooleanValue());
                            case "minimumEffect" -> to.minimumEffect(json.getDoubleValue());
                            case "arms" -> array(() -> arms.add(stored()));
                            default -> json.skipChildren();
                        }
                    });
            if (builder[0] == null) {
                throw new IllegalArgumentException("a metric must have a name");
            }
            metrics.add(builder[0].build());
            tallies.add(arms);
        }

        private Stored stored() throws IOException {
            var moments = new Moments();
            var buckets = new TreeMap<Integer, Moments>();
            object(
                    field -> {
                        switch (field) {
                            case "moments" -> moments.merge(moments());
                            case "buckets" ->
                                    object(key -> buckets.put(Integer.valueOf(key), moments()));
                            default -> json.skipChildren();
                        }
                    });
            return new Stored(moments, buckets);
        }

        private Moments moments() throws IOException {
            var parts = new ArrayList<Double>();
            array(() -> parts.add(json.getDoubleValue()));
            if (parts.size() != PARTS) {
                throw new IllegalArgumentException(
                        "moments are %d numbers, but there are %d".formatted(PARTS, parts.size()));
            }
            return Moments.ofArray(parts.stream().mapToDouble(Double::doubleValue).toArray());
        }

        private interface Part {
            void read() throws IOException;
        }

        private interface Field {
            void read(String name) throws IOException;
        }

        private void array(Part part) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw new IllegalArgumentException("an array is expected");
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                part.read();
            }
        }

        private void object(Field part) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("an object is expected");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                part.read(field);
            }
        }
    }
}
