package dev.kindred.store.sql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.kindred.store.Backup;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A backup: a zip file with an entry for each table, the model files, and last a manifest with the
 * length and the SHA-256 of each. A table is lines of JSON arrays: the names of the columns, then
 * the rows; bytes are an object with their base64. The same for both databases, so that a backup of
 * one can be restored into the other.
 */
final class BackupFormat {
    static final int FORMAT = 1;
    static final int SCHEMA = 2;
    static final String MANIFEST = "manifest.json";
    static final Pattern MODEL = Pattern.compile("models/[a-z0-9_-]+/[0-9a-f]{64}\\.kindred");

    /** Every table but those of processes and of the schema itself. */
    static final List<String> TABLES = tables();

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    private BackupFormat() {}

    private static List<String> tables() {
        var tables = new ArrayList<String>();
        tables.add("projects");
        tables.addAll(SqlProjects.TABLES);
        tables.add("audit");
        return List.copyOf(tables);
    }

    static String entry(String table) {
        return "tables/" + table + ".jsonl";
    }

    /** What the manifest says of an entry; rows is 0 for model files. */
    record Entry(String name, long bytes, String sha256, long rows) {}

    /** The whole manifest. */
    record Manifest(int format, int schema, long created, List<Entry> entries) {
        Backup summary() {
            Map<String, Long> rows = new LinkedHashMap<>();
            for (String table : TABLES) {
                entries.stream()
                        .filter(entry -> entry.name().equals(entry(table)))
                        .forEach(entry -> rows.put(table, entry.rows()));
            }
            return new Backup(created, schema, rows, entries.size() - rows.size());
        }
    }

    static JsonGenerator generator(OutputStream out) throws IOException {
        return JSON.createGenerator(out).setRootValueSeparator(null);
    }

    static JsonParser parser(InputStream in) throws IOException {
        return JSON.createParser(in);
    }

    static void write(Manifest manifest, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            json.writeStartObject();
            json.writeNumberField("format", manifest.format());
            json.writeNumberField("schema", manifest.schema());
            json.writeNumberField("created", manifest.created());
            json.writeArrayFieldStart("entries");
            for (Entry entry : manifest.entries()) {
                json.writeStartObject();
                json.writeStringField("name", entry.name());
                json.writeNumberField("bytes", entry.bytes());
                json.writeStringField("sha256", entry.sha256());
                json.writeNumberField("rows", entry.rows());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Reads what {@link #write} wrote; fields in the same order. */
    static Manifest readManifest(InputStream in) throws IOException {
        try (JsonParser json = parser(in)) {
            expect(json, JsonToken.START_OBJECT);
            int format = (int) number(json, "format");
            if (format > FORMAT) {
                throw new StoreException(
                        Reason.NEWER,
                        "the backup has format %d; this version reads up to %d. Maybe it was written by a newer Kindred."
                                .formatted(format, FORMAT));
            }
            int schema = (int) number(json, "schema");
            long created = number(json, "created");
            field(json, "entries");
            expect(json, JsonToken.START_ARRAY);
            var entries = new ArrayList<Entry>();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                entries.add(
                        new Entry(
                                text(json, "name"),
                                number(json, "bytes"),
                                text(json, "sha256"),
                                number(json, "rows")));
                expect(json, JsonToken.END_OBJECT);
            }
            return new Manifest(format, schema, created, entries);
        }
    }

    private static void expect(JsonParser json, JsonToken token) throws IOException {
        if (json.nextToken() != token) {
            throw new IOException("the manifest is not one");
        }
    }

    private static void field(JsonParser json, String name) throws IOException {
        if (json.nextToken() != JsonToken.FIELD_NAME || !name.equals(json.currentName())) {
            throw new IOException("the manifest has no field \"%s\"".formatted(name));
        }
    }

    private static long number(JsonParser json, String name) throws IOException {
        field(json, name);
        expect(json, JsonToken.VALUE_NUMBER_INT);
        return json.getLongValue();
    }

    private static String text(JsonParser json, String name) throws IOException {
        field(json, name);
        expect(json, JsonToken.VALUE_STRING);
        return json.getText();
    }

    static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof byte[] bytes) {
            json.writeStartObject();
            json.writeBinaryField("base64", bytes);
            json.writeEndObject();
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(value.toString());
        }
    }

    /** The next row; null at the end. */
    static @Nullable List<@Nullable Object> readRow(JsonParser json) throws IOException {
        JsonToken start = json.nextToken();
        if (start == null) {
            return null;
        }
        if (start != JsonToken.START_ARRAY) {
            throw new IOException("a row must be an array");
        }
        var row = new ArrayList<@Nullable Object>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            row.add(value(json));
        }
        return row;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_STRING -> json.getText();
            case START_OBJECT -> {
                json.nextToken();
                json.nextToken();
                byte[] bytes = json.getBinaryValue();
                expect(json, JsonToken.END_OBJECT);
                yield bytes;
            }
            default -> throw new IOException("a row must not hold " + json.currentToken());
        };
    }
}
