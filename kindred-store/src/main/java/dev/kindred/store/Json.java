package dev.kindred.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** JSON texts as they are stored. */
public final class Json {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private Json() {}

    /** Checks that a text is one JSON object without duplicate names, and gives it back. */
    public static String checkObject(String what, String text) {
        Ids.checkText(what, text);
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(what + " must be a JSON object");
            }
            parser.skipChildren();
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new IllegalArgumentException(what + " must be one JSON object");
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s must be a JSON object: %s".formatted(what, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A JSON text without what names somebody: a text in a field whose value is a name becomes
     * null, elements of a list of names and fields by name go. The same words elsewhere stay. The
     * same object if the name does not occur.
     *
     * @param values fields that hold a name, or a list of them, such as {@code user}
     * @param keys fields that hold an object whose fields are called by names
     */
    public static String without(String json, String name, Set<String> values, Set<String> keys) {
        var out = new StringWriter();
        boolean found = false;
        try (JsonParser parser = FACTORY.createParser(json);
                JsonGenerator generator = FACTORY.createGenerator(out)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean names = isName(token, parser, name, values, keys);
                found |= names;
                if (!names) {
                    generator.copyCurrentEventExact(parser);
                } else if (token == JsonToken.FIELD_NAME) {
                    parser.nextToken();
                    parser.skipChildren();
                } else if (!parser.getParsingContext().inArray()) {
                    generator.writeNull();
                }
            }
        } catch (IOException e) {
            throw new StoreException(StoreException.Reason.DAMAGED, "no JSON: " + json, e);
        }
        return found ? out.toString() : json;
    }

    /** A JSON object without one of its fields. */
    public static String without(String json, String field) {
        var out = new StringWriter();
        try (JsonParser parser = FACTORY.createParser(json);
                JsonGenerator generator = FACTORY.createGenerator(out)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME
                        && parser.getParsingContext().getParent().inRoot()
                        && field.equals(parser.getText())) {
                    parser.nextToken();
                    parser.skipChildren();
                } else {
                    generator.copyCurrentEventExact(parser);
                }
            }
        } catch (IOException e) {
            throw new StoreException(StoreException.Reason.DAMAGED, "no JSON: " + json, e);
        }
        return out.toString();
    }

    private static boolean isName(
            JsonToken token, JsonParser at, String name, Set<String> values, Set<String> keys)
            throws IOException {
        if (token != JsonToken.FIELD_NAME && token != JsonToken.VALUE_STRING
                || !name.equals(at.getText())) {
            return false;
        }
        JsonStreamContext here = at.getParsingContext();
        if (token == JsonToken.VALUE_STRING && !here.inArray()) {
            return values.contains(String.valueOf(here.getCurrentName()));
        }
        String field = here.getParent() == null ? null : here.getParent().getCurrentName();
        Set<String> wanted = token == JsonToken.FIELD_NAME ? keys : values;
        return field != null && wanted.contains(field);
    }

    /** A JSON array of texts. */
    public static String array(List<String> texts) {
        var out = new StringWriter();
        try (var json = FACTORY.createGenerator(out)) {
            json.writeStartArray();
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** The texts of a JSON array. */
    public static List<String> texts(String array) {
        var texts = new ArrayList<String>();
        try (JsonParser parser = FACTORY.createParser(array)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.VALUE_STRING) {
                texts.add(parser.getText());
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Reason.DAMAGED, "no JSON array of texts: " + array, e);
        }
        return texts;
    }
}
