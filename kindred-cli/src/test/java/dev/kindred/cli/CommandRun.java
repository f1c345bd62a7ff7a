package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One run of a command line inside the test, with what it wrote. */
record CommandRun(int code, String out, String err) {

    static CommandRun of(Object... args) {
        var out = new StringWriter();
        var err = new ByteArrayOutputStream();
        return of(Terminal.of(out, err), out, err, args);
    }

    private static CommandRun of(
            Terminal terminal, StringWriter out, ByteArrayOutputStream err, Object... args) {
        String[] words = new String[args.length];
        for (int k = 0; k < words.length; k++) {
            words[k] = String.valueOf(args[k]);
        }
        int code = Kindred.run(terminal, words);
        return new CommandRun(code, out.toString(), err.toString(StandardCharsets.UTF_8));
    }

    /** A run that must succeed, without a word on stderr but notes. */
    static CommandRun good(Object... args) {
        CommandRun run = of(args);
        assertThat(run.code()).as("exit code; stderr: %s", run.err()).isZero();
        return run;
    }

    /** A run that must fail with one or two lines and no stack trace; nothing on stdout. */
    static CommandRun bad(int code, Object... args) {
        CommandRun run = of(args);
        assertThat(run.code()).as("exit code; stderr: %s", run.err()).isEqualTo(code);
        assertThat(run.err()).startsWith("kindred: ").doesNotContain("\tat ", "Exception");
        assertThat(run.err().lines().count()).as("lines of %s", run.err()).isLessThanOrEqualTo(2);
        assertThat(run.out()).isEmpty();
        return run;
    }

    /** What stdout holds, as maps, lists, texts, numbers, truths. */
    Object json() {
        try (JsonParser parser = new JsonFactory().createParser(out)) {
            parser.nextToken();
            Object value = read(parser);
            assertThat(parser.nextToken()).as("what comes after the JSON").isNull();
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> object() {
        return (Map<String, Object>) json();
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> array() {
        return (List<Map<String, Object>>) json();
    }

    /** The objects of a field of an object. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> object, String field) {
        return (List<Map<String, Object>>) object.get(field);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> object, String field) {
        return (Map<String, Object>) object.get(field);
    }

    private static @Nullable Object read(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT:
                var map = new LinkedHashMap<String, Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, read(parser));
                }
                return map;
            case START_ARRAY:
                var list = new ArrayList<Object>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(read(parser));
                }
                return list;
            case VALUE_NULL:
                return null;
            case VALUE_TRUE, VALUE_FALSE:
                return parser.getBooleanValue();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT:
                return parser.getDoubleValue();
            default:
                return parser.getText();
        }
    }

    /** Writes a file. */
    static Path file(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
