package dev.kindred.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kindred.server.engine.ListedItem.Move;
import dev.kindred.server.engine.ListedItem.RuleEffect;
import dev.kindred.server.engine.ListedItem.Source;
import dev.kindred.server.engine.ListedItem.Why;
import dev.kindred.server.engine.PipelineChoice.Arm;
import dev.kindred.server.engine.RecommendationAnswer.Content;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecommendationAnswerTest {
    private static final Why WHY =
            new Why(
                    List.of(
                            new Source("item-knn", 0.61, 2, List.of("i1")),
                            new Source("ials", Double.NaN, 0, List.of())),
                    List.of(new RuleEffect("boost-new", 1.3)),
                    new Move(5, 1, "diversity"),
                    "Because you liked i1");
    private static final Content CONTENT =
            new Content(
                    "bob",
                    "p7",
                    3,
                    false,
                    null,
                    List.of(
                            new ListedItem("i42", 0.5, "hybrid", Map.of("title", "A \"B\""), WHY),
                            ListedItem.of("ü/1", 0.25, "popular")),
                    List.of("a note"));

    private static String text(RecommendationAnswer answer) {
        return new String(answer.json(), StandardCharsets.UTF_8);
    }

    @Test
    void writesWhatTheApiPromises() {
        var answer = RecommendationAnswer.of("r_1", new Arm("e\"1", "B"), Set.of(), CONTENT);

        assertThat(text(answer))
                .isEqualTo(
                        "{\"recommendationId\":\"r_1\",\"experiment\":{\"id\":\"e\\\"1\",\"variant\":\"B\"},"
                                + "\"degraded\":false,\"user\":\"bob\",\"pipeline\":\"p7\",\"model\":3,"
                                + "\"coldStart\":false,\"pageToken\":null,\"items\":["
                                + "{\"item\":\"i42\",\"score\":0.5,\"source\":\"hybrid\","
                                + "\"attributes\":{\"title\":\"A \\\"B\\\"\"},\"explain\":{\"sources\":["
                                + "{\"recommender\":\"item-knn\",\"score\":0.61,\"rank\":2,\"because\":[\"i1\"]},"
                                + "{\"recommender\":\"ials\"}],\"rules\":[{\"rule\":\"boost-new\",\"factor\":1.3}],"
                                + "\"rerank\":{\"from\":5,\"to\":1,\"reason\":\"diversity\"},"
                                + "\"text\":\"Because you liked i1\"}},"
                                + "{\"item\":\"ü/1\",\"score\":0.25,\"source\":\"popular\"}],"
                                + "\"notes\":[\"a note\"]}");
    }

    @Test
    void readsBackWhatWasKept() {
        byte[] kept = RecommendationAnswer.of("r_1", null, Set.of(), CONTENT).body();

        var answer = RecommendationAnswer.ofBody("r_2", null, Set.of(), kept);

        assertThat(answer.content()).isEqualTo(CONTENT);
        assertThat(answer.recommendationId()).isEqualTo("r_2");
    }

    @Test
    void tellsTheLogWhatWasShownWithoutReadingTheRest() {
        byte[] kept = RecommendationAnswer.of("r_1", null, Set.of(), CONTENT).body();

        var shown = RecommendationAnswer.ofBody("r_2", null, Set.of(), kept).shown();

        assertThat(shown.user()).isEqualTo("bob");
        assertThat(shown.pipeline()).isEqualTo("p7");
        assertThat(shown.model()).isEqualTo(3);
        assertThat(shown.items()).containsExactly("i42", "ü/1");
    }

    @Test
    void tellsTheLogOfAGuestAndOfAnEmptyList() {
        var content = new Content(null, "p1", 0, true, null, List.of(), List.of());

        var shown = RecommendationAnswer.of("r_1", null, Set.of(), content).shown();

        assertThat(shown.user()).isNull();
        assertThat(shown.items()).isEmpty();
    }

    @Test
    void namesTheGravestReasonFirst() {
        var reasons = EnumSet.of(Degradation.CACHE_UNAVAILABLE, Degradation.NO_MODEL);

        var answer = RecommendationAnswer.of("r_1", null, reasons, CONTENT);

        assertThat(text(answer))
                .startsWith(
                        "{\"recommendationId\":\"r_1\",\"degraded\":true,\"reason\":\"no_model\","
                                + "\"reasons\":[\"no_model\",\"cache_unavailable\"],\"user\"");
    }

    @Test
    void givesIdsThatSortByTimeAndNeverComeTwice() {
        // 2024-01-01 = 1704067200000 ms = 01HK153X00 in Crockford's base 32
        assertThat(RecommendationId.next(1_704_067_200_000L))
                .startsWith("r_01HK153X00")
                .matches("r_[0-9A-HJKMNP-TV-Z]{26}");
        var seen = new HashSet<String>();
        for (int k = 0; k < 10_000; k++) {
            assertThat(seen.add(RecommendationId.next(k))).isTrue();
        }
        assertThat(RecommendationId.next(1000)).isLessThan(RecommendationId.next(1001));
    }

    @Test
    void refusesARequestThatCannotBeMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecommendationRequest.of("u", 0))
                .withMessageContaining("limit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecommendationRequest.builder().diversity(Double.NaN).build())
                .withMessageContaining("diversity");
    }
}
