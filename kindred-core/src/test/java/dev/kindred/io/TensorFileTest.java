package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorFileTest {
    @TempDir private Path folder;

    private static Tensors sample() {
        return new Tensors()
                .put("bytes", new byte[] {1, -2, 3})
                .put("ints", new int[] {Integer.MIN_VALUE, 0, 7})
                .put("longs", new long[] {Long.MIN_VALUE, 1L << 40})
                .put("floats", new float[] {1.5f, -0f, Float.NaN})
                .put("matrix", new Tensors.Tensor(new double[] {1, 2, 3, 4, 5, Math.PI}, 2, 3))
                .put("none", new double[0])
                .put("name with \"quotes\", ümlaut and 🎬", new byte[0])
                .meta("zeta", "first")
                .meta("config", "{\"k\": [1,2]}\n\t\u0001 ü 🎬")
                .meta("empty", "");
    }

    private Path write(Tensors tensors) throws IOException {
        Path file = folder.resolve("sample.kindred");
        TensorFile.write(file, tensors);
        return file;
    }

    private static void assertSame(Tensors expected, Tensors actual) {
        assertThat(actual.metadata()).isEqualTo(expected.metadata());
        assertThat(actual.arrays().keySet()).isEqualTo(expected.arrays().keySet());
        expected.arrays()
                .forEach(
                        (name, tensor) -> {
                            assertThat(actual.shape(name)).containsExactly(tensor.shape());
                            assertThat(
                                            Arrays.deepEquals(
                                                    new Object[] {tensor.data()},
                                                    new Object[] {
                                                        actual.arrays().get(name).data()
                                                    }))
                                    .as(name)
                                    .isTrue();
                        });
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Tensors read = TensorFile.read(write(sample()));
        assertSame(sample(), read);
        assertThat(read.metadata().keySet()).containsExactly("zeta", "config", "empty");
    }

    @Test
    void noTensorsAreATensorFileToo() throws IOException {
        Path file = write(new Tensors());
        assertSame(new Tensors(), TensorFile.read(file));
        assertThat(SafetensorsRules.read(Files.readAllBytes(file)).arrays()).isEmpty();
    }

    @Test
    void theFileKeepsTheRulesOfOtherReaders() throws IOException {
        byte[] bytes = Files.readAllBytes(write(sample()));
        SafetensorsRules.Content content = SafetensorsRules.read(bytes);
        assertThat(content.dataStart() % 8).isZero();
        assertThat(content.arrays().keySet()).isEqualTo(sample().arrays().keySet());
        assertThat(content.metadata()).containsAllEntriesOf(sample().metadata());
        content.arrays()
                .forEach(
                        (name, array) -> {
                            int size = array.dtype().equals("U8") ? 1 : array.dtype().charAt(1);
                            int align = size == 1 ? 1 : (size == '6' ? 8 : 4);
                            assertThat(array.begin() % align).as(name).isZero();
                        });
        SafetensorsRules.Array matrix = content.arrays().get("matrix");
        assertThat(matrix.shape()).containsExactly(2L, 3L);
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = content.dataStart() + (int) matrix.begin();
        assertThat(data.getDouble(at + 5 * Double.BYTES)).isEqualTo(Math.PI);
    }

    @Test
    void theSameTensorsGiveTheSameBytes() throws IOException {
        byte[] first = Files.readAllBytes(write(sample()));
        assertThat(Files.readAllBytes(write(sample()))).isEqualTo(first);
        byte[] again = Files.readAllBytes(write(TensorFile.read(write(sample()))));
        assertThat(again).as("saved, loaded, saved").isEqualTo(first);
    }

    @Test
    void arraysLongerThanABufferAreReadBack() throws IOException {
        var random = new SplittableRandom(1);
        Tensors large =
                new Tensors()
                        .put("d", random.doubles(300_001).toArray())
                        .put("i", random.ints(700_003).toArray())
                        .put("b", new byte[(1 << 20) + 1]);
        assertSame(large, TensorFile.read(write(large)));
    }

    @Test
    void badNamesAndTextsAreRefusedBeforeAnythingIsWritten() throws IOException {
        byte[] none = new byte[0];
        for (Tensors bad :
                new Tensors[] {
                    new Tensors().put("__metadata__", none),
                    new Tensors().put("crc32c.x", none),
                    new Tensors().meta("crc32c", "x"),
                    new Tensors().put("x".repeat(901), none),
                    new Tensors().put("\ud800", none),
                    new Tensors().meta("key", "\udc00 alone"),
                    new Tensors().meta("long", "x".repeat(17 << 20)),
                }) {
            assertThatThrownBy(() -> write(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aTensorHoldsWhatItsShapeSays() {
        assertThatThrownBy(() -> new Tensors.Tensor(new int[6], 2, 2))
                .hasMessage("shape [2, 2] does not hold the 6 elements of the array");
        assertThatThrownBy(() -> new Tensors.Tensor(new int[0], -1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tensors.Tensor(new int[0], 1L << 40, 1L << 40))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Tensors.Tensor(new short[1], 1))
                .hasMessageContaining("not short[]");
        assertThat(new Tensors.Tensor(new int[] {5}).shape()).isEmpty(); // one number
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNoTemporaryFile() throws IOException {
        Path file = write(sample());
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> write(new Tensors().meta("long", "x".repeat(17 << 20))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void foldersAndMissingFilesAreNamed() throws IOException {
        assertThatThrownBy(() -> TensorFile.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessage("%s is a directory, not a file", folder);
        Path missing = folder.resolve("no").resolve("model.kindred");
        assertThatThrownBy(() -> TensorFile.read(missing)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> TensorFile.write(missing, sample()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("the folder %s does not exist", missing.getParent());
        assertThatThrownBy(() -> TensorFile.write(folder, sample()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no regular file");
    }
}
