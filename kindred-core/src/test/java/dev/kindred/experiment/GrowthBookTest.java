package dev.kindred.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kindred.testkit.ExternalData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cases that GrowthBook's own SDKs are tested with. */
@Tag(ExternalData.TAG)
class GrowthBookTest {
    private static final Map<String, Object> CASES = read();

    @SuppressWarnings("unchecked")
    private static List<List<Object>> cases(String name) {
        return (List<List<Object>>) CASES.get(name);
    }

    @Test
    void everyHash() {
        int met = 0;
        for (List<Object> test : cases("hash")) {
            double version = (Double) test.get(2);
            if (test.get(3) == null) {
                assertThat(version).as("a version that nobody knows").isEqualTo(99);
                continue;
            }
            HashMethod method = version == 1 ? HashMethod.GROWTHBOOK_V1 : HashMethod.GROWTHBOOK_V2;
            assertThat(method.bucket((String) test.get(0), (String) test.get(1)))
                    .as("%s", test)
                    .isEqualTo(test.get(3));
            met++;
        }
        assertThat(met).isEqualTo(14);
    }

    /** Cases in which they correct bad weights or coverages are errors of ours. */
    @Test
    @SuppressWarnings("unchecked")
    void everyBucketRange() {
        int met = 0;
        for (List<Object> test : cases("getBucketRange")) {
            var arguments = (List<Object>) test.get(1);
            int arms = ((Double) arguments.get(0)).intValue();
            double coverage = Math.max(0, Math.min(1, (Double) arguments.get(1)));
            double[] weights = weights(arms, (List<Double>) arguments.get(2));
            List<BucketRange> ranges = BucketRange.of(coverage, weights);
            var expected = (List<List<Double>>) test.get(2);
            assertThat(ranges).hasSameSizeAs(expected);
            for (int arm = 0; arm < arms; arm++) {
                assertThat(ranges.get(arm).from())
                        .as("%s", test)
                        .isCloseTo(expected.get(arm).get(0), within(1e-12));
                assertThat(ranges.get(arm).to())
                        .as("%s", test)
                        .isCloseTo(expected.get(arm).get(1), within(1e-12));
            }
            met++;
        }
        assertThat(met).isEqualTo(13);
    }

    private static double[] weights(int arms, @Nullable List<Double> given) {
        double sum = given == null ? 0 : given.stream().mapToDouble(Double::doubleValue).sum();
        double[] weights = new double[arms];
        for (int arm = 0; arm < arms; arm++) {
            boolean usable = given != null && given.size() == arms && Math.abs(sum - 1) < .01;
            weights[arm] = usable ? given.get(arm) : 1.0 / arms;
        }
        return weights;
    }

    @Test
    @SuppressWarnings("unchecked")
    void everyChoice() {
        int met = 0;
        for (List<Object> test : cases("chooseVariation")) {
            var ranges =
                    ((List<List<Double>>) test.get(2))
                            .stream().map(r -> new BucketRange(r.get(0), r.get(1))).toList();
            assertThat((double) BucketRange.choose((Double) test.get(1), ranges))
                    .as("%s", test)
                    .isEqualTo(test.get(3));
            met++;
        }
        assertThat(met).isEqualTo(13);
    }

    @Test
    @SuppressWarnings("unchecked")
    void everyNamespace() {
        int met = 0;
        for (List<Object> test : cases("inNamespace")) {
            var slice = (List<Object>) test.get(2);
            var namespace =
                    new NamespaceSlice(
                            (String) slice.get(0), (Double) slice.get(1), (Double) slice.get(2));
            assertThat(namespace.contains((String) test.get(1), HashMethod.GROWTHBOOK_V2))
                    .as("%s", test)
                    .isEqualTo(test.get(3));
            met++;
        }
        assertThat(met).isEqualTo(16);
    }

    /** Those of the cases of whole experiments that use keys, weights, coverage, namespace only. */
    @Test
    @SuppressWarnings("unchecked")
    void everyExperimentThatOurDefinitionCanSay() {
        var known = List.of("key", "variations", "weights", "coverage", "namespace", "active");
        int met = 0;
        for (List<Object> test : cases("run")) {
            var context = (Map<String, Object>) test.get(1);
            var definition = (Map<String, Object>) test.get(2);
            Object attributes = context.get("attributes");
            boolean plain =
                    attributes instanceof Map<?, ?> map
                            && map.get("id") instanceof String id
                            && !id.isEmpty()
                            && context.size() == 1
                            && known.containsAll(definition.keySet())
                            && ((List<?>) definition.get("variations")).size() > 1
                            && test.get(3) instanceof Double;
            if (plain) {
                check(test, (String) ((Map<String, Object>) attributes).get("id"), definition);
                met++;
            }
        }
        assertThat(met).isGreaterThanOrEqualTo(42);
    }

    @SuppressWarnings("unchecked")
    private static void check(List<Object> test, String unit, Map<String, Object> definition) {
        int arms = ((List<?>) definition.get("variations")).size();
        double[] weights = weights(arms, (List<Double>) definition.get("weights"));
        var variants = new ArrayList<Variant>();
        for (int arm = 0; arm < arms; arm++) {
            variants.add(new Variant("" + arm, weights[arm]));
        }
        var builder =
                Experiment.builder((String) definition.get("key"))
                        .variants(variants)
                        .hash(HashMethod.GROWTHBOOK_V1)
                        .coverage((Double) definition.getOrDefault("coverage", 1.0))
                        .enabled((Boolean) definition.getOrDefault("active", true));
        if (definition.get("namespace") instanceof List<?> slice) {
            builder.namespace(
                    new NamespaceSlice(
                            (String) slice.get(0), (Double) slice.get(1), (Double) slice.get(2)));
        }
        Assignment found = new Assigner(builder.build()).assign(unit);
        assertThat(found.arm() >= 0).as("%s", test).isEqualTo(test.get(4));
        assertThat((double) Math.max(0, found.arm())).as("%s", test).isEqualTo(test.get(3));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read() {
        try (JsonParser json =
                new JsonFactory()
                        .createParser(
                                Files.readString(ExternalData.file("growthbook/cases.json")))) {
            json.nextToken();
            return (Map<String, Object>) value(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT -> {
                var map = new LinkedHashMap<String, Object>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    map.put(name, value(json));
                }
                return map;
            }
            case START_ARRAY -> {
                var list = new ArrayList<Object>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(json));
                }
                return list;
            }
            case VALUE_NULL -> {
                return null;
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return json.getBooleanValue();
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return json.getDoubleValue();
            }
            default -> {
                return json.getText();
            }
        }
    }
}
