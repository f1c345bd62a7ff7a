package dev.kindred.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The header of a tensor file: what {@link TensorFile} says about it.
 *
 * @param metadata without the checksums
 * @param entries in the order of the file
 */
record TensorHeader(Map<String, String> metadata, List<Entry> entries) {
    /** The longest header in bytes; other readers allow 100 MB. */
    static final int MAX_LENGTH = 16 << 20;

    static final int LENGTH_BYTES = Long.BYTES;
    static final String CHECKSUM = "crc32c";
    static final String METADATA = "__metadata__";

    /** Every header starts with this, then the header's checksum: 8 digits. */
    static final byte[] START =
            "{\"%s\":{\"%s\":\"".formatted(METADATA, CHECKSUM).getBytes(StandardCharsets.US_ASCII);

    static final int DIGITS = 2 * Integer.BYTES;

    private static final int ALIGNMENT = 8;
    private static final HexFormat HEX = HexFormat.of();
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * One array.
     *
     * @param begin where it starts, in bytes after the header
     * @param checksum CRC32C of its bytes
     */
    record Entry(String name, TensorType type, long[] shape, long begin, int checksum) {
        long end() {
            return begin + TensorType.elements(shape) * type.bytes;
        }

        Entry withChecksum(int known) {
            return new Entry(name, type, shape, begin, known);
        }
    }

    /**
     * The header of some tensors, checksums still 0: wide types first, so that every array is
     * aligned without holes; then by name.
     */
    static TensorHeader of(Tensors tensors) {
        var entries = new ArrayList<Entry>();
        tensors.arrays()
                .forEach(
                        (name, tensor) -> {
                            TensorType type = TensorType.of(tensor.data());
                            if (type != null) { // the tensor has checked it
                                entries.add(new Entry(name, type, tensor.shape(), 0, 0));
                            }
                        });
        entries.sort(
                Comparator.<Entry>comparingInt(entry -> -entry.type().bytes)
                        .thenComparing(Entry::name));
        long begin = 0;
        for (int k = 0; k < entries.size(); k++) {
            Entry entry = entries.get(k);
            entries.set(k, new Entry(entry.name(), entry.type(), entry.shape(), begin, 0));
            begin = entries.get(k).end();
        }
        return new TensorHeader(tensors.metadata(), entries);
    }

    /** How many bytes all arrays take. */
    long dataBytes() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
    }

    TensorHeader withEntries(List<Entry> others) {
        return new TensorHeader(metadata, others);
    }

    /** Length, JSON and padding, with the checksum of it all but the checksum's own digits. */
    byte[] toBytes() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[LENGTH_BYTES]);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write the header: " + e.getMessage(), e);
        }
        while (bytes.size() % ALIGNMENT != 0) {
            bytes.write(' ');
        }
        byte[] header = bytes.toByteArray();
        int length = header.length - LENGTH_BYTES;
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "the names, shapes and metadata take %d bytes; a header has at most %d"
                            .formatted(length, MAX_LENGTH));
        }
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        byte[] digits = digits(checksum(header)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, header, LENGTH_BYTES + START.length, DIGITS);
        return header;
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart(METADATA);
        json.writeStringField(CHECKSUM, digits(0));
        for (Map.Entry<String, String> text : metadata.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        for (Entry entry : entries) {
            json.writeStringField(CHECKSUM + "." + entry.name(), digits(entry.checksum()));
        }
        json.writeEndObject();
        for (Entry entry : entries) {
            json.writeObjectFieldStart(entry.name());
            json.writeStringField("dtype", entry.type().name());
            json.writeFieldName("shape");
            json.writeArray(entry.shape(), 0, entry.shape().length);
            json.writeFieldName("data_offsets");
            json.writeArray(new long[] {entry.begin(), entry.end()}, 0, 2);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    static String digits(int checksum) {
        return HEX.toHexDigits(checksum);
    }

    /** CRC32C of length and header, without the digits of the checksum itself. */
    static int checksum(byte[] header) {
        var sum = new CRC32C();
        int digits = LENGTH_BYTES + START.length;
        sum.update(header, 0, digits);
        sum.update(header, digits + DIGITS, header.length - digits - DIGITS);
        return (int) sum.getValue();
    }

    /** True if the header starts as every one does and its checksum is right. */
    static boolean isIntact(byte[] header) {
        int digits = LENGTH_BYTES + START.length;
        return header.length > digits + DIGITS
                && Arrays.equals(header, LENGTH_BYTES, digits, START, 0, START.length)
                && new String(header, digits, DIGITS, StandardCharsets.ISO_8859_1)
                        .equals(digits(checksum(header)));
    }
}
