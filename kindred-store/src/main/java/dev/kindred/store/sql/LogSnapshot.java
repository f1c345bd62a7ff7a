package dev.kindred.store.sql;

import dev.kindred.data.IdIndex;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.DataException;
import dev.kindred.io.TensorFile;
import dev.kindred.io.Tensors;
import dev.kindred.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of a project that count, in columns, as they were at one sequence number.
 *
 * @param token of the project
 * @param sequence number of the last event that it has seen
 * @param deletions the project's count of changes that were no appends
 * @param log the events
 */
record LogSnapshot(String token, long sequence, long deletions, InteractionLog log) {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogSnapshot.class);
    private static final String FORMAT = "kindred event snapshot 1";

    /** The snapshot in a file; null if there is none, or it is damaged or of another kind. */
    static @Nullable LogSnapshot read(Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            Tensors tensors = TensorFile.read(file);
            if (!FORMAT.equals(tensors.metadata().get("format"))) {
                return null;
            }
            return of(tensors);
        } catch (IOException | DataException | IllegalArgumentException e) {
            LOGGER.warn("The snapshot of the events is built anew: {}", e.getMessage());
            return null;
        }
    }

    private static LogSnapshot of(Tensors tensors) {
        var columns =
                new InteractionLog.Columns(
                        tensors.ints("user"),
                        tensors.ints("item"),
                        tensors.bytes("type"),
                        tensors.doubles("value"),
                        tensors.longs("time"));
        var log =
                InteractionLog.ofColumns(
                        ids("users", tensors),
                        ids("items", tensors),
                        Json.texts(text("types", tensors)),
                        columns);
        return new LogSnapshot(
                text("project", tensors),
                Long.parseLong(text("sequence", tensors)),
                Long.parseLong(text("deletions", tensors)),
                log);
    }

    private static String text(String key, Tensors tensors) {
        String text = tensors.metadata().get(key);
        if (text == null) {
            throw new DataException("the snapshot has no text \"%s\"".formatted(key));
        }
        return text;
    }

    private static IdIndex ids(String name, Tensors tensors) {
        return IdIndex.ofUtf8(tensors.bytes(name + ".utf8"), tensors.ints(name + ".offsets"));
    }

    void write(Path file) throws IOException {
        var tensors = new Tensors();
        tensors.meta("format", FORMAT)
                .meta("project", token)
                .meta("sequence", Long.toString(sequence))
                .meta("deletions", Long.toString(deletions))
                .meta("types", Json.array(log.types()));
        put("users", log.users(), tensors);
        put("items", log.items(), tensors);
        InteractionLog.Columns columns = log.columns();
        tensors.put("user", columns.user())
                .put("item", columns.item())
                .put("type", columns.type())
                .put("value", columns.value())
                .put("time", columns.time());
        TensorFile.write(file, tensors);
    }

    private static void put(String name, IdIndex ids, Tensors tensors) {
        tensors.put(name + ".utf8", ids.utf8()).put(name + ".offsets", ids.offsets());
    }
}
