package dev.kindred.server.engine;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.Dedupe;
import dev.kindred.data.Interaction;
import dev.kindred.io.AttributeFiles;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.Algorithms;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.Event;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A project in a real store, with a workspace on it. */
final class ServedProject implements AutoCloseable {
    static final long START = 1_704_067_200_000L; // 2024-01-01
    static final long DAY = 86_400_000;

    final TickingClock clock = new TickingClock();
    final Path folder;
    final Store store;
    final Project project;
    Workspace workspace;

    ServedProject(Path folder) {
        this(folder, PipelineSpec.defaults());
    }

    ServedProject(Path folder, PipelineSpec pipeline) {
        this.folder = folder;
        store = Stores.open("sqlite", folder.resolve("store"), clock);
        project = store.project(Store.DEFAULT_PROJECT);
        workspace = new Workspace(project, pipeline, clock);
    }

    /** A clock that tests move. */
    static final class TickingClock extends Clock {
        private final AtomicLong millis = new AtomicLong(START);

        void forward(long by) {
            millis.addAndGet(by);
        }

        @Override
        public long millis() {
            return millis.get();
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Defaults with meanings of events and steps. */
    static PipelineSpec spec(Map<String, PipelineSpec.EventType> types, List<String> rerank) {
        PipelineSpec defaults = PipelineSpec.defaults();
        return new PipelineSpec(
                new PipelineSpec.Events(types, 1),
                defaults.models(),
                defaults.blend(),
                rerank,
                defaults.serving(),
                defaults.training(),
                defaults.precompute(),
                defaults.retention());
    }

    /** Defaults with another way of answering. */
    static PipelineSpec spec(PipelineSpec.Serving serving) {
        PipelineSpec defaults = PipelineSpec.defaults();
        return new PipelineSpec(
                defaults.events(),
                defaults.models(),
                defaults.blend(),
                List.of(),
                serving,
                defaults.training(),
                defaults.precompute(),
                defaults.retention());
    }

    static Path demo() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !folder.resolve("demo/movielens-small").toFile().exists()) {
            folder = folder.getParent();
        }
        return folder.resolve("demo/movielens-small");
    }

    /** Stores the films and ratings of the demo. */
    ServedProject withMovielens() {
        var films =
                AttributeFiles.read(
                                demo().resolve("movies.csv.gz").toString(), ReadOptions.defaults())
                        .attributes();
        var items = new ArrayList<ItemRecord>();
        for (int row = 0; row < films.ids().size(); row++) {
            String year = films.text(row, "year");
            items.add(
                    new ItemRecord(
                            films.ids().id(row),
                            films.text(row, "title"),
                            null,
                            null,
                            films.values(row, "genres"),
                            "{}",
                            year == null || year.equals("NA")
                                    ? "{}"
                                    : "{\"year\":%s}".formatted(year),
                            null,
                            null,
                            null,
                            false));
        }
        project.items().put(items);
        var events = new ArrayList<Event>();
        var log =
                InteractionFiles.read(
                                demo().resolve("ratings.csv.gz").toString(), ReadOptions.defaults())
                        .log();
        for (Interaction one : log) {
            events.add(Event.of(one.user(), one.item(), "rating", one.value(), one.time()));
        }
        for (int from = 0; from < events.size(); from += 50_000) {
            project.events()
                    .append(
                            events.subList(from, Math.min(events.size(), from + 50_000)),
                            WriteMode.ADD);
        }
        return this;
    }

    Dataset data() {
        return new DatasetBuilder()
                .dedupe(Dedupe.SUM)
                .itemAttributes(project.items().catalogue().attributes())
                .userAttributes(project.users().attributes())
                .build(project.events().interactions());
    }

    /** Trains a model with its defaults and stores it; it is not active yet. */
    ModelRecord train(String algorithm, String... settings) {
        Map<String, String> chosen = new java.util.LinkedHashMap<>();
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            chosen.put(parts[0], parts[1]);
        }
        Dataset data = data();
        var provider = Algorithms.provider(algorithm);
        Record config = Algorithms.config(algorithm, null, chosen);
        Model model = provider.create(config).fit(data, new FitContext(42, 2));
        return stored(model, data);
    }

    ModelRecord stored(Model model, Dataset data) {
        try {
            Path file = folder.resolve("model.kindred");
            ModelFile.write(file, model, data);
            return project.models().add(file, model.info().algorithm(), "{}", "{}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Trains and answers with the model. */
    ServedProject publish(String algorithm, String... settings) {
        try {
            workspace.publish(train(algorithm, settings));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores items with titles only. */
    ServedProject items(String... ids) {
        project.items().put(List.of(ids).stream().map(id -> ItemRecord.of(id, "T" + id)).toList());
        return this;
    }

    /** An item with a category and attributes. */
    static ItemRecord item(String id, String category, String attributes) {
        return new ItemRecord(
                id,
                "T" + id,
                null,
                null,
                List.of(category),
                "{}",
                attributes,
                null,
                null,
                null,
                false);
    }

    void event(String user, String item) {
        event(user, item, "view");
    }

    void event(String user, String item, String type) {
        project.events()
                .append(List.of(Event.of(user, item, type, 1, clock.millis())), WriteMode.ADD);
    }

    void rule(String id, String body) {
        project.documents().put("rule", id, body, dev.kindred.store.Documents.ANY_VERSION, "me");
    }

    RecommendationAnswer answer(@Nullable String user, int limit) {
        return answer(RecommendationRequest.of(user, limit));
    }

    RecommendationAnswer answer(RecommendationRequest request) {
        return workspace.recommendations().answer(request);
    }

    List<String> ids(@Nullable String user, int limit) {
        return ids(answer(user, limit));
    }

    static List<String> ids(RecommendationAnswer answer) {
        return answer.items().stream().map(ListedItem::item).toList();
    }

    @Override
    public void close() {
        workspace.close();
        store.close();
    }
}
