package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.Events.Filter;
import dev.kindred.store.sql.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills processes while they write: what was acknowledged is there, once. */
class DurabilityTest {
    private static final int ROUNDS = Integer.getInteger("kindred.killRounds", 3);

    @TempDir Path folder;
    private final Random random = new Random();

    @ParameterizedTest
    @EnumSource(Engine.class)
    void noAcknowledgedEventIsLostOrStoredTwiceWhenTheWriterIsKilled(Engine engine)
            throws IOException {
        String url = engine.newUrl();
        var acknowledged = new HashSet<String>();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> ids = killedAfter(50 + random.nextInt(400), url, "round" + round);
            assertThat(acknowledged.addAll(ids)).isTrue();
            try (Store store = Stores.open(url, folder, Clock.systemUTC())) {
                Events events = store.project(Store.DEFAULT_PROJECT).events();
                // A killed process may have stored what it could not acknowledge: one per thread.
                check(events, acknowledged, DurableWriter.THREADS * (round + 1));
                assertSentAgainChangesNothing(events, ids);
            }
        }
    }

    private static void check(Events events, Set<String> acknowledged, int mostOthers) {
        var ids = new HashSet<String>();
        for (StoredEvent one : events.list(Filter.ALL, 0, Integer.MAX_VALUE)) {
            String id = one.event().id();
            assertThat(ids.add(id)).as("once: %s", one).isTrue();
            assertThat(one.event()).as("whole").isEqualTo(DurableWriter.event(id));
        }
        assertThat(ids).containsAll(acknowledged);
        assertThat(ids.size() - acknowledged.size()).isLessThanOrEqualTo(mostOthers);
        assertThat(events.interactions().size()).isEqualTo(ids.size());
    }

    private static void assertSentAgainChangesNothing(Events events, Collection<String> ids) {
        List<Event> again = ids.stream().map(DurableWriter::event).toList();
        assertThat(events.append(again, WriteMode.ADD).accepted()).isZero();
    }

    /** The ids that the process acknowledged until it was killed, some lines after the count. */
    private List<String> killedAfter(int count, String url, String prefix) throws IOException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DurableWriter.class.getName(),
                                url,
                                folder.toString(),
                                prefix)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var lines = new ArrayList<String>();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null) {
                lines.add(line);
                if (lines.size() == count) {
                    child.toHandle().destroyForcibly(); // SIGKILL; what it wrote stays readable
                }
                line = out.readLine();
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(lines).as("lines of the process").hasSizeGreaterThanOrEqualTo(count);
        return lines;
    }

    @Test
    void noAcknowledgedEventIsLostOrStoredTwiceWhenPostgresIsKilled() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        EmbeddedPostgres server = server(port);
        String url = "postgresql://postgres:postgres@localhost:%d/postgres".formatted(port);
        var ids = new LinkedBlockingQueue<String>();
        try (Store store = Stores.open(url, folder, Clock.systemUTC())) {
            Events events = store.project(Store.DEFAULT_PROJECT).events();
            List<Thread> writers = writers(events, ids);
            var acknowledged = new HashSet<String>();
            for (int round = 0; round < ROUNDS; round++) {
                await(ids, acknowledged, 50 + random.nextInt(200));
                kill(server);
                server = startedAgain(port);
                await(ids, acknowledged, 50); // the store finds it by itself
            }
            writers.forEach(Thread::interrupt);
            for (Thread writer : writers) {
                writer.join();
            }
            ids.drainTo(acknowledged);
            check(events, acknowledged, DurableWriter.THREADS);
        } finally {
            server.close();
        }
    }

    private static List<Thread> writers(Events events, BlockingQueue<String> acknowledged) {
        var writers = new ArrayList<Thread>();
        for (int t = 0; t < DurableWriter.THREADS; t++) {
            String prefix = "thread" + t;
            var writer = new Thread(() -> DurableWriter.write(events, prefix, acknowledged::add));
            writer.start();
            writers.add(writer);
        }
        return writers;
    }

    private static void await(BlockingQueue<String> ids, Set<String> acknowledged, int count)
            throws InterruptedException {
        for (int k = 0; k < count; k++) {
            String id = ids.poll(60, TimeUnit.SECONDS);
            assertThat(id).as("no write was acknowledged for a minute").isNotNull();
            acknowledged.add(id);
        }
    }

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("pg"))
                .setCleanDataDirectory(false)
                .setServerConfig("synchronous_commit", "on") // as PostgreSQL's own default is
                .setPGStartupWait(Duration.ofSeconds(60))
                .setPort(port)
                .start();
    }

    /** SIGKILL to the server; its other processes end by themselves once they notice. */
    private void kill(EmbeddedPostgres server) throws IOException {
        String pid = Files.readAllLines(folder.resolve("pg").resolve("postmaster.pid")).get(0);
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid.trim())).orElseThrow();
        assertThat(postmaster.destroyForcibly()).isTrue();
        postmaster.onExit().join();
        server.close(); // lets go of the folder
    }

    /** Refused for as long as a process of the killed server is alive. */
    private EmbeddedPostgres startedAgain(int port) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return server(port);
            } catch (IOException | IllegalStateException e) {
                if (attempt == 20) {
                    throw e;
                }
            }
        }
    }
}
