package dev.kindred.cli;

import dev.kindred.data.Attributes;
import dev.kindred.data.IdIndex;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.AttributeFiles;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.server.ServerProcess;
import dev.kindred.server.config.ConfigLoader;
import dev.kindred.server.config.LoadedConfig;
import dev.kindred.server.tenant.Tenant;
import dev.kindred.store.Event;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Job;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server on the bundled films, trained, with three things to try. */
final class DemoServer {
    private static final int BATCH = 20_000;
    private static final double LIKED_FROM = 4;
    private static final double DISLIKED_TO = 2;
    private static final Pattern YEAR = Pattern.compile("\\d{4}");
    private static final long LONGEST_TRAINING = 600_000;

    /**
     * Likes train (a rating of 4 to 5 weighs about 1), dislikes are kept away, and what was merely
     * watched is not recommended again.
     */
    private static final String CONFIGURATION =
            """
            pipeline:
              events:
                types:
                  like: {weight: 0.25}
                  dislike: {weight: 1, negative: true}
                others: 0
              models:
                - algorithm: item-knn
                - algorithm: ials
                  settings: {factors: 32, epochs: 8}
                - algorithm: content
              blend: {method: weighted, weights: [0.45, 0.45, 0.1]}
              training: {threads: 2}
            """;

    private final Path folder;
    private final CommonOptions common;

    /**
     * A demo.
     *
     * @param films the folder of the bundled data
     */
    DemoServer(Path films, CommonOptions common) {
        this.folder = films;
        this.common = common;
    }

    /** Runs until the process is told to end. */
    void run(ServerOptions options) throws IOException, InterruptedException {
        long start = System.nanoTime();
        var loader = new ConfigLoader().yaml("demo", CONFIGURATION);
        if (!options.hasDataDir()) {
            loader.flag("server.dataDir", "demo", home().toString());
        }
        LoadedConfig loaded = ServerOptions.load(options.addTo(loader), null);
        say(
                "store",
                "embedded, in %s (delete any time)".formatted(loaded.config().server().dataDir()));
        try (var process = new ServerProcess(loaded)) {
            prepare(process);
            process.run(() -> tell(process, start));
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home", ""), ".kindred", "demo");
    }

    private void say(String what, String text) {
        common.note("  %-10s %s".formatted(what, text));
    }

    /** Imports and trains, unless that was done before. */
    private void prepare(ServerProcess process) throws IOException, InterruptedException {
        Project store = process.store().project(Store.DEFAULT_PROJECT);
        if (store.events().count() == 0) {
            fill(store);
        }
        // Opened once all events are there, so that nothing is trained on some of them.
        Tenant tenant = process.server().tenants().get(Store.DEFAULT_PROJECT);
        if (store.models().active() == null) {
            train(tenant);
        }
        say(
                "data",
                "MovieLens small: %s films, %s events"
                        .formatted(
                                Numbers.grouped((int) store.items().count()),
                                Numbers.grouped((int) store.events().count())));
        say("trained", "popular, item-knn, ials, content, and a hybrid of them");
    }

    private void fill(Project store) throws IOException {
        Attributes films =
                AttributeFiles.read(
                                folder.resolve("movies.csv.gz").toString(), ReadOptions.defaults())
                        .attributes();
        store.items().put(records(films));
        InteractionLog ratings =
                InteractionFiles.read(
                                folder.resolve("ratings.csv.gz").toString(), ReadOptions.defaults())
                        .log();
        IdIndex users = ratings.users();
        IdIndex items = ratings.items();
        var batch = new ArrayList<Event>(BATCH);
        for (int k = 0; k < ratings.size(); k++) {
            double stars = ratings.value(k);
            batch.add(
                    Event.of(
                            users.id(ratings.user(k)),
                            items.id(ratings.item(k)),
                            stars >= LIKED_FROM
                                    ? "like"
                                    : stars <= DISLIKED_TO ? "dislike" : "watch",
                            stars,
                            ratings.time(k)));
            if (batch.size() == BATCH || k == ratings.size() - 1) {
                store.events().append(batch, WriteMode.ADD);
                batch.clear();
            }
        }
    }

    private static List<ItemRecord> records(Attributes films) throws IOException {
        var records = new ArrayList<ItemRecord>();
        var titles = new Titles(films);
        for (int row = 0; row < films.ids().size(); row++) {
            String id = films.ids().id(row);
            records.add(
                    new ItemRecord(
                            id,
                            titles.title(id),
                            null,
                            null,
                            List.of(),
                            "{}",
                            attributes(films, row),
                            null,
                            null,
                            null,
                            false));
        }
        return records;
    }

    private static String attributes(Attributes films, int row) throws IOException {
        var out = new StringWriter();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("genres", films.values(row, "genres"));
        List<String> year = films.values(row, "year");
        if (!year.isEmpty() && YEAR.matcher(year.get(0)).matches()) { // some have none
            fields.put("year", Integer.valueOf(year.get(0)));
        }
        Json.write(out, fields);
        return out.toString();
    }

    private void train(Tenant tenant) throws InterruptedException {
        Job job = tenant.jobs().submit("train");
        Job done = tenant.jobs().await(job.id(), LONGEST_TRAINING);
        if (done.state() != Job.State.DONE) {
            common.note("the models were not trained: " + reason(done));
        }
    }

    private static @Nullable String reason(Job job) {
        return job.message();
    }

    private void tell(ServerProcess process, long start) {
        String at = process.address();
        say("ready", "in %.1f s".formatted((System.nanoTime() - start) / 1e9));
        say("Dashboard", at);
        say("API", at + "/docs");
        common.note("Open the dashboard in a browser; or try, in another terminal:");
        common.note("  a list for a known user, with reasons");
        common.note(
                "    curl -s '%s/v1/recommendations/52?limit=3&explain=true&include=title'"
                        .formatted(at));
        common.note("  somebody new likes Toy Story and Shrek");
        common.note(
                "    curl -s %s/v1/events -d '{\"events\":[{\"user\":\"me\",\"item\":\"1\",\"type\":\"like\"},{\"user\":\"me\",\"item\":\"4306\",\"type\":\"like\"}]}'"
                        .formatted(at));
        common.note("  whose list has changed already");
        common.note(
                "    curl -s '%s/v1/recommendations/me?limit=3&explain=true&include=title'"
                        .formatted(at));
        common.note("Ctrl-C ends it.");
        common.terminal().flush();
    }
}
