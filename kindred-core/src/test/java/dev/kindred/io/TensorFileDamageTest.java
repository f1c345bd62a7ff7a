package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that were cut, altered or made to do harm. */
class TensorFileDamageTest {
    @TempDir private Path folder;
    private byte[] good = new byte[0];
    private int dataStart;

    @BeforeEach
    void writeAGoodFile() throws IOException {
        Path file = folder.resolve("good.kindred");
        TensorFile.write(
                file,
                new Tensors()
                        .put("longs", new long[] {1, 2, 3})
                        .put("ints", new Tensors.Tensor(new int[] {1, 2, 3, 4}, 2, 2))
                        .put("bytes", new byte[] {1, 2, 3})
                        .meta("config", "k = 5"));
        good = Files.readAllBytes(file);
        dataStart = 8 + (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("bad.kindred"), bytes);
    }

    private void assertRefused(byte[] bytes, String what) throws IOException {
        assertRefused(file(bytes), what);
    }

    private static void assertRefused(Path file, String what) {
        assertThatThrownBy(() -> TensorFile.read(file))
                .as(what)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("bad.kindred");
    }

    /** A file with another header and its right checksum: what an attacker would write. */
    private byte[] forged(String json, byte[] data) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = file.putLong(text.length).put(text).array();
        byte[] digits = TensorHeader.digits(TensorHeader.checksum(header)).getBytes();
        System.arraycopy(digits, 0, header, 8 + TensorHeader.START.length, digits.length);
        byte[] all = Arrays.copyOf(header, header.length + data.length);
        System.arraycopy(data, 0, all, header.length, data.length);
        return all;
    }

    private static String header(String rest) {
        return "{\"__metadata__\":{\"crc32c\":\"00000000\"" + rest;
    }

    @Test
    void everyFlippedBitOfTheFileIsNoticed() throws IOException {
        Path file = file(good);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int at = 0; at < good.length; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte bad = (byte) (good[at] ^ 1 << bit);
                    channel.write(ByteBuffer.wrap(new byte[] {bad}), at);
                    assertRefused(file, "byte %d, bit %d".formatted(at, bit));
                }
                channel.write(ByteBuffer.wrap(good, at, 1), at);
            }
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(good);
        assertThat(TensorFile.read(file).longs("longs")).containsExactly(1, 2, 3);
    }

    @Test
    void aFileCutAtAnyLengthIsRefused() throws IOException {
        Path file = file(good);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int length = good.length - 1; length >= 0; length--) {
                channel.truncate(length);
                assertRefused(file, "length " + length);
            }
        }
        assertRefused(Arrays.copyOf(good, good.length + 1), "one byte more");
    }

    @Test
    void randomBytesOfTheHeaderWithTheRightChecksumAreNeverAnotherException() throws IOException {
        var random = new SplittableRandom(1);
        byte[] data = Arrays.copyOfRange(good, dataStart, good.length);
        for (int round = 0; round < 1000; round++) {
            byte[] header = Arrays.copyOfRange(good, 8, dataStart);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int free = TensorHeader.START.length + TensorHeader.DIGITS;
                header[random.nextInt(free, header.length)] = (byte) random.nextInt(256);
            }
            byte[] bad = forged(new String(header, StandardCharsets.ISO_8859_1), data);
            try {
                // Some changes mean nothing, such as another name in the metadata.
                assertThat(TensorFile.read(file(bad)).arrays().keySet()).hasSize(3);
            } catch (DataException expected) {
                assertThat(expected).hasMessageContaining("bad.kindred");
            }
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "}                                          |expected close marker",
                "}}x                                        |header",
                "}} {}                                      |one JSON object",
                ",\"a\":3}}                                 |must be VALUE_STRING",
                ",\"a\":\"1\",\"a\":\"2\"}}                 |Duplicate field 'a'",
                "},\"x\":[[[[[[]]]]]]}                      |must be START_OBJECT",
                "},\"x\":{}}                                |must have dtype, shape and two",
                "},\"x\":{\"dtype\":\"F16\",\"shape\":[],\"data_offsets\":[0,2]}} |unknown dtype \"F16\"",
                "},\"x\":{\"dtype\":7,\"shape\":[],\"data_offsets\":[0,2]}} |must be VALUE_STRING",
                "},\"x\":{\"type\":\"U8\"}}                 |unknown field \"type\"",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":3,\"data_offsets\":[0,3]}} |must be START_ARRAY",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":[3.0],\"data_offsets\":[0,3]}} |must be VALUE_NUMBER_INT",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":[99999999999999999999],\"data_offsets\":[0,3]}} |out of range",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,1]}} |more than 8 numbers",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":[-3],\"data_offsets\":[0,3]}} |has the shape [-3]",
                "},\"x\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}} |has the shape",
                "},\"x\":{\"dtype\":\"F64\",\"shape\":[1099511627776],\"data_offsets\":[0,8796093022208]}} |has the shape",
                "},\"x\":{\"dtype\":\"F64\",\"shape\":[2147483639],\"data_offsets\":[0,17179869112]}} |take 17179869112 bytes, but the file has 3",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}} |must lie at 0 to 2",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[3,0]}} |must lie at 0 to 3",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}} |take 2 bytes, but the file has 3",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3,3]}} |more than 2 numbers",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0]}} |two data_offsets",
                "},\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}} |must have a checksum",
                ",\"crc32c.x\":\"0000000g\"},\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}} |must have a checksum",
                ",\"crc32c.x\":\"00000000\"},\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}} |must have the checksum 00000000",
            })
    void aForgedHeaderIsRefusedWithPlaceAndRule(String rest, String rule) throws IOException {
        Path file = file(forged(header(rest.trim()), new byte[3]));
        assertThatThrownBy(() -> TensorFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("bad.kindred")
                .hasMessageContaining(rule);
    }

    @Test
    void duplicateArraysAreRefused() throws IOException {
        String one = "\"x\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
        assertRefused(
                forged(header(",\"crc32c.x\":\"00000000\"}," + one + "," + one + "}"), new byte[0]),
                "twice");
    }

    @Test
    void deepAndHugeHeadersAreRefused() throws IOException {
        assertRefused(forged(header("},\"x\":" + "[".repeat(1_000_000)), new byte[0]), "deep");
        assertRefused(forged(header(",\"" + "n".repeat(2_000_000)), new byte[0]), "long name");
        byte[] length =
                ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 40).array();
        assertRefused(length, "a header of a terabyte");
        length = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(-1).array();
        assertRefused(length, "a header of negative length");
    }

    @Test
    void anArrayLargerThanTheMemoryIsRefusedBeforeItIsAllocated() throws IOException {
        long bytes = (Integer.MAX_VALUE - 8L) * Double.BYTES; // 16 GB, in a file without content
        String rest =
                ",\"crc32c.x\":\"00000000\"},\"x\":{\"dtype\":\"F64\",\"shape\":[%d],\"data_offsets\":[0,%d]}}";
        byte[] header = forged(header(rest.formatted(bytes / 8, bytes)), new byte[0]);
        Path file = file(header);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), header.length + bytes - 1);
        }
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(bytes);
        assertThatThrownBy(() -> TensorFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("take 16383 MB of memory");
    }

    @Test
    void otherFilesAreNoTensorFiles() throws IOException {
        assertRefused("user,item,rating\n1,2,3\n".getBytes(StandardCharsets.UTF_8), "csv");
        assertRefused(new byte[0], "empty");
        assertRefused(new byte[4096], "zeros");
        // a file of another writer of the same layout, without checksums
        byte[] text = "{\"x\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}".getBytes();
        ByteBuffer other = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        assertRefused(other.putLong(text.length).put(text).array(), "without checksum");
    }
}
