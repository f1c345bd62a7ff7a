package dev.kindred.cli;

import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import dev.kindred.server.http.Json;
import dev.kindred.store.Event;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores interactions that were read from files. */
final class ImportTarget {
    private static final int BATCH = 10_000;
    private static final int PIPE = 1 << 20;

    private ImportTarget() {}

    /** Stores all; how many were stored. */
    static long store(InteractionLog log, TargetOptions target) throws IOException {
        if (target.folder() == null) {
            send(log, target.client());
            return log.size();
        }
        try (Store store = target.open(true)) {
            Project project = store.project(target.project());
            var batch = new ArrayList<Event>(BATCH);
            long stored = 0;
            for (int k = 0; k < log.size(); k++) {
                batch.add(event(log, k));
                if (batch.size() == BATCH || k + 1 == log.size()) {
                    stored += project.events().append(List.copyOf(batch), WriteMode.ADD).accepted();
                    batch.clear();
                }
            }
            return stored;
        }
    }

    private static Event event(InteractionLog log, int k) {
        return Event.of(
                log.users().id(log.user(k)),
                log.items().id(log.item(k)),
                log.types().get(log.type(k)),
                log.value(k),
                log.time(k));
    }

    private static void send(InteractionLog log, ServerClient client) throws IOException {
        var in = new PipedInputStream(PIPE);
        var out = new PipedOutputStream(in);
        var writer =
                new Thread(
                        () -> {
                            try (Writer text =
                                    new BufferedWriter(
                                            new OutputStreamWriter(out, StandardCharsets.UTF_8),
                                            1 << 16)) {
                                write(log, text);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        "kindred-import");
        writer.setDaemon(true);
        // When the server refuses, nobody reads on: the client tells why, this thread just ends.
        writer.setUncaughtExceptionHandler((thread, error) -> {});
        writer.start();
        client.post(
                "/v1/imports?kind=events&format=ndjson&wait=true",
                "application/x-ndjson",
                () -> in);
    }

    private static void write(InteractionLog log, Writer out) throws IOException {
        for (int k = 0; k < log.size(); k++) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("user", log.users().id(log.user(k)));
            event.put("item", log.items().id(log.item(k)));
            event.put("type", log.types().get(log.type(k)));
            event.put("value", log.value(k));
            if (log.time(k) != Interaction.NO_TIME) {
                event.put("time", Instant.ofEpochMilli(log.time(k)).toString());
            }
            out.write(Json.text(event));
            out.write('\n');
        }
    }
}
