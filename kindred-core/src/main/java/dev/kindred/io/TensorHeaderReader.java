package dev.kindred.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.kindred.io.TensorHeader.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a tensor file's header and checks every rule of it. */
final class TensorHeaderReader {
    private static final int MAX_DIMENSIONS = 8;
    private static final int MAX_NAME = 1000;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(3)
                                    .maxNumberLength(20)
                                    .maxNameLength(MAX_NAME)
                                    .maxStringLength(TensorHeader.MAX_LENGTH)
                                    .build())
                    .build();

    private final String file;
    private final JsonParser json;
    private final long dataBytes;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private TensorHeaderReader(String file, JsonParser json, long dataBytes) {
        this.file = file;
        this.json = json;
        this.dataBytes = dataBytes;
    }

    /**
     * Reads a header whose checksum is right.
     *
     * @param header length, JSON and padding
     * @param dataBytes how many bytes the file has after the header
     */
    static TensorHeader read(String file, byte[] header, long dataBytes) {
        int start = TensorHeader.LENGTH_BYTES;
        try (JsonParser json = JSON.createParser(header, start, header.length - start)) {
            var reader = new TensorHeaderReader(file, json, dataBytes);
            reader.readAll();
            return new TensorHeader(reader.metadata, reader.withChecksums());
        } catch (JsonProcessingException e) {
            throw new DataException(
                    "%s: the header is no JSON of the expected kind: %s"
                            .formatted(file, e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private void readAll() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "header");
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            expect(json.nextToken(), JsonToken.START_OBJECT, name);
            if (name.equals(TensorHeader.METADATA)) {
                readMetadata();
            } else {
                readEntry(name);
            }
        }
        if (json.nextToken() != null) {
            throw bad("header", "must be one JSON object");
        }
        long end = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
        if (end != dataBytes) {
            throw bad(
                    "arrays",
                    "take %d bytes, but the file has %d after its header. Maybe it was cut or added to."
                            .formatted(end, dataBytes));
        }
    }

    private void readMetadata() throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            expect(json.nextToken(), JsonToken.VALUE_STRING, key);
            metadata.put(key, json.getText());
        }
    }

    private void readEntry(String name) throws IOException {
        String type = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "dtype" -> {
                    expect(json.currentToken(), JsonToken.VALUE_STRING, name + " dtype");
                    type = json.getText();
                }
                case "shape" -> shape = numbers(name + " shape", MAX_DIMENSIONS);
                case "data_offsets" -> offsets = numbers(name + " data_offsets", 2);
                default -> throw bad(name, "has the unknown field \"%s\"".formatted(key));
            }
        }
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw bad(name, "must have dtype, shape and two data_offsets");
        }
        add(name, type, shape, offsets);
    }

    private void add(String name, String typeName, long[] shape, long[] offsets) {
        TensorType type = TensorType.named(typeName);
        if (type == null) {
            throw bad(
                    name,
                    "has the unknown dtype \"%s\". Maybe the file was written by a newer Kindred."
                            .formatted(typeName));
        }
        long elements = TensorType.elements(shape);
        if (elements < 0 || elements > Integer.MAX_VALUE - 8) {
            throw bad(
                    name,
                    "has the shape %s; an array has at most %d elements"
                            .formatted(Arrays.toString(shape), Integer.MAX_VALUE - 8));
        }
        long begin = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
        if (offsets[0] != begin || offsets[1] != begin + elements * type.bytes) {
            throw bad(
                    name,
                    "must lie at %d to %d, where the array before ends and its shape asks for, but lies at %d to %d"
                            .formatted(
                                    begin, begin + elements * type.bytes, offsets[0], offsets[1]));
        }
        entries.add(new Entry(name, type, shape, begin, 0));
    }

    private long[] numbers(String place, int atMost) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY, place);
        long[] numbers = new long[atMost];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, place);
            if (size == atMost) {
                throw bad(place, "has more than %d numbers".formatted(atMost));
            }
            numbers[size++] = json.getLongValue();
        }
        return Arrays.copyOf(numbers, size);
    }

    /** Moves the checksums of the arrays from the metadata to the entries. */
    private List<Entry> withChecksums() {
        metadata.remove(TensorHeader.CHECKSUM);
        var all = new ArrayList<Entry>();
        for (Entry entry : entries) {
            String digits = metadata.remove(TensorHeader.CHECKSUM + "." + entry.name());
            if (digits == null || !digits.matches("[0-9a-f]{8}")) {
                throw bad(entry.name(), "must have a checksum of 8 hexadecimal digits");
            }
            all.add(entry.withChecksum(Integer.parseUnsignedInt(digits, 16)));
        }
        return all;
    }

    private void expect(@Nullable JsonToken actual, JsonToken expected, String place) {
        if (actual != expected) {
            throw bad(place, "must be %s, but is %s".formatted(expected, actual));
        }
    }

    private DataException bad(String place, String rule) {
        return new DataException("%s: \"%s\" %s".formatted(file, place, rule));
    }
}
