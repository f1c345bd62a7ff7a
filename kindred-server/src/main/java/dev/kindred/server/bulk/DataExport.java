package dev.kindred.server.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.data.Interaction;
import dev.kindred.server.jobs.JobContext;
import dev.kindred.server.jobs.JobHandler;
import dev.kindred.server.jobs.Lane;
import dev.kindred.store.Event;
import dev.kindred.store.Events;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Project;
import dev.kindred.store.StoredEvent;
import dev.kindred.store.UserRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a project's events, items or users to a file. Events are written as they came, with those
 * that were overwritten; {@code overwrites} marks those that did. Spec: {@code what} (users, items,
 * events), {@code format} (ndjson, csv).
 */
public final class DataExport implements JobHandler {
    /** The kind of its jobs. */
    public static final String KIND = "export";

    private static final int PAGE = 2000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> EVENT =
            List.of(
                    "user",
                    "item",
                    "type",
                    "value",
                    "time",
                    "session",
                    "recommendationId",
                    "id",
                    "overwrites");
    private static final List<String> USER = List.of("id", "attributes");
    private static final List<String> ITEM =
            List.of(
                    "id",
                    "title",
                    "text",
                    "owner",
                    "categories",
                    "groups",
                    "attributes",
                    "embedding",
                    "availableFrom",
                    "availableUntil",
                    "hidden");

    private final Project store;
    private final Path folder;

    /**
     * An export of a project.
     *
     * @param folder where the files go
     */
    public DataExport(Project store, Path folder) {
        this.store = store;
        this.folder = folder;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Lane lane() {
        return Lane.TRANSFER;
    }

    @Override
    public void check(ObjectNode spec) {
        ExportSpec.ofData(spec);
    }

    @Override
    public ObjectNode run(JobContext job) throws IOException {
        ExportSpec spec = ExportSpec.ofData(job.spec());
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("what", spec.what());
        Path target = folder.resolve(spec.file(job.job().id()));
        try (ExportFile file = ExportFile.create(target, spec.format(), columns(spec.what()))) {
            switch (spec.what()) {
                case "users" -> users(file, job);
                case "items" -> items(file, job);
                default -> events(file, job);
            }
            file.finish(result);
        }
        return result;
    }

    private static List<String> columns(String what) {
        return what.equals("users") ? USER : what.equals("items") ? ITEM : EVENT;
    }

    private void events(ExportFile file, JobContext job) throws IOException {
        long after = 0;
        long last = Math.max(1, store.versions().sequence());
        List<StoredEvent> page;
        do {
            page = store.events().list(Events.Filter.ALL, after, PAGE);
            for (StoredEvent event : page) {
                after = event.sequence();
                file.write(json(event));
            }
            job.update((double) Math.min(after, last) / last, "events");
        } while (page.size() == PAGE);
    }

    private void users(ExportFile file, JobContext job) throws IOException {
        long total = Math.max(1, store.users().count());
        long done = 0;
        String after = "";
        List<UserRecord> page;
        do {
            page = store.users().list(after, PAGE);
            for (UserRecord user : page) {
                after = user.id();
                ObjectNode line = JSON.createObjectNode().put("id", user.id());
                line.set("attributes", tree(user.attributes()));
                file.write(line);
            }
            done += page.size();
            job.update(Math.min(1, (double) done / total), "users");
        } while (page.size() == PAGE);
    }

    private void items(ExportFile file, JobContext job) throws IOException {
        long total = Math.max(1, store.items().count());
        long done = 0;
        String after = "";
        List<ItemRecord> page;
        do {
            page = store.items().list(after, PAGE);
            for (ItemRecord item : page) {
                after = item.id();
                file.write(json(item));
            }
            done += page.size();
            job.update(Math.min(1, (double) done / total), "items");
        } while (page.size() == PAGE);
    }

    private static ObjectNode json(StoredEvent stored) {
        Event event = stored.event();
        ObjectNode json =
                JSON.createObjectNode()
                        .put("user", event.user())
                        .put("item", event.item())
                        .put("type", event.type())
                        .put("value", event.value());
        if (event.time() != Interaction.NO_TIME) {
            json.put("time", Instant.ofEpochMilli(event.time()).toString());
        }
        put(json, "session", event.session());
        put(json, "recommendationId", event.recommendation());
        put(json, "id", event.id());
        if (stored.overwrites()) {
            json.put("overwrites", true);
        }
        return json;
    }

    private static ObjectNode json(ItemRecord item) throws JsonProcessingException {
        ObjectNode json = JSON.createObjectNode().put("id", item.id());
        put(json, "title", item.title());
        put(json, "text", item.text());
        put(json, "owner", item.owner());
        item.categories().forEach(json.putArray("categories")::add);
        json.set("groups", tree(item.groups()));
        json.set("attributes", tree(item.attributes()));
        if (item.embedding() != null) {
            for (float number : item.embedding()) {
                json.withArray("embedding").add(number);
            }
        }
        put(json, "availableFrom", date(item.availableFrom()));
        put(json, "availableUntil", date(item.availableUntil()));
        return json.put("hidden", item.hidden());
    }

    private static JsonNode tree(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static @Nullable String date(@Nullable Long time) {
        return time == null ? null : Instant.ofEpochMilli(time).toString();
    }
}
