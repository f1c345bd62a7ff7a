package dev.kindred.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a JSON object as attributes: a list of texts each. A field of an object within the
 * object is named {@code outer.inner}; arrays give several values; null and blank texts none.
 */
public final class JsonFields {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonFields() {}

    /**
     * The fields of one JSON object.
     *
     * @throws IllegalArgumentException if the text is not one
     */
    public static Map<String, List<String>> of(String object) {
        var values = new LinkedHashMap<String, List<String>>();
        if (object.equals("{}")) {
            return values;
        }
        try (JsonParser parser = FACTORY.createParser(object)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("attributes must be a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                collect(key, parser, values);
            }
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "attributes must be a JSON object: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds the value that the parser is at. */
    static void collect(String key, JsonParser at, Map<String, List<String>> values)
            throws IOException {
        List<String> list = values.computeIfAbsent(key, name -> new ArrayList<>());
        if (at.currentToken() == JsonToken.START_OBJECT) {
            values.remove(key, List.of());
            while (at.nextToken() == JsonToken.FIELD_NAME) {
                String inner = key + "." + at.currentName();
                at.nextToken();
                collect(inner, at, values);
            }
        } else if (at.currentToken() == JsonToken.START_ARRAY) {
            while (at.nextToken() != JsonToken.END_ARRAY) {
                collect(key, at, values);
            }
        } else if (at.currentToken() != JsonToken.VALUE_NULL && !at.getText().isBlank()) {
            list.add(at.getText().trim());
        }
    }
}
