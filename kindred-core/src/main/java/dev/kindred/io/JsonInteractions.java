package dev.kindred.io;

import com.fasterxml.jackson.core.JsonParser;
import dev.kindred.data.Interaction;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads interactions, a JSON object per line. */
final class JsonInteractions {
    private final InteractionSink sink = new InteractionSink();
    private final JsonLines json = new JsonLines();
    private final @Nullable String[] found = new @Nullable String[ColumnRole.values().length];
    private final LineReader lines;
    private final Rejections rejections;
    private final Columns columns;
    private final Map<String, ColumnRole> roles;

    JsonInteractions(LineReader lines, List<String> sample, ReadOptions options) {
        this.lines = lines;
        String source = lines.source().name();
        rejections = new Rejections(source, options);
        columns = Columns.ofKeys(source, json.firstValues(sample), options);
        roles = columns.byName();
    }

    InteractionFiles.Result read() {
        while (lines.next()) {
            if (!Records.isBlank(lines.bytes(), lines.start(), lines.end())) {
                try {
                    add();
                    rejections.accept();
                } catch (BadLine bad) {
                    rejections.reject(lines.number(), bad);
                }
            }
        }
        return new InteractionFiles.Result(
                sink.log(), rejections.report(InputFormat.JSON_LINES, columns.described()));
    }

    private void add() throws BadLine {
        Arrays.fill(found, null);
        json.read(lines, this::take);
        String value = get(ColumnRole.VALUE);
        String time = get(ColumnRole.TIME);
        sink.add(
                id(ColumnRole.USER),
                id(ColumnRole.ITEM),
                get(ColumnRole.TYPE) == null ? null : id(ColumnRole.TYPE),
                value == null ? 1 : Numbers.value(value),
                time == null || time.isEmpty() ? Interaction.NO_TIME : Times.parse(time));
    }

    private void take(String key, JsonParser at) throws IOException {
        ColumnRole role = roles.get(key);
        String value = JsonLines.scalar(at);
        if (role != null) {
            found[role.ordinal()] = value;
        }
    }

    private @Nullable String get(ColumnRole role) {
        return found[role.ordinal()];
    }

    private String id(ColumnRole role) throws BadLine {
        String id = get(role);
        return Text.id(id == null ? "" : id, role.label(), lines);
    }
}
