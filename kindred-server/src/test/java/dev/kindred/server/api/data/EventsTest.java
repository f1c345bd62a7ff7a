package dev.kindred.server.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events, over HTTP. */
class EventsTest {
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = Quiet.server(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer send(String events) {
        return server.post("/v1/events", "{\"events\":[" + events + "]}");
    }

    @Test
    void anEventSentTwiceIsStoredOnce() {
        String event = "{\"id\":\"e1\",\"user\":\"u\",\"item\":\"i\",\"type\":\"view\"}";
        assertThat(send(event).body()).contains("\"accepted\":1");
        JsonNode again = send(event + "," + event).json();
        assertThat(again.get("accepted").asInt()).isZero();
        assertThat(again.get("duplicates").asInt()).isEqualTo(2);
        JsonNode stored = server.get("/v1/events").json().get("items").get(0);
        assertThat(stored.get("value").asDouble()).isEqualTo(1);
        Instant time = Instant.parse(stored.get("time").asText());
        assertThat(time).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    @Test
    void eventsAddUpOrReplaceEachOther() {
        send("{\"user\":\"u\",\"item\":\"i\",\"type\":\"rate\",\"value\":2}");
        server.post(
                "/v1/events?mode=set",
                "{\"events\":[{\"user\":\"u\",\"item\":\"i\",\"type\":\"rate\",\"value\":5}]}");
        assertThat(server.store().project("default").events().history("u", 10)).hasSize(1);
        assertThat(server.post("/v1/events?mode=put", "{\"events\":[]}").status()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'user':'u','item':'i'}; /events/0/type; missing",
                "{'user':'','item':'i','type':'v'}; /events/0/user; bad_id",
                "{'user':'u','item':7,'type':'v'}; /events/0/item; wrong_type",
                "{'user':'u','item':'i','type':'v','value':'1'}; /events/0/value; wrong_type",
                "{'user':'u','item':'i','type':'v','value':1e999}; /events/0/value; not_finite",
                "{'user':'u','item':'i','type':'v','time':'2999-01-01'}; /events/0/time; out_of_range",
                "{'user':'u','item':'i','type':'v','time':9223372036854775807}; /events/0/time; out_of_range",
                "{'user':'u','item':'i','type':'v','tiem':1}; /events/0/tiem; unknown_field",
                "{'user':'u\\u0000','item':'i','type':'v'}; /events/0/user; bad_id",
                "{'user':'\\ud800','item':'i','type':'v'}; /events/0/user; bad_id",
            })
    void saysWhereAnEventIsWrong(String event, String pointer, String code) {
        Answer wrong = send(event.replace('\'', '"'));
        assertThat(wrong.status()).as(wrong.body()).isEqualTo(422);
        assertThat(wrong.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(wrong.json().at("/errors/0/code").asText()).isEqualTo(code);
        assertThat(server.get("/v1/events").json().get("items")).isEmpty();
    }

    @Test
    void refusesWhatIsNoListOfEvents() {
        assertThat(server.post("/v1/events", "{}").status()).isEqualTo(422);
        assertThat(server.post("/v1/events", "{\"events\":[NaN]}").status()).isEqualTo(400);
        assertThat(server.post("/v1/events", "[]").status()).isEqualTo(422);
        String many =
                IntStream.range(0, 10_001)
                        .mapToObj(k -> "{\"user\":\"u\",\"item\":\"i\",\"type\":\"v\"}")
                        .collect(Collectors.joining(","));
        assertThat(send(many).json().at("/errors/0/code").asText()).isEqualTo("too_many");
    }

    @Test
    void aTimeTomorrowIsStillFine() {
        String tomorrow = Instant.now().plus(Duration.ofHours(23)).toString();
        assertThat(
                        send("{\"user\":\"u\",\"item\":\"i\",\"type\":\"v\",\"time\":\"%s\"}"
                                        .formatted(tomorrow))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void knowsNoMoreTypesThanTrainingCanTell() {
        for (int k = 0; k < 100; k++) {
            assertThat(
                            send("{\"user\":\"u\",\"item\":\"i\",\"type\":\"t%d\"}".formatted(k))
                                    .status())
                    .isEqualTo(200);
        }
        Answer wrong = send("{\"user\":\"u\",\"item\":\"i\",\"type\":\"one more\"}");
        assertThat(wrong.json().at("/errors/0/code").asText()).isEqualTo("too_many");
        assertThat(send("{\"user\":\"u\",\"item\":\"i\",\"type\":\"t7\"}").status()).isEqualTo(200);
        server.delete("/v1/events?user=u&type=t8");
        assertThat(send("{\"user\":\"u\",\"item\":\"i\",\"type\":\"one more\"}").status())
                .isEqualTo(200);
    }

    @Test
    void eventsAreReadByPageAndUndone() {
        for (int k = 0; k < 5; k++) {
            send("{\"user\":\"u%d\",\"item\":\"i\",\"type\":\"view\"}".formatted(k % 2));
        }
        JsonNode first = server.get("/v1/events?item=i&limit=3").json();
        assertThat(first.get("items")).hasSize(3);
        JsonNode second =
                server.get("/v1/events?item=i&limit=3&cursor=" + first.get("next").asText()).json();
        assertThat(second.get("items")).hasSize(2);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(server.get("/v1/events?cursor=x").status()).isEqualTo(400);
        assertThat(server.get("/v1/events?cursor=-1").status()).isEqualTo(400);
        assertThat(server.get("/v1/events?usr=u0").body()).contains("did you mean");
        assertThat(server.delete("/v1/events").status()).isEqualTo(400);
        assertThat(server.delete("/v1/events?type=view").status()).isEqualTo(400);
        assertThat(server.delete("/v1/events?user=u0&item=i").json().get("deleted").asInt())
                .isEqualTo(3);
        assertThat(server.get("/v1/events").json().get("items")).hasSize(2);
    }
}
