package dev.kindred.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON as the API reads and writes it: strict, within limits, without polymorphic types. */
public final class Json {
    private static final Pattern NO_NUMBER =
            Pattern.compile("Non-standard token '([-+]?[A-Za-z]{1,10})'");
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 1000;
    private static final long MOST_TOKENS = 1_000_000; // each may become an object of 50 bytes

    /** Writes; reads what the server itself has written. */
    public static final ObjectMapper MAPPER = mapper(Limits.DEFAULTS);

    private final ObjectMapper reader;
    private final Limits limits;

    /** A reader of what clients send. */
    Json(Limits limits) {
        this.reader = mapper(limits);
        this.limits = limits;
    }

    private static ObjectMapper mapper(Limits limits) {
        JsonFactory factory =
                new JsonFactoryBuilder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(limits.jsonDepth())
                                        .maxNumberLength(LONGEST_NUMBER)
                                        .maxNameLength(LONGEST_NAME)
                                        .maxTokenCount(MOST_TOKENS)
                                        .maxStringLength(
                                                (int)
                                                        Math.min(
                                                                Integer.MAX_VALUE,
                                                                limits.inflatedBytes()))
                                        .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        return JsonMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * Reads one JSON value.
     *
     * @throws Problem 400 naming line and column if it is none, or is too deep
     */
    JsonNode read(byte[] body) {
        try (JsonParser parser = new FiniteNumbers(reader.createParser(body))) {
            JsonNode node = reader.readTree(parser);
            if (node == null || node instanceof MissingNode) {
                throw Problem.badRequest("the body is empty; it must be JSON");
            }
            return node;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where =
                    at == null
                            ? ""
                            : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
            throw Problem.badRequest("the body is not JSON: " + plain(e) + where);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the parser says, less its advice for programmers. */
    private String plain(JsonProcessingException e) {
        String text = e.getOriginalMessage();
        if (text.contains("nesting depth")) {
            return "arrays and objects may be %d deep at most".formatted(limits.jsonDepth());
        }
        Matcher token = NO_NUMBER.matcher(text);
        if (token.find()) {
            return "%s is no value of JSON. Maybe write null, or leave the field out"
                    .formatted(token.group(1));
        }
        int end = text.indexOf(" (");
        return (end < 0 ? text : text.substring(0, end)).replaceFirst(": was expecting$", "");
    }

    /** Refuses numbers that no double can hold, in the words in which they were sent. */
    private static final class FiniteNumbers extends JsonParserDelegate {
        FiniteNumbers(JsonParser parser) {
            super(parser);
        }

        @Override
        public double getDoubleValue() throws IOException {
            double value = super.getDoubleValue();
            if (Double.isInfinite(value)) {
                String text = getText();
                String name = text.length() > 40 ? text.substring(0, 37) + "..." : text;
                throw Problem.invalid(
                        getParsingContext().pathAsPointer().toString(),
                        "not_finite",
                        "%s is too large for a number. Maybe an exponent too many".formatted(name));
            }
            return value;
        }
    }

    /** As JSON in UTF-8. */
    public static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }

    /** As JSON. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
        }
    }

    /** Reads what the server itself has written. */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }
}
