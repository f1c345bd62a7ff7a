package dev.kindred.eval;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kindred.io.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The trials of a search as JSON lines: first what is searched, then one line per trial, written
 * and forced to the disk when the trial ends. A last line without a line feed, as an interrupted
 * run leaves it, is cut off. Only one process may have the file open.
 */
final class TrialFile implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path path;
    private final String metric;
    private final FileChannel channel;
    private final List<Trial> trials = new ArrayList<>();

    /**
     * Opens the file, or makes it.
     *
     * @param search what is searched; must equal what the file says
     */
    TrialFile(Path path, Map<String, String> search, String metric) throws IOException {
        this.path = path;
        this.metric = metric;
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new DataException(path + " is no regular file");
        }
        this.channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            lock();
            read(search);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The trials that were there already, in the order of the file. */
    List<Trial> trials() {
        return List.copyOf(trials);
    }

    private void lock() throws IOException {
        boolean free;
        try {
            free = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw new DataException(path + " is in use by another search");
        }
    }

    private void read(Map<String, String> search) throws IOException {
        byte[] bytes = Channels.newInputStream(channel).readAllBytes();
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
        byte[] header = line(json -> writeTexts(json, search));
        if (end == 0 && Arrays.mismatch(header, bytes) < bytes.length) {
            throw bad(1); // neither ours nor the beginning of ours: not to be overwritten
        }
        if (end > 0) {
            String[] lines = text.split("\n", -1);
            check(search, header(lines[0]));
            for (int n = 1; n < lines.length - 1; n++) {
                trials.add(trial(lines[n], n + 1));
            }
        }
        channel.truncate(end);
        channel.position(end);
        if (end == 0) {
            write(header);
        }
    }

    private Map<String, String> header(String line) {
        var texts = new LinkedHashMap<String, String>();
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            readTexts(json, texts);
            return texts;
        } catch (IOException e) {
            throw bad(1);
        }
    }

    private DataException bad(int line) {
        return new DataException(
                "%s line %d is no line of a search. Maybe it is another file"
                        .formatted(path, line));
    }

    private void check(Map<String, String> search, Map<String, String> found) {
        for (Map.Entry<String, String> part : search.entrySet()) {
            String other = found.get(part.getKey());
            if (!part.getValue().equals(other)) {
                throw new DataException(
                        "%s holds a search with %s %s, but now it is %s. Maybe name another file"
                                .formatted(path, part.getKey(), other, part.getValue()));
            }
        }
    }

    private Trial trial(String line, int number) {
        var fields = new LinkedHashMap<String, String>();
        var settings = new LinkedHashMap<String, String>();
        var values = new ArrayList<Double>();
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                switch (json.nextToken()) {
                    case START_OBJECT -> readTexts(json, settings);
                    case START_ARRAY -> {
                        while (json.nextToken() != JsonToken.END_ARRAY) {
                            values.add(json.getDoubleValue());
                        }
                    }
                    default -> fields.put(name, json.getText());
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw bad(number);
        }
        Trial trial = trial(fields, settings, values, number);
        boolean complete = trial.status() == Trial.Status.COMPLETE;
        if (trial.number() < 1 || complete && values.isEmpty()) {
            throw bad(number);
        }
        return trial;
    }

    private Trial trial(
            Map<String, String> fields,
            Map<String, String> settings,
            List<Double> values,
            int number) {
        try {
            return new Trial(
                    Integer.parseInt(fields.getOrDefault("trial", "")),
                    settings,
                    Trial.Status.valueOf(
                            fields.getOrDefault("status", "").toUpperCase(Locale.ROOT)),
                    values,
                    Double.parseDouble(fields.getOrDefault("seconds", "")),
                    fields.getOrDefault("error", ""));
        } catch (IllegalArgumentException e) {
            throw bad(number);
        }
    }

    /** Reads an object of texts, numbers and truths; the parser stands at its start. */
    private static void readTexts(JsonParser json, Map<String, String> texts) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            texts.put(name, json.getText());
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("no object of texts");
        }
    }

    /** Appends a trial. */
    synchronized void append(Trial trial) throws IOException {
        write(line(json -> writeTrial(json, trial)));
    }

    private void writeTrial(JsonGenerator json, Trial trial) throws IOException {
        json.writeNumberField("trial", trial.number());
        json.writeStringField("status", trial.status().name().toLowerCase(Locale.ROOT));
        json.writeStringField("metric", metric);
        if (!trial.values().isEmpty()) {
            json.writeNumberField("value", trial.value());
        }
        json.writeNumberField("seconds", trial.seconds());
        json.writeObjectFieldStart("settings");
        writeTexts(json, trial.settings());
        json.writeEndObject();
        json.writeArrayFieldStart("values");
        for (double value : trial.values()) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        if (!trial.message().isEmpty()) {
            json.writeStringField("error", trial.message());
        }
    }

    private static void writeTexts(JsonGenerator json, Map<String, String> texts)
            throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
    }

    /** Writes the fields of an object. */
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] line(Fields fields) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    private void write(byte[] line) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
