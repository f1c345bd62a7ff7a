package dev.kindred.server.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that is being written: it has its name only once it is whole. Lines are JSON
 * objects, or CSV with a header; values that are no text are written in CSV as JSON.
 */
final class ExportFile implements AutoCloseable {
    private final Path target;
    private final Path unfinished;
    private final List<String> columns;
    private final Writer writer;
    private final @Nullable CsvWriter csv;
    private boolean finished;
    private long lines;

    private ExportFile(Path target, Format format, List<String> columns) throws IOException {
        this.target = target;
        this.columns = columns;
        Files.createDirectories(target.getParent());
        this.unfinished = target.resolveSibling(target.getFileName() + ".part");
        this.writer = Files.newBufferedWriter(unfinished);
        this.csv =
                format == Format.CSV
                        ? CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer)
                        : null;
        if (csv != null) {
            csv.writeRecord(columns);
        }
    }

    /** How lines are written. */
    enum Format {
        NDJSON,
        CSV
    }

    static ExportFile create(Path target, Format format, List<String> columns) throws IOException {
        return new ExportFile(target, format, columns);
    }

    void write(ObjectNode line) throws IOException {
        lines++;
        if (csv == null) {
            writer.write(line.toString());
            writer.write('\n');
            return;
        }
        csv.writeRecord(
                columns.stream()
                        .map(
                                column -> {
                                    var value = line.path(column);
                                    return value.isValueNode() ? value.asText("") : text(value);
                                })
                        .toList());
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "" : value.toString();
    }

    /** Gives the file its name; returns what the job tells of it. */
    void finish(ObjectNode result) throws IOException {
        closeWriter();
        finished = true;
        try {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        }
        result.put("file", String.valueOf(target.getFileName()))
                .put("lines", lines)
                .put("bytes", Files.size(target));
    }

    private void closeWriter() throws IOException {
        if (csv != null) {
            csv.close(); // it holds lines back
        }
        writer.close();
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            closeWriter();
            Files.deleteIfExists(unfinished);
        }
    }
}
