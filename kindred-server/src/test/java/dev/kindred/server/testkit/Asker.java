package dev.kindred.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks a server for lists, one user after the other; each must be answered 200. */
public final class Asker {
    private static final int USERS = 20;

    private final ChildServer server;
    private final @Nullable String key;
    private final String prefix;
    private final HttpClient client = HttpClient.newHttpClient();
    private int asked;

    public Asker(ChildServer server, @Nullable String key) {
        this(server, key, "u");
    }

    /**
     * Asks for other users.
     *
     * @param prefix of their names, before a number from 1 to 20
     */
    public Asker(ChildServer server, @Nullable String key, String prefix) {
        this.server = server;
        this.key = key;
        this.prefix = prefix;
    }

    /**
     * An answer.
     *
     * @param reasons why it is not what it could be
     * @param items that it lists
     */
    public record Answer(List<String> reasons, int items, long nanos) {}

    public Answer ask() {
        String path =
                "/v1/recommendations/%s%d?limit=%d"
                        .formatted(prefix, 1 + asked % USERS, 1 + asked % 7);
        asked++;
        var request = HttpRequest.newBuilder(server.uri(path)).timeout(Duration.ofSeconds(60));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            long start = System.nanoTime();
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            long nanos = System.nanoTime() - start;
            assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
            JsonNode json = Json.parse(answer.body());
            var reasons = new ArrayList<String>();
            json.path("reasons").forEach(one -> reasons.add(one.asText()));
            return new Answer(reasons, json.get("items").size(), nanos);
        } catch (IOException e) {
            throw new UncheckedIOException(server.log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks until an answer is as wanted. */
    public void until(String what, Predicate<Answer> wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!wanted.test(ask())) {
            assertThat(System.nanoTime()).as("%s within a minute", what).isLessThan(end);
        }
    }

    /** Asks for so long, and at least 100 times. */
    public List<Answer> during(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        var answers = new ArrayList<Answer>();
        while (System.nanoTime() < end || answers.size() < 100) {
            answers.add(ask());
        }
        return answers;
    }

    /** The time within which a share of the answers came, such as 0.99 of them. */
    public static Duration within(double share, List<Answer> answers) {
        long[] nanos = answers.stream().mapToLong(Answer::nanos).sorted().toArray();
        return Duration.ofNanos(nanos[(int) (nanos.length * share)]);
    }
}
