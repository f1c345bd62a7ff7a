package dev.kindred.server.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.http.Json;
import dev.kindred.store.Events.Filter;
import dev.kindred.store.Project;
import dev.kindred.store.StoredEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes all events, items or users, page by page, so that memory does not grow with them. What is
 * stored meanwhile may be among them or not.
 *
 * <p>Lines of JSON can be imported again without loss. So can CSV, except that categories lose
 * their ends at a "|"; for spreadsheets, texts that a spreadsheet would compute get a {@code '} in
 * front.
 */
public final class Exporter {
    private static final int PAGE = 1000;
    private static final String COMPUTED = "=+-@\t\r";

    private final Project project;
    private final Kind kind;
    private final boolean json;
    private final boolean spreadsheet;

    /**
     * An export.
     *
     * @param json whether lines are JSON objects; else CSV
     * @param spreadsheet whether CSV is made safe for spreadsheets
     */
    public Exporter(Project project, Kind kind, boolean json, boolean spreadsheet) {
        this.project = project;
        this.kind = kind;
        this.json = json;
        this.spreadsheet = spreadsheet;
    }

    /** Writes all; does not close the stream. */
    public void write(OutputStream to) throws IOException {
        Writer out =
                new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), 1 << 16);
        if (!json) {
            line(out, header());
        }
        switch (kind) {
            case EVENTS -> events(out);
            case ITEMS -> all(out, after -> project.items().list(after, PAGE), ItemJson::shown);
            case USERS -> all(out, after -> project.users().list(after, PAGE), UserJson::shown);
        }
        out.flush();
    }

    /** An event's own id must not be taken for that of the record. */
    private List<String> header() {
        return kind == Kind.EVENTS
                ? kind.fields().stream().map(f -> f.equals("id") ? "eventId" : f).toList()
                : kind.fields();
    }

    private void events(Writer out) throws IOException {
        long after = 0;
        List<StoredEvent> page;
        do {
            page = project.events().list(Filter.ALL, after, PAGE);
            for (StoredEvent event : page) {
                record(out, EventJson.shown(event));
                after = event.sequence();
            }
        } while (!page.isEmpty());
    }

    private <T> void all(
            Writer out, Function<String, List<T>> pages, Function<T, Map<String, Object>> shown)
            throws IOException {
        String after = "";
        List<T> page;
        do {
            page = pages.apply(after);
            for (T one : page) {
                Map<String, Object> record = shown.apply(one);
                record(out, record);
                after = String.valueOf(record.get("id"));
            }
        } while (!page.isEmpty());
    }

    private void record(Writer out, Map<String, Object> record) throws IOException {
        if (json) {
            out.write(Json.text(record));
            out.write('\n');
            return;
        }
        var cells = new ArrayList<String>();
        for (String field : kind.fields()) {
            cells.add(cell(record.get(field)));
        }
        line(out, cells);
    }

    private String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof List<?> list) {
            return safe(String.join("|", list.stream().map(String::valueOf).toList()));
        }
        if (value instanceof float[] vector) {
            var text = new StringBuilder();
            for (float number : vector) {
                text.append(text.isEmpty() ? "" : " ").append(number);
            }
            return text.toString();
        }
        if (value instanceof JsonNode object) {
            return object.isEmpty() ? "" : safe(object.toString());
        }
        return value instanceof String text ? safe(text) : String.valueOf(value);
    }

    private String safe(String text) {
        return spreadsheet && !text.isEmpty() && COMPUTED.indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : text;
    }

    private static void line(Writer out, List<String> cells) throws IOException {
        for (int k = 0; k < cells.size(); k++) {
            if (k > 0) {
                out.write(',');
            }
            out.write(quoted(cells.get(k)));
        }
        out.write("\r\n");
    }

    private static String quoted(String cell) {
        boolean plain = cell.equals(cell.strip());
        for (int k = 0; k < cell.length() && plain; k++) {
            char c = cell.charAt(k);
            plain = c != ',' && c != '"' && c != '\n' && c != '\r' && c != '\t' && c != ';';
        }
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
