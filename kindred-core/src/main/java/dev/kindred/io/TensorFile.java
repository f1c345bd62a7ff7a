package dev.kindred.io;

import dev.kindred.internal.AtomicFile;
import dev.kindred.io.TensorHeader.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.zip.CRC32C;

/**
 * Reads and writes {@link Tensors} in the safetensors layout, which any reader of that format
 * opens.
 *
 * <ol>
 *   <li>8 bytes: length of the header, little-endian; at most 16 MiB;
 *   <li>the header: a JSON object with {@code dtype}, {@code shape} and {@code data_offsets} of
 *       each array, and {@code __metadata__}, a map of texts; padded with spaces to a multiple of
 *       8;
 *   <li>the arrays, little-endian, one right after the other: wide types first, so that each is
 *       aligned to its type, then by name.
 * </ol>
 *
 * <p>Checksums are CRC32C, 8 hexadecimal digits, in the metadata: {@code crc32c.NAME} of each
 * array's bytes, and {@code crc32c}, always the header's first text, of the length and the header
 * without these 8 digits. So every single changed byte of the file is noticed, and longer changes
 * but for one in four thousand million. They guard against damage, not against forgery.
 *
 * <p>The same tensors give the same bytes. Reading checks the header, its checksum and all lengths
 * against the size of the file before it allocates an array.
 *
 * <p>Cost: one pass over the data; 1 MiB of memory beyond the arrays and the header.
 */
public final class TensorFile {
    private static final int CHUNK = 1 << 20;
    private static final int MAX_NAME = 900; // in characters; the header's reader allows a few more

    private TensorFile() {}

    /**
     * Writes a file: whole or not at all, also if the machine stops halfway.
     *
     * @throws IllegalArgumentException if a name is {@code __metadata__} or starts with {@code
     *     crc32c}, is longer than 900 characters or is not valid Unicode
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Tensors tensors) throws IOException {
        tensors.arrays().keySet().forEach(TensorFile::checkName);
        tensors.metadata()
                .forEach(
                        (key, value) -> {
                            checkName(key);
                            checkUnicode(value);
                        });
        TensorHeader header = TensorHeader.of(tensors);
        AtomicFile.write(file, channel -> write(channel, header, tensors));
    }

    private static void checkName(String name) {
        if (name.equals(TensorHeader.METADATA)
                || name.startsWith(TensorHeader.CHECKSUM)
                || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "\"%s\" cannot be the name of a tensor or text in a file".formatted(name));
        }
        checkUnicode(name);
    }

    private static void checkUnicode(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("\"%s\" is not valid Unicode".formatted(text));
        }
    }

    /** Writes the arrays, then, with their checksums, the header before them. */
    private static void write(FileChannel channel, TensorHeader header, Tensors tensors)
            throws IOException {
        channel.position(header.toBytes().length);
        ByteBuffer buffer = buffer(header);
        var entries = new ArrayList<Entry>();
        for (Entry entry : header.entries()) {
            Tensors.Tensor tensor = tensors.arrays().get(entry.name());
            entries.add(entry.withChecksum(writeArray(channel, entry, tensor.data(), buffer)));
        }
        channel.position(0);
        drain(channel, ByteBuffer.wrap(header.withEntries(entries).toBytes()));
    }

    private static ByteBuffer buffer(TensorHeader header) {
        int size = (int) Math.min(CHUNK, header.dataBytes());
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int writeArray(FileChannel channel, Entry entry, Object array, ByteBuffer buffer)
            throws IOException {
        var sum = new CRC32C();
        int length = entry.type().length(array);
        int step = Math.max(1, buffer.capacity() / entry.type().bytes);
        for (int from = 0; from < length; from += Math.min(step, length - from)) {
            entry.type().encode(array, from, Math.min(step, length - from), buffer);
            sum.update(buffer.duplicate());
            drain(channel, buffer);
        }
        return (int) sum.getValue();
    }

    private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * Reads a file.
     *
     * @throws DataException if the file is no tensor file, is cut, altered or longer than it says,
     *     or needs more memory than there is; the message names the file, the place and the rule
     * @throws IOException if the file cannot be read
     */
    public static Tensors read(Path file) throws IOException {
        check(file);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            TensorHeader header = readHeader(file.toString(), channel);
            var tensors = new Tensors();
            header.metadata().forEach(tensors::meta);
            ByteBuffer buffer = buffer(header);
            for (Entry entry : header.entries()) {
                Object array = readArray(file, channel, entry, buffer);
                tensors.put(entry.name(), new Tensors.Tensor(array, entry.shape()));
            }
            return tensors;
        }
    }

    private static void check(Path file) {
        if (file.toString().isEmpty()) {
            throw new DataException("the name of a file to read is empty");
        }
        if (Files.isDirectory(file)) {
            throw new DataException("%s is a directory, not a file".formatted(file));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new DataException(
                    "%s is no regular file; reading needs to know its size".formatted(file));
        }
    }

    private static TensorHeader readHeader(String file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size == 0) {
            throw new DataException(file + " is empty");
        }
        ByteBuffer first = ByteBuffer.allocate(TensorHeader.LENGTH_BYTES);
        first.order(ByteOrder.LITTLE_ENDIAN);
        fill(file, channel, first);
        long length = first.flip().getLong();
        if (length < 0 || length > TensorHeader.MAX_LENGTH) {
            throw new DataException(
                    "%s is no tensor file: its first 8 bytes must be the header's length, at most %d, but are %d. Maybe it is another kind of file."
                            .formatted(file, TensorHeader.MAX_LENGTH, length));
        }
        long dataBytes = size - TensorHeader.LENGTH_BYTES - length;
        if (dataBytes < 0) {
            throw new DataException(
                    "%s: the header must have %d bytes, but the file has only %d. Maybe it was cut."
                            .formatted(file, length, size - TensorHeader.LENGTH_BYTES));
        }
        byte[] bytes = new byte[TensorHeader.LENGTH_BYTES + (int) length];
        first.rewind().get(bytes, 0, TensorHeader.LENGTH_BYTES);
        fill(file, channel, ByteBuffer.wrap(bytes, TensorHeader.LENGTH_BYTES, (int) length));
        if (!TensorHeader.isIntact(bytes)) {
            throw new DataException(
                    "%s: the header does not have the checksum that it names. Maybe the file was altered, or is no file of Kindred."
                            .formatted(file));
        }
        requireMemory(file, dataBytes);
        return TensorHeaderReader.read(file, bytes, dataBytes);
    }

    private static void requireMemory(String file, long bytes) {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw new DataException(
                    "%s: the arrays take %d MB of memory; this process has at most %d MB. Maybe start it with a larger -Xmx."
                            .formatted(file, bytes >> 20, most >> 20));
        }
    }

    private static Object readArray(Path file, FileChannel channel, Entry entry, ByteBuffer buffer)
            throws IOException {
        var sum = new CRC32C();
        TensorType type = entry.type();
        int length = (int) TensorType.elements(entry.shape());
        Object array = type.newArray(length);
        int step = Math.max(1, buffer.capacity() / type.bytes);
        for (int from = 0; from < length; from += Math.min(step, length - from)) {
            int count = Math.min(step, length - from);
            fill(file.toString(), channel, buffer.clear().limit(count * type.bytes));
            buffer.flip();
            type.decode(buffer, array, from, count);
            sum.update(buffer);
        }
        if ((int) sum.getValue() != entry.checksum()) {
            throw new DataException(
                    "%s: array \"%s\" must have the checksum %s, but has %s. Maybe the file was altered."
                            .formatted(
                                    file,
                                    entry.name(),
                                    TensorHeader.digits(entry.checksum()),
                                    TensorHeader.digits((int) sum.getValue())));
        }
        return array;
    }

    private static void fill(String file, FileChannel channel, ByteBuffer buffer)
            throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new DataException(
                        "%s ends at byte %d, in the middle of its content. Maybe it was cut."
                                .formatted(file, channel.position()));
            }
        }
    }
}
