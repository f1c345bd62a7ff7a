package dev.kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.DataException;
import dev.kindred.io.TensorFile;
import dev.kindred.io.Tensors;
import dev.kindred.testkit.Datasets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    @TempDir private Path folder;

    /** Ids, texts and times of every kind; events not in the order of the items. */
    private static Dataset sample() {
        var log = new InteractionLog();
        log.add("u/1", "item one", "rating", 4.5, 2_000);
        log.add("u/1", "ítem 🎬", "rating", 3, 1_000);
        log.add("u 2", "ítem 🎬", "rating", -1, Interaction.NO_TIME);
        log.add("u 2", "item one", "rating", 2, 5_000);
        return new DatasetBuilder()
                .itemAttributes(
                        new Attributes.Builder()
                                .field("nobody has it")
                                .put("item one", "title", "One, the \"first\"")
                                .put("ítem 🎬", "title", "Ítem")
                                .put("ítem 🎬", "genres", "Drama", "Comedy", "")
                                .put("only known by name", "genres", "Comedy")
                                .build())
                .userAttributes(new Attributes.Builder().put("u 2", "age", "33").build())
                .build(log);
    }

    private static Model popular(Dataset data) {
        return Algorithms.create("popular", null, Map.of()).fit(data, new FitContext(7, 1));
    }

    private Path write(Model model, @Nullable Dataset data) throws IOException {
        Path file = folder.resolve("model.kindred");
        ModelFile.write(file, model, data);
        return file;
    }

    private static List<String> attributes(Attributes attributes) {
        var all = new ArrayList<String>(attributes.fields());
        for (String field : attributes.fields()) {
            for (int row = 0; row < attributes.ids().size(); row++) {
                all.add(attributes.ids().id(row) + attributes.values(row, field));
            }
        }
        return all;
    }

    private static void assertSame(Dataset expected, Dataset actual) {
        assertThat(actual.fingerprint()).isEqualTo(expected.fingerprint());
        assertThat(actual.hasTimes()).isEqualTo(expected.hasTimes());
        assertThat(actual.byUser().values()).containsExactly(expected.byUser().values());
        assertThat(attributes(actual.itemAttributes()))
                .isEqualTo(attributes(expected.itemAttributes()));
        assertThat(attributes(actual.userAttributes()))
                .isEqualTo(attributes(expected.userAttributes()));
    }

    private static float[] scores(Model model) {
        float[] scores = new float[model.items().size()];
        model.score(History.EMPTY, scores);
        return scores;
    }

    @Test
    void modelAndDataAreReadBack() throws IOException {
        Dataset data = sample();
        Model model = popular(data);
        ModelFile read = ModelFile.read(write(model, data));
        assertThat(read.info()).isEqualTo(model.info());
        assertThat(read.info().config().keySet())
                .containsExactlyElementsOf(model.info().config().keySet());
        assertThat(read.model().items()).isEqualTo(data.items());
        assertThat(scores(read.model())).containsExactly(scores(model));
        assertThat(read.dataset()).isNotNull();
        assertSame(data, read.dataset());
        assertThat(read.dataset().itemAttributes().text(0, "title"))
                .isEqualTo("One, the \"first\"");
        assertThat(read.dataset().history(0).items()).containsExactly(1, 0); // by time
    }

    @Test
    void theModelAloneIsEnough() throws IOException {
        Model model = popular(sample());
        ModelFile read = ModelFile.read(write(model, null));
        assertThat(read.dataset()).isNull();
        assertThat(scores(read.model())).containsExactly(scores(model));
    }

    @Test
    void everyKindOfValuesAndTimesKeepsItsDigits() throws IOException {
        var likes = Datasets.of("a x 1 b x 1");
        var fine = Datasets.of("a x 0.1 b x 1e300 b y -0.0");
        var log = new InteractionLog();
        log.add("a", "x", "rating", 1, 1_234);
        log.add("b", "x", "rating", 1, Long.MAX_VALUE - 1);
        var millis = new DatasetBuilder().build(log);
        var old = new InteractionLog();
        old.add("a", "x", "rating", 1, -2_147_483_648_000L); // the second that stands for none
        var empty = new DatasetBuilder().build(new InteractionLog());
        for (Dataset data : List.of(likes, fine, millis, new DatasetBuilder().build(old), empty)) {
            Dataset read = ModelFile.read(write(popular(data), data)).dataset();
            assertThat(read).isNotNull();
            assertSame(data, read);
        }
        Dataset random = Datasets.random(1, 50, 40, 800);
        Dataset read = ModelFile.read(write(popular(random), random)).dataset();
        assertThat(read).isNotNull();
        assertSame(random, read);
    }

    @Test
    void sameTrainingGivesTheSameBytesAlsoAfterLoading() throws IOException {
        byte[] first = Files.readAllBytes(write(popular(sample()), sample()));
        assertThat(Files.readAllBytes(write(popular(sample()), sample()))).isEqualTo(first);
        ModelFile read = ModelFile.read(folder.resolve("model.kindred"));
        assertThat(Files.readAllBytes(write(read.model(), read.dataset()))).isEqualTo(first);
    }

    @Test
    void aDataSetWithOtherItemsIsRefused() {
        assertThatThrownBy(() -> write(popular(sample()), Datasets.of("a x 1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have the items that the model was trained on");
    }

    @Test
    void everyFlippedByteAndEveryCutIsADataException() throws IOException {
        Path file = write(popular(sample()), sample());
        byte[] good = Files.readAllBytes(file);
        var random = new SplittableRandom(1);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int at = 0; at < good.length; at++) {
                byte bad = (byte) (good[at] ^ random.nextInt(1, 256));
                channel.write(ByteBuffer.wrap(new byte[] {bad}), at);
                assertRefused(file, "byte " + at);
                channel.write(ByteBuffer.wrap(good, at, 1), at);
            }
            assertThat(ModelFile.read(file).dataset()).isNotNull();
            for (int length = good.length - 1; length >= 0; length--) {
                channel.truncate(length);
                assertRefused(file, "cut at " + length);
            }
        }
    }

    private static void assertRefused(Path file, String what) {
        assertThatThrownBy(() -> ModelFile.read(file)).as(what).isInstanceOf(DataException.class);
    }

    /** The sample's file with a text or an array replaced, or (null) left out. */
    private Path changed(String name, @Nullable Object value) throws IOException {
        Tensors good = TensorFile.read(write(popular(sample()), sample()));
        var bad = new Tensors();
        good.metadata().forEach((key, text) -> bad.meta(key, name.equals(key) ? "" + value : text));
        good.arrays()
                .forEach(
                        (key, tensor) -> {
                            if (!name.equals(key)) {
                                bad.put(key, tensor);
                            }
                        });
        if (value instanceof int[] ints) {
            bad.put(name, ints);
        } else if (value instanceof float[] floats) {
            bad.put(name, floats);
        } else if (value instanceof double[] doubles) {
            bad.put(name, doubles);
        }
        Path file = folder.resolve("changed.kindred");
        TensorFile.write(file, bad);
        return file;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kindred.format|2|has format 2; this version reads up to 1. Maybe it was written by a newer Kindred.",
                "kindred.format|x|is no model file: its kindred.format is x",
                "kindred.algorithm|popluar|algorithm \"popluar\" (did you mean \"popular\"?), which is not there",
                "kindred.algorithm|neumf|algorithm \"neumf\", which is in dev.kindred:kindred-neural; that is not on the class path",
                "kindred.seed|1.5|kindred.seed must be a whole number: \"1.5\"",
            })
    void aTextThatDoesNotFitIsNamed(String key, String value, String message) throws IOException {
        Path file = changed(key, value);
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(message);
    }

    @Test
    void otherKindsOfFilesAreNoModelFiles() throws IOException {
        Path csv = folder.resolve("ratings.csv");
        Files.writeString(csv, "user,item,rating\n1,2,3\n");
        assertThatThrownBy(() -> ModelFile.read(csv))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("ratings.csv is no tensor file");
        Path empty = Files.createFile(folder.resolve("empty.kindred"));
        assertThatThrownBy(() -> ModelFile.read(empty)).hasMessage(empty + " is empty");
        assertThatThrownBy(() -> ModelFile.read(folder)).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> ModelFile.read(Path.of("")))
                .hasMessage("the name of a file to read is empty");
    }

    @Test
    void anotherTensorFileIsNoModelFile() throws IOException {
        Path file = folder.resolve("other.kindred");
        TensorFile.write(file, new Tensors().put("x", new int[1]));
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("is no model file");
        TensorFile.write(file, new Tensors().meta("kindred.format", "1"));
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the metadata must have kindred.algorithm");
    }

    @Test
    void arraysThatDoNotFitAreADataException() throws IOException {
        int[][] rows = {{0, 3, 2, 4}, {0, 2}, {0, 2, 4, 4, 4}, {}, {1, 2, 4, 4}};
        for (int[] bad : rows) {
            for (String name :
                    List.of(
                            "items.offsets",
                            "users.offsets",
                            "data.starts",
                            "data.columns",
                            "data.order",
                            "items.fields.offsets",
                            "items.field.1.starts",
                            "items.field.1.texts",
                            "items.field.1.offsets")) {
                Path file = changed(name, bad);
                assertThatThrownBy(() -> ModelFile.read(file))
                        .as("%s %s", name, Arrays.toString(bad))
                        .isInstanceOf(DataException.class)
                        .hasMessageStartingWith(file.toString());
            }
        }
        for (String name :
                List.of(
                        "items.utf8",
                        "users.offsets",
                        "data.values",
                        "data.seconds",
                        "model.popularity")) {
            Path file = changed(name, new double[] {1});
            assertThatThrownBy(() -> ModelFile.read(file)).isInstanceOf(DataException.class);
        }
        Path few = changed("data.order", new int[] {0, 1});
        assertThatThrownBy(() -> ModelFile.read(few)).hasMessageContaining("data.order");
        Path twice = changed("data.order", new int[] {0, 0, 2, 3});
        assertThatThrownBy(() -> ModelFile.read(twice))
                .hasMessageContaining(
                        "event order of user row 0 must name each of its entries once");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aModelWithNumbersThatAreNoneIsRefused(double bad) throws IOException {
        Path model = changed("model.popularity", new double[] {1, bad, 1});
        assertThatThrownBy(() -> ModelFile.read(model))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("\"model.popularity\" must hold finite numbers")
                .hasMessageContaining("number 2 is " + bad);
        Path data = changed("data.values", new float[] {1, 1, (float) bad, 1});
        assertThatThrownBy(() -> ModelFile.read(data)).hasMessageContaining("\"data.values\"");
    }

    /** What the file of format 1 in the test resources holds. */
    private static Model formatOneModel() {
        var info = new ModelInfo("popular", Map.of("halfLife", "0.0"), "f".repeat(64), 7, "0.1.0");
        var arrays = new Tensors().put("model.popularity", new double[] {2, 1, 0});
        IdIndex items = sample().items();
        return Algorithms.provider("popular").load(info, items, arrays);
    }

    @Test
    void formatOneIsReadByEveryLaterVersion() throws IOException {
        Path file = folder.resolve("format-1.kindred");
        try (InputStream stored = ModelFileTest.class.getResourceAsStream("format-1.kindred")) {
            assertThat(stored).isNotNull();
            Files.copy(stored, file);
        }
        ModelFile read = ModelFile.read(file);
        assertThat(read.info()).isEqualTo(formatOneModel().info());
        assertThat(scores(read.model())).containsExactly(2, 1, 0);
        assertThat(read.dataset()).isNotNull();
        assertSame(sample(), read.dataset());
        // Once a newer format is written, this goes and the rest stays.
        assertThat(Files.readAllBytes(write(formatOneModel(), sample())))
                .isEqualTo(Files.readAllBytes(file));
    }
}
