package dev.kindred.server.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.kindred.server.http.Json;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes the lines that an import refused: all in a file, the first in memory. */
public final class Rejects implements Closeable {
    /** The most lines in a file; the others are counted only. */
    public static final int MOST_KEPT = 1_000_000;

    private static final int FIRST = 20;

    /**
     * A line that was refused.
     *
     * @param code for programs, such as {@code bad_time}
     * @param reason for people
     */
    public record Line(long line, String code, String reason) {}

    private final @Nullable Path file;
    private final List<Line> first = new ArrayList<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private @Nullable JsonGenerator out;
    private long count;

    /**
     * Nothing refused yet.
     *
     * @param file made with the first line; null: none is made
     */
    public Rejects(@Nullable Path file) {
        this.file = file;
    }

    void add(long line, String code, String reason, String excerpt) {
        count++;
        counts.merge(code, 1L, Long::sum);
        if (first.size() < FIRST) {
            first.add(new Line(line, code, reason));
        }
        if (file != null && count <= MOST_KEPT) {
            try {
                write(writer(file), line, code, reason, excerpt);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private JsonGenerator writer(Path path) throws IOException {
        JsonGenerator open = out;
        if (open == null) {
            open =
                    Json.MAPPER
                            .getFactory()
                            .createGenerator(new BufferedOutputStream(Files.newOutputStream(path)));
            open.setRootValueSeparator(null);
            out = open;
        }
        return open;
    }

    private static void write(
            JsonGenerator json, long line, String code, String reason, String excerpt)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        json.writeStringField("code", code);
        json.writeStringField("reason", reason);
        json.writeStringField("excerpt", excerpt);
        json.writeEndObject();
        json.writeRaw('\n');
    }

    public long count() {
        return count;
    }

    /** How many lines were refused for which code. */
    public Map<String, Long> counts() {
        return counts;
    }

    public List<Line> first() {
        return first;
    }

    /** Writes what is left to write. */
    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
