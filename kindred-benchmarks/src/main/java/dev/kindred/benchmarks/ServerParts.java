package dev.kindred.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kindred.benchmarks.server.LoadGenerator;
import dev.kindred.benchmarks.server.LoadGenerator.Result;
import dev.kindred.benchmarks.server.ServerUnderLoad;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Measures a server process over HTTP, with the load from this process, on one machine: both share
 * its processors.
 */
final class ServerParts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECTIONS = 16;
    private static final int CACHED_USERS = 200;
    private static final long LONGEST_TRAINING = TimeUnit.MINUTES.toNanos(10);

    private final Bench bench;
    private final List<Row> rows = new ArrayList<>();

    private ServerParts(Bench bench) {
        this.bench = bench;
    }

    static List<Row> server(Bench bench) {
        var parts = new ServerParts(bench);
        parts.hello();
        String ratings =
                bench.options().data().resolve("movielens-small/ratings.csv.gz").toString();
        parts.catalogue("movielens-small", 671, List.of("file", ratings));
        parts.catalogue(
                "100,000 items", 20_000, List.of("synthetic", "20000", "100000", "1000000"));
        return parts.rows;
    }

    /** A server process and what to send to it. */
    private record Child(Process process, LoadGenerator load) implements AutoCloseable {
        /** In megabytes. */
        long memory() {
            Path status = Path.of("/proc/%d/status".formatted(process.pid()));
            String text = Machine.lineOf(status, "VmRSS");
            String digits = text.replaceAll("[^0-9]", "");
            return digits.isEmpty() ? 0 : Long.parseLong(digits) / 1024;
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }

    private static Child start(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx3g"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(ServerUnderLoad.class.getName());
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            var out =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            if (line == null || !line.startsWith("ready ")) {
                throw new IllegalStateException("the server did not start: " + line);
            }
            int port = Integer.parseInt(line.substring("ready ".length()));
            return new Child(process, new LoadGenerator(port, CONNECTIONS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hello() {
        try (Child child = start(List.of("hello"))) {
            measure(child, "bare web server, JSON of ten items", k -> LoadGenerator.get("/hello"));
        }
    }

    private void catalogue(String name, int users, List<String> data) {
        try {
            Path folder = Files.createTempDirectory("kindred-benchmark");
            var arguments = new ArrayList<>(data);
            arguments.add(1, folder.toString());
            try (Child child = start(arguments)) {
                train(child.load);
                measureAll(child, name, users);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void train(LoadGenerator load) throws IOException {
        String job = load.once(LoadGenerator.post("/v1/jobs", "{\"kind\":\"train\"}"));
        byte[] state = LoadGenerator.get("/v1/jobs/" + JSON.readTree(job).get("id").asText());
        long start = System.nanoTime();
        while (System.nanoTime() - start < LONGEST_TRAINING) {
            JsonNode now = JSON.readTree(load.once(state));
            if (now.get("state").asText().equals("done")) {
                return;
            }
            if (!List.of("queued", "running").contains(now.get("state").asText())) {
                throw new IllegalStateException("the training ended otherwise: " + now);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        throw new IllegalStateException("the training took too long");
    }

    private void measureAll(Child child, String name, int users) {
        measure(
                child,
                "cached lists, " + name,
                k -> list("\"user\":\"u%d\"".formatted(1 + k % CACHED_USERS)));
        measure(
                child,
                "new guests (fold-in, not cached), " + name,
                k -> list("\"session\":{\"items\":[%s]}".formatted(items(k))));
        measure(
                child,
                "filter and diversity, not cached, " + name,
                k ->
                        list(
                                "\"user\":\"u%d\",\"filter\":\"price < %d\",\"diversity\":0.3,\"exclude\":[\"x%d\"]"
                                        .formatted(1 + k % users, 50 + k % 50, k)));
        measure(child, "one event per request, " + name, k -> events(k, 1, users));
        measure(child, "100 events per request, " + name, k -> events(k, 100, users));
    }

    private static byte[] list(String wishes) {
        return LoadGenerator.post("/v1/recommendations", "{%s,\"limit\":10}".formatted(wishes));
    }

    /** Five items, others for every request, which both catalogues have. */
    private static String items(int request) {
        var items = new StringBuilder();
        for (int k = 0; k < 5; k++) {
            int number = 1 + Math.floorMod(request * 31 + k * 7919, 2000);
            items.append(k == 0 ? "" : ",");
            items.append("\"%d\",\"i%d\"".formatted(number, number));
        }
        return items.toString();
    }

    private static byte[] events(int request, int count, int users) {
        var events = new StringBuilder("{\"events\":[");
        for (int k = 0; k < count; k++) {
            int number = request * count + k;
            events.append(k == 0 ? "" : ",")
                    .append(
                            "{\"user\":\"u%d\",\"item\":\"i%d\",\"type\":\"view\",\"id\":\"e-%d-%d\"}"
                                    .formatted(number % users, number % 1999, count, number));
        }
        return LoadGenerator.post("/v1/events", events.append("]}").toString());
    }

    private void measure(Child child, String work, IntFunction<byte[]> requests) {
        double seconds = Math.max(0.2, bench.options().seconds());
        long rest = child.memory();
        Result warm = child.load.run(seconds, requests);
        // Other numbers than before: what was not cached must not be now.
        Result result = child.load.run(seconds, k -> requests.apply(warm.latencies().length + k));
        Timing timing =
                new Timing(
                        warm.quantile(0.5),
                        result.quantile(0),
                        result.quantile(0.5),
                        result.quantile(1),
                        result.latencies().length,
                        Double.NaN);
        rows.add(
                Row.of("%s, %d connections".formatted(work, CONNECTIONS), timing)
                        .rate(
                                Bench.perSecond(
                                        result.latencies().length, result.seconds(), "requests"))
                        .quality(
                                String.format(
                                        Locale.ROOT,
                                        "p99 %.2f ms; memory of the process %d MB before, %d MB after",
                                        1e3 * result.quantile(0.99),
                                        rest,
                                        child.memory())));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
