package dev.kindred.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.spark.LocalSpark;
import dev.kindred.spark.data.EventSource;
import dev.kindred.spark.data.Preparation;
import dev.kindred.spark.data.PrepareSettings;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.testkit.ExternalData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole data set of 810,128 likes: what Spark trains beside what core trains. */
@Tag(ExternalData.TAG)
class GowallaTest {
    private static final float SAME_SIMILARITY = 1e-6f;
    private static final float SAME_SCORE = 1e-5f;
    private static final int EVERY = 20; // users and items that are compared

    @TempDir private static Path folder;

    private static PreparedData prepared;
    private static Dataset data;

    @BeforeAll
    static void prepare() throws IOException {
        Path file = folder.resolve("events.csv");
        try (var out = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
            out.println("user,item");
            read("gowalla/train.txt.gz")
                    .forEach((user, items) -> items.forEach(x -> out.println(user + "," + x)));
        }
        String output = folder.resolve("prepared").toString();
        new Preparation(LocalSpark.session(), PrepareSettings.defaults())
                .run(new EventSource(List.of(file.toString()), null, Map.of(), Map.of()), output);
        prepared = PreparedData.open(LocalSpark.session(), output);
        data = prepared.collect();
    }

    /** Lines of a user and items. */
    private static Map<String, Set<String>> read(String name) throws IOException {
        var all = new HashMap<String, Set<String>>();
        try (var in =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(Files.newInputStream(ExternalData.file(name))),
                                StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> fields = List.of(line.trim().split(" "));
                all.put(fields.get(0), new HashSet<>(fields.subList(1, fields.size())));
            }
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"popular", "bias", "item-knn gowalla", "rp3beta gowalla"})
    void theModelsAreThoseOfCore(String words) {
        String[] name = words.split(" ");
        Record config = Algorithms.config(name[0], name.length > 1 ? name[1] : null, Map.of());
        Model expected = Algorithms.provider(name[0]).create(config).fit(data, context());
        Model trained = Trainer.train(name[0], config, prepared, new TrainContext(42, 0));
        float[] scores = new float[data.items().size()];
        float[] wanted = new float[scores.length];
        for (int user = 0; user < data.users().size(); user += EVERY) {
            History history = data.history(user);
            trained.score(history, scores);
            expected.score(history, wanted);
            assertClose(words + " user " + user, scores, wanted);
        }
        if (name.length > 1) {
            for (int item = 0; item < scores.length; item += EVERY) {
                trained.similarItems(item, scores);
                expected.similarItems(item, wanted);
                assertNeighbours(words + " item " + item, scores, wanted);
            }
        }
    }

    private static FitContext context() {
        return new FitContext(42, 2);
    }

    /** Scores to 1e-5 wherever both have one; a neighbour more or less may decide whether. */
    private static void assertClose(String what, float[] scores, float[] wanted) {
        for (int k = 0; k < scores.length; k++) {
            float found = Float.isNaN(scores[k]) ? 0 : scores[k];
            float right = Float.isNaN(wanted[k]) ? 0 : wanted[k];
            if (!(Math.abs(found - right) <= SAME_SCORE * Math.max(1, Math.abs(right)))) {
                assertThat(scores[k]).as("%s, item %d", what, k).isEqualTo(wanted[k]);
            }
        }
    }

    /** The same neighbours but where one could as well be another, nearly as similar. */
    private static void assertNeighbours(String what, float[] scores, float[] wanted) {
        float last = Float.MAX_VALUE;
        for (float one : wanted) {
            last = one < last ? one : last; // false for NaN
        }
        for (int k = 0; k < scores.length; k++) {
            boolean mine = !Float.isNaN(scores[k]);
            boolean cores = !Float.isNaN(wanted[k]);
            if (mine && cores) {
                assertThat(scores[k]).as(what).isCloseTo(wanted[k], within(SAME_SIMILARITY));
            } else if (mine || cores) {
                float alone = mine ? scores[k] : wanted[k];
                assertThat(alone)
                        .as("%s, row %d", what, k)
                        .isCloseTo(last, within(SAME_SIMILARITY));
            }
        }
    }

    @Test
    void ialsByMllibFindsWhatCoreFinds(TestReporter reporter) throws IOException {
        Map<String, Set<String>> targets = read("gowalla/test.txt.gz");
        Record config = Algorithms.config("ials", "gowalla-64", Map.of());
        double core =
                recall(Algorithms.provider("ials").create(config).fit(data, context()), targets);
        double spark =
                recall(Trainer.train("ials", config, prepared, new TrainContext(42, 2)), targets);
        reporter.publishEntry("recall@20", "core %.4f, Spark %.4f".formatted(core, spark));
        assertThat(core).isGreaterThan(.15);
        assertThat(spark).as("recall@20 beside core's %s", core).isCloseTo(core, within(.005));
    }

    private static double recall(Model model, Map<String, Set<String>> targets) {
        List<Query> queries = new ArrayList<>();
        for (int user = 0; user < data.users().size(); user++) {
            String id = data.users().id(user);
            if (!targets.getOrDefault(id, Set.of()).isEmpty()) {
                queries.add(new Query(id, data.history(user), Set.of(), null, false, 20));
            }
        }
        List<RankedItems> lists =
                ModelRecommender.builder(model).build().recommendAll(queries, context());
        double[] recalls = new double[queries.size()];
        Arrays.setAll(
                recalls,
                k -> {
                    Set<String> wanted = targets.getOrDefault(queries.get(k).user(), Set.of());
                    return (double) hits(lists.get(k), wanted::contains) / wanted.size();
                });
        return Arrays.stream(recalls).average().orElseThrow();
    }

    private static int hits(RankedItems list, Predicate<String> isTarget) {
        int hits = 0;
        for (int k = 0; k < list.size(); k++) {
            hits += isTarget.test(list.id(k)) ? 1 : 0;
        }
        return hits;
    }
}
