package dev.kindred.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

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
     * A JSON text without what names somebody: elements of arrays that are the name, fields of that
     * name, and fields whose value it is, which become null. Other texts that hold it stay. The
     * same object if the name does not occur.
     */
    public static String without(String json, String name) {
        return names(json, name) ? copyWithout(json, name) : json;
    }

    private static boolean names(String json, String name) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (isName(token, parser, name)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw damaged(json, e);
        }
    }

    private static boolean isName(JsonToken token, JsonParser at, String name) throws IOException {
        return (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING)
                && name.equals(at.getText());
    }

    private static StoreException damaged(String json, IOException cause) {
        return new StoreException(StoreException.Reason.DAMAGED, "no JSON: " + json, cause);
    }

    private static String copyWithout(String json, String name) {
        var out = new StringWriter();
        try (JsonParser parser = FACTORY.createParser(json);
                JsonGenerator generator = FACTORY.createGenerator(out)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                copy(token, parser, generator, name);
            }
        } catch (IOException e) {
            throw damaged(json, e);
        }
        return out.toString();
    }

    private static void copy(JsonToken token, JsonParser from, JsonGenerator to, String name)
            throws IOException {
        if (!isName(token, from, name)) {
            to.copyCurrentEventExact(from);
        } else if (token == JsonToken.FIELD_NAME) {
            from.nextToken();
            from.skipChildren();
        } else if (!from.getParsingContext().inArray()) {
            to.writeNull();
        }
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
