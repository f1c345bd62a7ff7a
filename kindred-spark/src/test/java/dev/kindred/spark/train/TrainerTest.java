package dev.kindred.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.Interaction;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.spark.Events;
import dev.kindred.spark.LocalSpark;
import dev.kindred.spark.data.EventSource;
import dev.kindred.spark.data.Preparation;
import dev.kindred.spark.data.PrepareSettings;
import dev.kindred.spark.data.PreparedData;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    @TempDir private static Path folder;

    private static PreparedData prepared;
    private static Dataset data;

    @BeforeAll
    static void prepare() {
        List<Interaction> events = Events.random(150, 80, 4000, 5);
        events.add(Interaction.of("lonely", "unloved", -1)); // nobody likes it
        Path file = Events.csv(folder.resolve("events.csv"), events);
        String output = folder.resolve("prepared").toString();
        new Preparation(LocalSpark.session(), PrepareSettings.defaults())
                .run(new EventSource(List.of(file.toString()), null, Map.of(), Map.of()), output);
        prepared = PreparedData.open(LocalSpark.session(), output);
        data = prepared.collect();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "popular",
                "popular halfLife=30",
                "bias",
                "bias epochs=4 userDamping=3 clip=true",
                "bias effects=item damping=0",
                "bias effects=user",
                "bias effects=none",
                "item-knn neighbours=10",
                "item-knn neighbours=10 normalize=true itemMean=true shrinkage=0",
                "item-knn similarity=jaccard inverted=true neighbours=7",
                "item-knn similarity=adjusted-cosine significance=5",
                "item-knn similarity=llr minimumOverlap=3",
                "item-knn similarity=asymmetric-cosine alpha=.3",
                "item-knn similarity=pearson neighbours=5",
                "item-knn weighting=bm25 shrinkage=3 neighbours=10",
                "item-knn weighting=tf-idf minimumOverlap=2",
                "rp3beta neighbours=10",
                "rp3beta neighbours=5 secondCut=true alpha=1.1 beta=.6",
                "rp3beta normalize=false"
            })
    void givesTheModelThatCoreGives(String words) {
        String name = words.split(" ")[0];
        Record config = Algorithms.config(name, null, settings(words));
        Model expected = Algorithms.provider(name).create(config).fit(data, new FitContext(42, 2));
        Model trained = Trainer.train(name, config, prepared, new TrainContext(42, 5));
        assertThat(trained.info().config()).isEqualTo(expected.info().config());
        assertThat(trained.items()).isEqualTo(expected.items());
        float[] scores = new float[data.items().size()];
        float[] wanted = new float[scores.length];
        int opinions = 0;
        for (int user = 0; user < data.users().size(); user++) {
            trained.score(data.history(user), scores);
            expected.score(data.history(user), wanted);
            for (int item = 0; item < scores.length; item++) {
                opinions += Float.isNaN(wanted[item]) ? 0 : 1;
                assertThat(Float.isNaN(scores[item])).isEqualTo(Float.isNaN(wanted[item]));
                if (!Float.isNaN(wanted[item])) {
                    assertThat(scores[item])
                            .isCloseTo(wanted[item], within(1e-6f * Math.max(1, wanted[item])));
                }
            }
        }
        assertThat(opinions).isGreaterThan(1000);
    }

    @Test
    void ialsByMllibRanksAsCoreDoes() {
        Map<String, String> settings = Map.of("factors", "6", "epochs", "12");
        Record config = Algorithms.config("ials", null, settings);
        Model expected =
                Algorithms.provider("ials").create(config).fit(data, new FitContext(42, 2));
        Model trained = Trainer.train("ials", config, prepared, new TrainContext(42, 2));
        double sum = 0;
        float[] scores = new float[data.items().size()];
        float[] wanted = new float[scores.length];
        for (int user = 0; user < 100; user++) {
            trained.score(data.history(user), scores);
            expected.score(data.history(user), wanted);
            sum += cosine(scores, wanted);
        }
        assertThat(sum / 100).isGreaterThan(.95);
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int k = 0; k < a.length; k++) {
            if (!Float.isNaN(a[k]) && !Float.isNaN(b[k])) {
                ab += a[k] * b[k];
                aa += a[k] * a[k];
                bb += b[k] * b[k];
            }
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void contentIsTrainedFromTheTextsOfItems() {
        Attributes texts =
                new Attributes.Builder()
                        .put("i1", "title", "a red fox")
                        .put("i2", "title", "a red wolf")
                        .put("i3", "title", "tax law")
                        .build();
        Record config = Algorithms.config("content", null, Map.of());
        Model model = Trainer.train("content", config, prepared, new TrainContext(1, 0, texts));
        float[] scores = new float[model.items().size()];
        model.similarItems(model.items().row("i1"), scores);
        assertThat(scores[model.items().row("i2")]).isGreaterThan(0);
        assertThat(scores[model.items().row("i3")]).isNaN();
        assertThatThrownBy(() -> Trainer.train("content", config, prepared, new TrainContext(1, 0)))
                .hasMessageContaining("--items");
    }

    @Test
    void blocksChangeNothing() {
        Record config = Algorithms.config("rp3beta", null, Map.of());
        float[] some = new float[data.items().size()];
        float[] many = new float[some.length];
        Trainer.train("rp3beta", config, prepared, new TrainContext(42, 1))
                .score(data.history(3), some);
        Trainer.train("rp3beta", config, prepared, new TrainContext(42, 40))
                .score(data.history(3), many);
        assertThat(many).containsExactly(some);
    }

    @Test
    void theFileIsAnOrdinaryModelFile() throws Exception {
        Record config = Algorithms.config("item-knn", null, Map.of());
        Model model = Trainer.train("item-knn", config, prepared, new TrainContext(42, 0));
        Path file = folder.resolve("m.kindred");
        ModelFile.write(file, model, data);
        ModelFile read = ModelFile.read(file);
        assertThat(read.info().algorithm()).isEqualTo("item-knn");
        assertThat(read.info().fingerprint()).isEqualTo(prepared.fingerprint()).hasSize(64);
        assertThat(read.dataset()).isNotNull();
    }

    @Test
    void refusesWhatItCannotTrain() {
        assertThatThrownBy(() -> Trainer.check("slim"))
                .hasMessageContaining("kindred train")
                .hasMessageContaining("rp3beta");
        assertThatThrownBy(() -> Trainer.check("item-kn")).hasMessageContaining("item-knn");
        Record rating = Algorithms.config("item-knn", null, Map.of("mode", "rating"));
        assertThatThrownBy(
                        () -> Trainer.train("item-knn", rating, prepared, new TrainContext(1, 0)))
                .hasMessageContaining("one machine");
    }

    private static Map<String, String> settings(String words) {
        var settings = new LinkedHashMap<String, String>();
        String[] all = words.split(" ");
        for (int k = 1; k < all.length; k++) {
            settings.put(all[k].split("=")[0], all[k].split("=")[1]);
        }
        return settings;
    }
}
