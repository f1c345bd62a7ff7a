package dev.kindred.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Clients that send one event after the other, each until it is acknowledged. The item of an event
 * names it: whatever is stored under it twice was sent again and not recognised.
 */
public final class EventLoad implements AutoCloseable {
    /** How an event that is sent again is known. */
    public enum Known {
        BY_ID,
        BY_IDEMPOTENCY_KEY
    }

    public static final int CLIENTS = 4;
    private static final Set<Integer> AGAIN = Set.of(409, 503);

    private final URI server;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final Semaphore acknowledgements = new Semaphore(0);
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean ending;

    public EventLoad(URI server, Known... ways) {
        this.server = server;
        for (int k = 0; k < CLIENTS; k++) {
            String name = "client" + k;
            Known way = ways[k % ways.length];
            var client = new Thread(() -> send(name, way), name);
            clients.add(client);
            client.start();
        }
    }

    private void send(String name, Known way) {
        var http = HttpClient.newHttpClient();
        int k = 0;
        while (!ending) {
            String item = name + "-" + k;
            try {
                int status =
                        http.send(request(name, item, way), HttpResponse.BodyHandlers.ofString())
                                .statusCode();
                if (status == 200) {
                    acknowledged.add(item);
                    acknowledgements.release();
                    k++;
                } else if (!AGAIN.contains(status)) {
                    unexpected.add(item + " " + status);
                }
            } catch (IOException e) {
                Thread.onSpinWait(); // killed, or not there yet: again
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private HttpRequest request(String user, String item, Known way) {
        String id = way == Known.BY_ID ? ",\"id\":\"%s\"".formatted(item) : "";
        String body =
                "{\"events\":[{\"user\":\"%s\",\"item\":\"%s\",\"type\":\"view\"%s}]}"
                        .formatted(user, item, id);
        var request =
                HttpRequest.newBuilder(server)
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (way == Known.BY_IDEMPOTENCY_KEY) {
            request.header("Idempotency-Key", item);
        }
        return request.build();
    }

    /** Waits until so many more events are acknowledged. */
    public void await(int more) throws InterruptedException {
        assertThat(acknowledgements.tryAcquire(more, 60, TimeUnit.SECONDS))
                .as("%d more events are acknowledged; %s", more, unexpected)
                .isTrue();
    }

    /** Items of the events that were acknowledged. */
    public Set<String> acknowledged() {
        return acknowledged;
    }

    /** Answers that no client should get. */
    public Queue<String> unexpected() {
        return unexpected;
    }

    /** Lets each client end what it began. */
    public void end() throws InterruptedException {
        ending = true;
        for (Thread client : clients) {
            client.join();
        }
    }

    @Override
    public void close() {
        ending = true;
        clients.forEach(Thread::interrupt);
    }
}
