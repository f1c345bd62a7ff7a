package dev.kindred.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object per line. */
final class JsonLines {
    private static final String NO_OBJECT = "the line is no JSON object";

    // Interned names would outlive the file, however many a hostile one holds.
    private final JsonFactory factory =
            new JsonFactoryBuilder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

    /** Takes a field. */
    interface Fields {
        /**
         * Takes a field.
         *
         * @param json stands at the value; must be left at its last token
         */
        void field(String key, JsonParser json) throws IOException, BadLine;
    }

    /** Reads the current line. */
    void read(LineReader lines, Fields fields) throws BadLine {
        if (lines.tooLong()) {
            throw new BadLine("the line is too long", lines.bytes(), lines.start(), lines.end());
        }
        // From bytes the parser would guess the encoding; a line of a text file is UTF-8.
        String line = Text.of(lines.bytes(), lines.start(), lines.end(), false);
        read(line, fields);
    }

    void read(String line, Fields fields) throws BadLine {
        try (JsonParser json = factory.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadLine(NO_OBJECT, line);
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                fields.field(key, json);
            }
            if (json.nextToken() != null) {
                throw new BadLine(NO_OBJECT, line);
            }
        } catch (IOException e) {
            throw new BadLine(NO_OBJECT, line);
        }
    }

    /** The keys of those of the first lines that are whole objects, each with its first value. */
    Map<String, String> firstValues(List<String> sample) {
        var values = new LinkedHashMap<String, String>();
        for (String line : sample) {
            var own = new LinkedHashMap<String, String>();
            try {
                read(
                        line,
                        (key, at) -> {
                            String value = scalar(at);
                            if (value != null) {
                                own.put(key, value);
                            }
                        });
                own.forEach(values::putIfAbsent);
            } catch (BadLine bad) {
                continue; // is reported when the line is read
            }
        }
        return values;
    }

    /** The text of a value, or null where it is null, an object or an array. */
    static @Nullable String scalar(JsonParser at) throws IOException {
        if (at.currentToken().isStructStart()) {
            at.skipChildren();
            return null;
        }
        return at.currentToken() == JsonToken.VALUE_NULL ? null : at.getText();
    }
}
