package dev.kindred.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithms;
import dev.kindred.model.AttributeModel;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.Datasets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against maps of terms, weighed and multiplied the slow way. */
class NaiveContentTest {
    private static final List<String> FIELDS = List.of("tags", "plot");

    private static Dataset data(long seed) {
        Dataset data = Datasets.random(seed, 20, 30, 250);
        var random = new SplittableRandom(seed);
        var items = new Attributes.Builder();
        for (String id : data.items().ids()) {
            for (String field : FIELDS) {
                var words = new StringBuilder();
                for (int k = random.nextInt(12); k > 0; k--) {
                    words.append(field.equals("tags") ? "," : " ");
                    words.append("w").append((int) (20 * Math.pow(random.nextDouble(), 2)));
                }
                items.put(id, field, words.isEmpty() ? List.of() : List.of(words.toString()));
            }
        }
        return data.withAttributes(Attributes.NONE, items.build());
    }

    /** The weighed terms of each item. */
    private static Map<String, Map<String, Double>> naive(Dataset data, double bm25) {
        var counts = new HashMap<String, Map<String, Double>>(); // by item and field, of terms
        var having = new HashMap<String, Integer>(); // by field and term
        var lengths = new HashMap<String, Double>();
        var filled = new HashMap<String, Integer>();
        for (int item = 0; item < data.items().size(); item++) {
            for (String field : FIELDS) {
                var own = new TreeMap<String, Double>();
                for (String text : data.itemAttributes().values(item, field)) {
                    for (String word : text.trim().split("[ ,]+")) {
                        if (!word.isEmpty()) {
                            own.merge(field + "/" + word, 1.0, Double::sum);
                        }
                    }
                }
                counts.put(item + field, own);
                own.keySet().forEach(term -> having.merge(term, 1, Integer::sum));
                lengths.merge(field, own.values().stream().mapToDouble(n -> n).sum(), Double::sum);
                filled.merge(field, own.isEmpty() ? 0 : 1, Integer::sum);
            }
        }
        double n = data.items().size();
        var vectors = new HashMap<String, Map<String, Double>>();
        for (int item = 0; item < n; item++) {
            var vector = new TreeMap<String, Double>();
            for (String field : FIELDS) {
                Map<String, Double> own = Objects.requireNonNull(counts.get(item + field));
                double length = own.values().stream().mapToDouble(c -> c).sum();
                double mean = lengths.get(field) / filled.get(field);
                var weighed = new TreeMap<String, Double>();
                own.forEach(
                        (term, c) -> {
                            int df = having.get(term);
                            weighed.put(
                                    term,
                                    bm25 > 0
                                            ? Math.log(1 + (n - df + .5) / (df + .5))
                                                    * c
                                                    * (bm25 + 1)
                                                    / (c + bm25 * (1 - .75 + .75 * length / mean))
                                            : (1 + Math.log(c))
                                                    * (Math.log((1 + n) / (1 + df)) + 1));
                        });
                double weight = field.equals("tags") ? 2 : 1;
                double norm = norm(weighed);
                weighed.forEach((term, w) -> vector.put(term, w / norm * Math.sqrt(weight)));
            }
            double norm = norm(vector);
            vector.replaceAll((term, w) -> w / norm);
            vectors.put(data.items().id(item), vector);
        }
        return vectors;
    }

    private static double norm(Map<String, Double> vector) {
        return Math.sqrt(vector.values().stream().mapToDouble(w -> w * w).sum());
    }

    private static double dot(Map<String, Double> a, Map<String, Double> b) {
        return a.entrySet().stream()
                .mapToDouble(entry -> entry.getValue() * b.getOrDefault(entry.getKey(), 0.0))
                .sum();
    }

    private static ContentConfig config(double bm25) {
        return ContentConfig.builder()
                .fields("tags:tags:2,plot:text:1")
                .language("none")
                .stopWords(false)
                .weighting(bm25 > 0 ? ContentConfig.Weighting.BM25 : ContentConfig.Weighting.TF_IDF)
                .bm25K1(bm25 > 0 ? bm25 : 1.2)
                .interest(0.5)
                .dislikes(0.5)
                .damping(3)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 1.2", "4, 2"})
    void scoresAreThoseOfTheSlowWay(long seed, double bm25) {
        Dataset data = data(seed);
        ContentModel model = new Content(config(bm25)).fit(data, new FitContext(1, 3));
        Map<String, Map<String, Double>> vectors = naive(data, bm25);
        double mean = values(data).average().orElse(0);
        double deviation =
                Math.sqrt(values(data).map(v -> (v - mean) * (v - mean)).average().orElse(0));
        for (int user = 0; user < data.users().size(); user++) {
            History history = data.history(user);
            double own = 3 * mean;
            for (int k = 0; k < history.size(); k++) {
                own += history.value(k);
            }
            own /= 3 + history.size();
            var profile = new TreeMap<String, Double>();
            for (int k = 0; k < history.size(); k++) {
                double weight = .5 + (history.value(k) - own) / deviation;
                double counted = weight < 0 ? weight / 2 : weight;
                Objects.requireNonNull(vectors.get(data.items().id(history.item(k))))
                        .forEach((term, w) -> profile.merge(term, counted * w, Double::sum));
            }
            float[] scores = new float[data.items().size()];
            model.score(history, scores);
            for (int item = 0; item < scores.length; item++) {
                Map<String, Double> vector =
                        Objects.requireNonNull(vectors.get(data.items().id(item)));
                if (vector.isEmpty()) {
                    assertThat(scores[item]).isNaN();
                } else {
                    assertThat((double) scores[item])
                            .isEqualTo(dot(profile, vector) / norm(profile), within(1e-5));
                }
            }
        }
    }

    private static java.util.stream.DoubleStream values(Dataset data) {
        return java.util.stream.IntStream.range(0, data.size()).mapToDouble(data.byUser()::value);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aNewItemIsTheSameAsAKnownOneWithTheSameAttributesAndTheModelFileKnowsNoText(long seed) {
        Dataset data = data(seed);
        ContentModel model = new Content(config(0)).fit(data, new FitContext(1, 2));
        var saved = new Tensors();
        model.save(saved);
        var loaded =
                (AttributeModel)
                        Algorithms.provider("content").load(model.info(), model.items(), saved);
        for (int item = 0; item < data.items().size(); item++) {
            var attributes = new HashMap<String, List<String>>();
            for (String field : FIELDS) {
                attributes.put(field, data.itemAttributes().values(item, field));
            }
            AttributeModel.NewItem copy = loaded.newItem(attributes);
            float[] expected = new float[data.items().size()];
            float[] actual = new float[expected.length];
            model.similarItems(item, expected);
            copy.similarItems(actual);
            expected[item] = actual[item];
            assertThat(actual).isEqualTo(expected);
            History history = data.history(item % data.users().size());
            model.score(history, expected);
            assertThat((float) copy.score(history)).isEqualTo(expected[item], within(1e-6f));
        }
    }
}
