package dev.kindred.benchmarks.server;

import dev.kindred.benchmarks.synthetic.SyntheticData;
import dev.kindred.data.Interaction;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.server.ServerProcess;
import dev.kindred.server.config.ConfigLoader;
import dev.kindred.store.Event;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The process that is put under load: a server on a folder, filled before it listens, or the bare
 * web server with one fixed answer. Prints {@code ready PORT}; for every line of its standard input
 * it collects garbage and prints {@code heap BYTES}; it ends with its standard input.
 */
public final class ServerUnderLoad {
    private static final int BATCH = 10_000;
    private static final int GENRES = 20;

    private ServerUnderLoad() {}

    /**
     * The process.
     *
     * @param arguments {@code hello}; {@code file FOLDER CONFIG RATINGS}; or {@code synthetic
     *     FOLDER CONFIG USERS ITEMS EVENTS}, where {@code CONFIG} is the server's YAML
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("hello")) {
            hello();
            return;
        }
        var config =
                new ConfigLoader()
                        .yaml("kindred.yaml", arguments[2])
                        .flag("server.port", "--port", "0")
                        .flag("server.dataDir", "--data-dir", arguments[1])
                        .load();
        try (var process = new ServerProcess(config)) {
            Project project = process.store().project(Store.DEFAULT_PROJECT);
            fill(project, arguments[0], List.of(arguments).subList(3, arguments.length));
            process.start();
            ready(process.server().port());
        }
    }

    /** What a list of ten looks like, from the same web server with nothing in front. */
    private static void hello() throws IOException {
        byte[] answer =
                ("{\"items\":[" + "{\"item\":\"i1234\",\"score\":0.5},".repeat(9) + "{}]}")
                        .getBytes("UTF-8");
        Javalin javalin =
                Javalin.create(
                                config -> {
                                    config.startup.showJavalinBanner = false;
                                    config.concurrency.useVirtualThreads =
                                            Runtime.version().feature() >= 21;
                                    config.routes.get(
                                            "/hello",
                                            context -> {
                                                context.contentType("application/json");
                                                context.result(answer);
                                            });
                                })
                        .start("127.0.0.1", 0);
        ready(javalin.port());
        javalin.stop();
    }

    private static void ready(int port) throws IOException {
        System.out.println("ready " + port);
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (commands.readLine() != null) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println("heap " + (runtime.totalMemory() - runtime.freeMemory()));
        }
    }

    private static void fill(Project project, String source, List<String> data) {
        var batch = new ArrayList<Event>(BATCH);
        Set<String> items = new LinkedHashSet<>();
        if (source.equals("file")) {
            for (Interaction one :
                    InteractionFiles.read(data.get(0), ReadOptions.defaults()).log()) {
                items.add(one.item());
                add(
                        project,
                        batch,
                        Event.of("u" + one.user(), one.item(), "rating", one.value(), one.time()));
            }
        } else {
            int[] size = data.stream().mapToInt(Integer::parseInt).toArray();
            for (int item = 0; item < size[1]; item++) {
                items.add("i" + item);
            }
            new SyntheticData(size[0], size[1], size[2], 32, 7)
                    .forEach(
                            (user, item, value, time) ->
                                    add(
                                            project,
                                            batch,
                                            Event.of(
                                                    "u" + user,
                                                    "i" + item,
                                                    "rating",
                                                    value,
                                                    time)));
        }
        project.events().append(batch, WriteMode.ADD);
        put(project, List.copyOf(items));
    }

    private static void add(Project project, List<Event> batch, Event event) {
        batch.add(event);
        if (batch.size() == BATCH) {
            project.events().append(batch, WriteMode.ADD);
            batch.clear();
        }
    }

    /** Every item has one of {@value #GENRES} genres, after its number. */
    private static void put(Project project, List<String> ids) {
        for (int from = 0; from < ids.size(); from += BATCH) {
            var items = new ArrayList<ItemRecord>();
            for (int k = from; k < Math.min(ids.size(), from + BATCH); k++) {
                items.add(
                        new ItemRecord(
                                ids.get(k),
                                "Item " + ids.get(k),
                                null,
                                null,
                                List.of("g" + k % GENRES),
                                "{}",
                                "{\"price\":%d}".formatted(k % 100),
                                null,
                                null,
                                null,
                                false));
            }
            project.items().put(items);
        }
    }
}
