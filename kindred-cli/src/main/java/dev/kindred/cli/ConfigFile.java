package dev.kindred.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.kindred.io.DataException;
import dev.kindred.model.Algorithms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An algorithm with its settings, as {@code kindred tune} writes it: a JSON object with {@code
 * "algorithm"} and {@code "settings"}; other fields say where it comes from and are not read.
 *
 * @param algorithm its name
 * @param settings those that the file names, as texts
 */
record ConfigFile(String algorithm, Map<String, String> settings) {
    private static final int LONGEST = 1 << 20;

    /** Reads the file; what it names must be there. */
    static ConfigFile read(Path path) throws IOException {
        if (path.toString().isEmpty()) {
            throw new DataException("the name of a file to read is empty");
        }
        if (!Files.isRegularFile(path)) {
            throw new DataException(path + " is no file");
        }
        if (Files.size(path) > LONGEST) {
            throw new DataException(
                    "%s is no configuration: it has more than a million bytes".formatted(path));
        }
        ConfigFile file = parse(path);
        try {
            Algorithms.config(file.algorithm, null, file.settings);
        } catch (IllegalArgumentException e) {
            throw new DataException(path + ": " + e.getMessage(), e);
        }
        return file;
    }

    private static ConfigFile parse(Path path) throws IOException {
        String algorithm = null;
        var settings = new LinkedHashMap<String, String>();
        try (JsonParser json = new JsonFactory().createParser(Files.readString(path))) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw bad(path, null);
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("algorithm") && value == JsonToken.VALUE_STRING) {
                    algorithm = json.getText();
                } else if (name.equals("settings") && value == JsonToken.START_OBJECT) {
                    readSettings(json, path, settings);
                } else {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException | java.nio.charset.CharacterCodingException e) {
            throw bad(path, e);
        }
        if (algorithm == null) {
            throw bad(path, null);
        }
        return new ConfigFile(algorithm, settings);
    }

    private static void readSettings(JsonParser json, Path path, Map<String, String> settings)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (!json.nextToken().isScalarValue()) {
                throw new DataException(
                        "%s: setting %s must be a text, a number, true or false"
                                .formatted(path, name));
            }
            settings.put(name, json.getText());
        }
    }

    private static DataException bad(Path path, @Nullable Throwable cause) {
        return new DataException(
                "%s is no configuration: a JSON object with \"algorithm\" and \"settings\" is expected"
                        .formatted(path),
                cause);
    }
}
