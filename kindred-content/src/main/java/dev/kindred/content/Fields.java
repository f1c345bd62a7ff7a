package dev.kindred.content;

import dev.kindred.data.Attributes;
import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Decides which attributes are used, and as what. */
final class Fields {
    private final ContentConfig config;
    private final Attributes attributes;

    private Fields(ContentConfig config, Attributes attributes) {
        this.config = config;
        this.attributes = attributes;
    }

    /**
     * The fields that the configuration names, as the attributes are.
     *
     * @throws IllegalArgumentException if it names one that the attributes lack, or gives it a type
     *     that none of its values has
     */
    static List<Field> of(ContentConfig config, Attributes attributes) {
        return new Fields(config, attributes).fields();
    }

    private List<Field> fields() {
        var fields = new ArrayList<Field>();
        var joined = new ArrayList<String>();
        specs().forEach(
                        (name, spec) -> {
                            FieldType type =
                                    spec.type() != null
                                            ? spec.type()
                                            : FieldGuess.of(attributes, name);
                            double weight =
                                    Double.isNaN(spec.weight())
                                            ? type.usualWeight()
                                            : spec.weight();
                            if (type != FieldType.IGNORE && weight > 0) {
                                if (config.oneText() && type != FieldType.EMBEDDING) {
                                    joined.add(name);
                                } else {
                                    fields.add(field(name, type, weight));
                                }
                            }
                        });
        if (!joined.isEmpty()) {
            fields.add(Field.ofTerms(Field.ONE_TEXT, joined, FieldType.TEXT, 1));
        }
        return List.copyOf(fields);
    }

    /** What the settings say of each field that is used, in the order of the attributes. */
    private Map<String, FieldSpec> specs() {
        List<String> known = attributes.fields();
        var named = new LinkedHashMap<String, FieldSpec>();
        for (FieldSpec spec : FieldSpec.parse(config.fields())) {
            if (!spec.name().equals(FieldSpec.ALL) && !known.contains(spec.name())) {
                throw new IllegalArgumentException(
                        "items have no field \"%s\"%s; they have %s"
                                .formatted(
                                        spec.name(),
                                        Suggestion.didYouMean(spec.name(), known),
                                        known.isEmpty() ? "none" : String.join(", ", known)));
            }
            named.put(spec.name(), spec);
        }
        FieldSpec others = named.get(FieldSpec.ALL);
        var specs = new LinkedHashMap<String, FieldSpec>();
        for (String name : known) {
            FieldSpec spec = named.getOrDefault(name, others);
            if (spec != null && !name.equals(config.languageField())) {
                specs.put(name, spec);
            }
        }
        return specs;
    }

    private Field field(String name, FieldType type, double weight) {
        return switch (type) {
            case TEXT, TAGS -> Field.ofTerms(name, List.of(name), type, weight);
            case NUMBER, BUCKETS ->
                    Field.ofNumbers(name, type, weight, knots(name, type, Numerals::number));
            case DATE -> Field.ofNumbers(name, type, weight, knots(name, type, Numerals::day));
            case EMBEDDING -> Field.ofVectors(name, weight, dimensions(name));
            case IGNORE -> throw new IllegalStateException(name + " is not used");
        };
    }

    /**
     * Grid points: the quantiles of the numbers, so that each part holds about as many of them. A
     * grid has a point at both ends; buckets have theirs where they start.
     */
    private double[] knots(String name, FieldType type, ToDoubleFunction<String> read) {
        double[] numbers = new double[attributes.ids().size()];
        int size = 0;
        for (int row = 0; row < numbers.length; row++) {
            double number = Numerals.first(attributes.values(row, name), read);
            if (!Double.isNaN(number)) {
                numbers[size++] = number;
            }
        }
        if (size == 0) {
            throw new IllegalArgumentException(
                    "the field \"%s\" must be %s, but none of its values is one%s"
                            .formatted(name, type.label(), example(name)));
        }
        Arrays.sort(numbers, 0, size);
        int points = type == FieldType.BUCKETS ? config.buckets() : config.buckets() + 1;
        double[] knots = new double[points];
        for (int k = 0; k < points; k++) {
            knots[k] = numbers[(int) ((long) k * (size - 1) / config.buckets())];
        }
        return Arrays.stream(knots).distinct().toArray();
    }

    private String example(String name) {
        for (int row = 0; row < attributes.ids().size(); row++) {
            if (!attributes.values(row, name).isEmpty()) {
                return ", such as \"%s\"".formatted(attributes.values(row, name).get(0));
            }
        }
        return "";
    }

    private int dimensions(String name) {
        for (int row = 0; row < attributes.ids().size(); row++) {
            List<String> values = attributes.values(row, name);
            if (!values.isEmpty()) {
                return Vectors.of(attributes.ids().id(row), name, values, 0).length;
            }
        }
        throw new IllegalArgumentException(
                "the field \"%s\" must hold embeddings, but no item has one".formatted(name));
    }
}
