package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.http.Json;
import dev.kindred.server.testkit.Asker;
import dev.kindred.server.testkit.Asker.Answer;
import dev.kindred.server.testkit.ChildServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A real PostgreSQL and a real Redis that stop, hang, and hold junk, behind a real server. */
class OutageTest {
    private static final Duration OUTAGE =
            Duration.ofSeconds(Integer.getInteger("kindred.outageSeconds", 7));

    private static final Duration NORMAL = OUTAGE.dividedBy(6);
    private static final Duration HANGS = OUTAGE.dividedBy(3);
    private static final Duration GONE = OUTAGE.dividedBy(6);
    private static final int FLAPS = 5;
    private static final boolean MEASURED = OUTAGE.toSeconds() >= 60;
    private static final Path RATINGS =
            Path.of("..", "demo", "movielens-small", "ratings.csv.gz").toAbsolutePath();

    /** A request waits for the store or for Redis for no more than this, and not in a row. */
    private static final Duration TIMEOUT = Duration.ofMillis(250);

    private static final String STORE = "store_unavailable";
    private static final String CACHE = "cache_unavailable";

    @TempDir Path folder;

    private static String events() {
        var events = new StringBuilder("{\"events\":[");
        for (int k = 0; k < 100; k++) {
            events.append(k == 0 ? "" : ",")
                    .append(
                            "{\"user\":\"u%d\",\"item\":\"i%d\",\"type\":\"view\"}"
                                    .formatted(k % 20, k * 7 % 40));
        }
        return events.append("]}").toString();
    }

    private static void train(ChildServer server, Asker asker, @Nullable String key) {
        server.post("/v1/jobs", "{\"kind\":\"train\"}", key);
        asker.until("trained", one -> one.reasons().isEmpty() && one.items() > 0);
        asker.during(Duration.ZERO); // every user is known
    }

    private static boolean has(Answer answer, String reason) {
        return answer.reasons().contains(reason);
    }

    /**
     * All degraded for this reason, none empty, and none of a hundred that waited for what is gone.
     */
    private static void assertServed(String what, List<Answer> answers, String reason) {
        assertThat(answers).allMatch(one -> has(one, reason)).allMatch(one -> one.items() > 0);
        assertThat(Asker.within(.99, answers)).isLessThan(TIMEOUT);
        tell(what, answers);
    }

    /** Figures for people: a machine under other load makes them worse, not wrong. */
    private static void tell(String what, List<Answer> answers) {
        System.out.printf(
                Locale.ROOT,
                "outage: %-28s p50 %6.2f ms  p99 %6.2f ms  slowest %7.2f ms  of %d requests%n",
                what,
                Asker.within(.5, answers).toNanos() / 1e6,
                Asker.within(.99, answers).toNanos() / 1e6,
                Asker.within(.999999, answers).toNanos() / 1e6,
                answers.size());
    }

    /** Ratings of films where it is to be measured; else a few events that are learnt at once. */
    private static Asker filled(ChildServer server, @Nullable String key) throws Exception {
        if (!MEASURED) {
            server.post("/v1/events", events(), key);
            return new Asker(server, key);
        }
        String path = "/v1/imports?kind=events&format=csv&wait=true";
        try (var in = new GZIPInputStream(Files.newInputStream(RATINGS))) {
            server.post(path, new String(in.readAllBytes(), StandardCharsets.UTF_8), key);
        }
        return new Asker(server, key, "");
    }

    @Test
    void listsAreGivenWhilePostgresHangsAndWhileItIsGoneAndItIsFoundAgain() throws Exception {
        int port = freePort();
        EmbeddedPostgres postgres = postgres(port);
        String url = "postgresql://postgres:postgres@localhost:%d/postgres".formatted(port);
        try (var server = new ChildServer(folder, "store: " + url)) {
            String made = server.post("/v1/keys", "{\"name\":\"k\",\"scopes\":[\"admin\"]}", null);
            String key = Json.parse(made).get("key").asText();
            Asker asker = filled(server, key);
            train(server, asker, key);
            tell("PostgreSQL, normal", asker.during(NORMAL));

            signal("STOP", processes());
            asker.until("noticed", one -> has(one, STORE));
            assertServed("PostgreSQL hangs", asker.during(OUTAGE), STORE);
            signal("CONT", processes());
            asker.until("found again", one -> !has(one, STORE));

            postgres.close();
            asker.until("noticed", one -> has(one, STORE));
            assertServed("PostgreSQL is gone", asker.during(GONE), STORE);
            postgres = postgres(port);
            asker.until("found again", one -> !has(one, STORE));
            server.post("/v1/events", events(), key);
        } finally {
            postgres.close();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("pg"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    /** The first process of PostgreSQL, then those that it made. */
    private List<ProcessHandle> processes() throws IOException {
        String pid = Files.readAllLines(folder.resolve("pg").resolve("postmaster.pid")).get(0);
        ProcessHandle first = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        return Stream.concat(Stream.of(first), first.descendants()).toList();
    }

    private static void signal(String name, List<ProcessHandle> processes)
            throws IOException, InterruptedException {
        for (ProcessHandle one : processes) {
            var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(one.pid())).start();
            assertThat(kill.waitFor()).isZero();
        }
    }

    @Test
    void listsAreGivenWhileRedisHangsIsGoneOrHoldsJunkAndItIsFoundAgain() throws Exception {
        int port = freePort();
        RedisServer redis = redis(port);
        String yaml = "cache: redis://127.0.0.1:%d".formatted(port);
        try (var server = new ChildServer(folder, yaml);
                RedisClient behind = RedisClient.create("127.0.0.1", port)) {
            Asker asker = filled(server, null);
            train(server, asker, null);
            tell("Redis, normal", asker.during(NORMAL));
            assertThat(behind.dbSize()).as("answers kept").isPositive();

            for (String one : behind.keys("*")) {
                behind.set(one.getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3});
            }
            List<Answer> junk = asker.during(MEASURED ? GONE : Duration.ZERO);
            tell("Redis is full of junk", junk);
            assertThat(junk).noneMatch(one -> has(one, CACHE)).allMatch(one -> one.items() > 0);

            List<ProcessHandle> process = redisProcess();
            signal("STOP", process);
            asker.until("noticed", one -> has(one, CACHE));
            assertServed("Redis hangs", asker.during(HANGS), CACHE);
            signal("CONT", process);
            asker.until("found again", one -> !has(one, CACHE));

            redis.stop();
            asker.until("noticed", one -> has(one, CACHE));
            assertServed("Redis is gone", asker.during(GONE), CACHE);
            redis = redis(port);
            asker.until("found again", one -> !has(one, CACHE));

            var flapping = new ArrayList<Answer>();
            for (int k = 0; k < FLAPS; k++) {
                redis.stop();
                flapping.addAll(asker.during(Duration.ZERO));
                redis = redis(port);
                flapping.addAll(asker.during(Duration.ZERO));
            }
            tell("Redis flaps", flapping);
            assertThat(flapping).allMatch(one -> one.items() > 0);
            assertThat(Asker.within(.99, flapping)).isLessThan(TIMEOUT);
            asker.until("found again", one -> !has(one, CACHE));
        } finally {
            redis.stop();
        }
    }

    private static RedisServer redis(int port) throws IOException {
        RedisServer redis =
                RedisServer.newRedisServer()
                        .port(port)
                        .bind("127.0.0.1")
                        .setting("save \"\"")
                        .build();
        redis.start();
        return redis;
    }

    private static List<ProcessHandle> redisProcess() {
        List<ProcessHandle> found =
                ProcessHandle.current()
                        .descendants()
                        .filter(one -> one.info().command().orElse("").contains("redis"))
                        .toList();
        assertThat(found).isNotEmpty();
        return found;
    }
}
