package dev.kindred.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.benchmarks.server.LoadGenerator;
import dev.kindred.benchmarks.server.LoadGenerator.Result;
import dev.kindred.benchmarks.server.Requests;
import dev.kindred.benchmarks.server.ServerChild;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Measures a server process over HTTP, with the load from this process, on one machine: both share
 * its processors. Latencies are those of one connection, rates those of many.
 */
final class ServerParts {
    private static final int CONNECTIONS = 16;
    private static final int ROUNDS = 3;

    private static final String TRAINED_ONCE =
            """
            pipeline:
              training: {every: never, afterEvents: 0, threads: 2}
              blend: {weights: [0.5, 0.5]}
            """;

    /** Lists of 100 for 100,000 users have to fit into the cache. */
    private static final String FACTORS =
            """
            cache: {bytes: 3GiB}
            pipeline:
              training: {every: never, afterEvents: 0, threads: 2}
              models: [{algorithm: ials, settings: {factors: 64, epochs: 3}}]
            """;

    private final Bench bench;
    private final boolean quick;
    private final double seconds;
    private final List<Row> rows = new ArrayList<>();

    private ServerParts(Bench bench) {
        this.bench = bench;
        this.quick = bench.options().seconds() < 1;
        this.seconds = Math.max(0.2, bench.options().seconds() / 2);
    }

    static List<Row> server(Bench bench) {
        var parts = new ServerParts(bench);
        String ratings =
                bench.options().data().resolve("movielens-small/ratings.csv.gz").toString();
        try (ServerChild child = ServerChild.server("3g", TRAINED_ONCE, "file", ratings)) {
            var requests = new Requests(parts.quick ? 20 : 671, "", 1900);
            parts.train(child, "movielens-small");
            parts.besideHello(child, requests);
            parts.measureAll(child, "movielens-small", requests);
        }
        String[] size = parts.quick ? sizes(50, 400, 1500) : sizes(20_000, 100_000, 1_000_000);
        try (ServerChild child = ServerChild.server("3g", TRAINED_ONCE, "synthetic", size)) {
            var requests = new Requests(parts.quick ? 50 : 20_000, "i", 390);
            parts.train(child, "100,000 items");
            parts.measureAll(child, "100,000 items", requests);
        }
        return parts.rows;
    }

    static List<Row> precompute(Bench bench) {
        boolean quick = bench.options().seconds() < 1;
        String[] size = quick ? sizes(60, 400, 600) : sizes(100_000, 40_000, 2_000_000);
        try (ServerChild child = ServerChild.server("8g", FACTORS, "synthetic", size)) {
            child.run("{\"kind\":\"train\"}");
            String job =
                    "{\"kind\":\"precompute\",\"spec\":{\"length\":%d,\"activeDays\":36500}}"
                            .formatted(quick ? 10 : 100);
            double[] taken = new double[ROUNDS];
            JsonNode first = child.run(job).get("result");
            for (int k = 0; k < ROUNDS; k++) {
                taken[k] = child.run(job).get("result").get("seconds").asDouble();
            }
            Timing timing = Timing.of(first.get("seconds").asDouble(), taken, Double.NaN);
            String work = "job precompute, 100,000 users x 40,000 items, ials d 64, top 100";
            return List.of(
                    Row.of(work, timing)
                            .rate(
                                    Bench.perSecond(
                                            first.get("users").asDouble(),
                                            timing.median(),
                                            "users"))
                            .quality(
                                    "%,d lists kept; %s"
                                            .formatted(first.get("kept").asLong(), memory(child))));
        }
    }

    private static String[] sizes(int... sizes) {
        return Arrays.stream(sizes).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private void train(ServerChild child, String name) {
        JsonNode ended = child.run("{\"kind\":\"train\"}");
        double taken = ended.get("result").get("seconds").asDouble();
        rows.add(
                Row.of(
                                "training of item-knn and ials, " + name,
                                new Timing(taken, taken, taken, taken, 1, Double.NaN))
                        .quality("at rest: " + memory(child)));
    }

    private static String memory(ServerChild child) {
        long heap = child.heap();
        return "%d MB live in the heap, process %d MB".formatted(heap, child.resident());
    }

    /** Cached lists and the bare web server by turns, so that both have the same machine. */
    private void besideHello(ServerChild child, Requests requests) {
        try (ServerChild hello = ServerChild.hello()) {
            IntFunction<byte[]> plain = k -> LoadGenerator.get("/hello");
            child.load().run(CONNECTIONS, 2 * seconds, requests.cached());
            hello.load().run(CONNECTIONS, 2 * seconds, plain);
            double[] shares = new double[ROUNDS];
            for (int k = 0; k < ROUNDS; k++) {
                double bare = hello.load().run(CONNECTIONS, seconds, plain).perSecond();
                double ours = child.load().run(CONNECTIONS, seconds, requests.cached()).perSecond();
                shares[k] = ours / bare;
            }
            measure(hello, "bare web server, fixed JSON of ten items", plain);
            Arrays.sort(shares);
            Row last = rows.remove(rows.size() - 1);
            rows.add(
                    last.quality(
                            last.quality()
                                    + String.format(
                                            Locale.ROOT,
                                            "; by turns with it, cached lists of movielens-small reach %.0f %% of its requests/s",
                                            100 * shares[ROUNDS / 2])));
        }
    }

    private void measureAll(ServerChild child, String name, Requests requests) {
        measure(child, "cached list, " + name, requests.cached());
        measure(child, "list of a known user, not cached, " + name, requests.known());
        measure(child, "list of a guest with five items, not cached, " + name, requests.guests());
        measure(child, "filter and diversity, not cached, " + name, requests.filtered());
        measure(child, "one event per request, " + name, requests.events(1));
        measure(child, "100 events per request, " + name, requests.events(100));
    }

    private void measure(ServerChild child, String work, IntFunction<byte[]> requests) {
        // Always other numbers: what was not cached must not be the next time.
        var next = new AtomicInteger();
        IntFunction<byte[]> fresh = k -> requests.apply(next.getAndIncrement());
        Result first = child.load().run(1, seconds / 4, fresh);
        child.load().run(CONNECTIONS, seconds, fresh);
        Result many = child.load().run(CONNECTIONS, seconds, fresh);
        long memory = child.resident();
        Result one = child.load().run(1, seconds, fresh);
        rows.add(
                Row.of(
                                work,
                                new Timing(
                                        first.quantile(0.5),
                                        one.quantile(0),
                                        one.quantile(0.5),
                                        one.quantile(1),
                                        one.latencies().length,
                                        Double.NaN))
                        .rate(Bench.perSecond(many.latencies().length, many.seconds(), "requests"))
                        .quality(
                                String.format(
                                        Locale.ROOT,
                                        "p99 %.2f ms; with %d connections p50 %.2f, p99 %.2f ms; process %d MB",
                                        1e3 * one.quantile(0.99),
                                        CONNECTIONS,
                                        1e3 * many.quantile(0.5),
                                        1e3 * many.quantile(0.99),
                                        memory)));
    }
}
