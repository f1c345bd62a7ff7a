package dev.kindred.coldstart;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much known items are like a new one, by attributes alone; from 0 to 1. Values that at least
 * two items share are terms with weight {@code ln((1 + items) / (1 + items with it)) + 1}; their
 * likeness is the cosine. A field of numbers adds {@code exp(-|difference| / scale)}, with half the
 * weight of the cosine, scale being .3 standard deviations.
 */
final class ItemLikeness {
    private static final double NUMBER_WEIGHT = 0.5;
    private static final double SCALE = 0.3;

    private final int items;
    private final Map<String, Term> terms = new HashMap<>(); // by field and value
    private final double[] norms;
    private final Map<String, Numbers> numbers = new LinkedHashMap<>();

    /** Items that share a value. */
    private record Term(double weight, int[] rows) {}

    /** A field of numbers: NaN where an item has none. */
    private record Numbers(double[] values, double scale) {}

    ItemLikeness(Dataset data) {
        items = data.items().size();
        norms = new double[items];
        Attributes attributes = data.itemAttributes();
        for (String field : attributes.fields()) {
            double[] values = numbers(attributes, field);
            if (values.length > 0) {
                numbers.put(field, new Numbers(values, scale(values)));
            } else {
                terms(attributes, field);
            }
        }
        for (int item = 0; item < items; item++) {
            norms[item] = Math.sqrt(norms[item]);
        }
    }

    /** Empty if the field is not one of single numbers. */
    private double[] numbers(Attributes attributes, String field) {
        double[] values = new double[items];
        boolean any = false;
        for (int item = 0; item < items; item++) {
            List<String> texts = attributes.values(item, field);
            values[item] = texts.size() == 1 ? GroupFinder.number(texts.get(0)) : Double.NaN;
            if (!texts.isEmpty() && Double.isNaN(values[item])) {
                return new double[0];
            }
            any |= !texts.isEmpty();
        }
        return any ? values : new double[0];
    }

    private static double scale(double[] values) {
        double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
        double mean = Arrays.stream(known).average().orElse(0);
        double squares = Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum();
        return Math.max(1e-9, SCALE * Math.sqrt(squares / known.length));
    }

    private void terms(Attributes attributes, String field) {
        var rows = new HashMap<String, List<Integer>>();
        for (int item = 0; item < items; item++) {
            for (String value : folded(attributes.values(item, field))) {
                rows.computeIfAbsent(value, any -> new ArrayList<>()).add(item);
            }
        }
        rows.forEach(
                (value, of) -> {
                    if (of.size() > 1) {
                        double weight = Math.log((1.0 + items) / (1 + of.size())) + 1;
                        of.forEach(item -> norms[item] += weight * weight);
                        int[] array = of.stream().mapToInt(Integer::intValue).toArray();
                        terms.put(UserGroups.key(field, value), new Term(weight, array));
                    }
                });
    }

    private static Set<String> folded(List<String> values) {
        var folded = new HashSet<String>();
        values.forEach(value -> folded.add(UserGroups.fold(value)));
        return folded;
    }

    /** The likeness of each known item. */
    double[] to(AttributeRow item) {
        double[] likeness = new double[items];
        double square = 0;
        for (String field : item.fields()) {
            for (String value : folded(item.values(field))) {
                Term term = terms.get(UserGroups.key(field, value));
                if (term != null) {
                    square += term.weight * term.weight;
                    for (int row : term.rows) {
                        likeness[row] += term.weight * term.weight;
                    }
                }
            }
        }
        double norm = Math.sqrt(square);
        for (int row = 0; row < items && norm > 0; row++) {
            likeness[row] /= norms[row] > 0 ? norms[row] * norm : 1;
        }
        addNumbers(item, likeness, norm > 0 ? 1 : 0);
        return likeness;
    }

    private void addNumbers(AttributeRow item, double[] likeness, double weight) {
        double all = weight;
        for (Map.Entry<String, Numbers> field : numbers.entrySet()) {
            List<String> texts = item.values(field.getKey());
            double number = texts.size() == 1 ? GroupFinder.number(texts.get(0)) : Double.NaN;
            if (!Double.isNaN(number)) {
                all += NUMBER_WEIGHT;
                Numbers known = field.getValue();
                for (int row = 0; row < items; row++) {
                    double distance = Math.abs(known.values[row] - number);
                    if (!Double.isNaN(distance)) {
                        likeness[row] += NUMBER_WEIGHT * Math.exp(-distance / known.scale);
                    }
                }
            }
        }
        for (int row = 0; row < items && all > 0; row++) {
            likeness[row] /= all;
        }
    }
}
