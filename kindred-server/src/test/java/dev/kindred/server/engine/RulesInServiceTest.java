package dev.kindred.server.engine;

import static dev.kindred.server.engine.ServedProject.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.pipeline.PipelineSpec.EventType;
import dev.kindred.store.UserRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and meanings of events, on a small shop: item k was bought by k users. */
class RulesInServiceTest {
    @TempDir private Path folder;
    private ServedProject served;

    @BeforeEach
    void open() {
        var types = Map.of("hate", new EventType(1, true), "view", new EventType(1, false));
        served = new ServedProject(folder, ServedProject.spec(types, List.of()));
        var items = new ArrayList<dev.kindred.store.ItemRecord>();
        for (int k = 1; k <= 9; k++) {
            items.add(
                    ServedProject.item(
                            "i" + k, k > 4 ? "big" : "small", "{\"price\":%d}".formatted(k)));
        }
        served.project.items().put(items);
        for (int k = 1; k <= 9; k++) {
            for (int user = 0; user < k; user++) {
                served.event("u" + user, "i" + k);
            }
        }
        served.publish("popular"); // i9, i8 ... i1 for everybody who is new
    }

    @AfterEach
    void close() {
        served.close();
    }

    private List<String> list(String placement) {
        return ids(
                served.answer(
                        RecommendationRequest.builder()
                                .user("new")
                                .limit(5)
                                .placement(placement)
                                .build()));
    }

    private List<String> list() {
        return list(null);
    }

    @Test
    void filtersWhereTheyApplyAndFromTheNextRequestOn() {
        assertThat(list()).contains("i9", "i8");

        served.rule("cheap", "{\"when\":{\"placement\":\"home\"},\"filter\":\"price < 4\"}");

        assertThat(list("home")).containsExactlyInAnyOrder("i1", "i2", "i3");
        assertThat(list("cart")).contains("i9", "i8");
        assertThat(list()).contains("i9", "i8");
    }

    @Test
    void boostsAndSaysSo() {
        served.rule("push", "{\"boost\":\"id == 'i1' ? 100 : 1\"}");

        var answer =
                served.answer(RecommendationRequest.builder().user("new").explain(true).build());

        assertThat(answer.items().get(0).item()).isEqualTo("i1");
        assertThat(answer.items().get(0).why().rules())
                .containsExactly(new ListedItem.RuleEffect("push", 100));
    }

    @Test
    void pinsUntilTheirTimeIsOver() {
        long soon = served.clock.millis() + 1000;
        served.rule(
                "pins",
                "{\"pin\":[{\"item\":\"i2\",\"position\":1,\"until\":%d},{\"item\":\"i1\",\"position\":3},{\"item\":\"none\",\"position\":2}]}"
                        .formatted(soon));

        List<String> pinned = list();
        assertThat(pinned).hasSize(5).startsWith("i2", "i9", "i1");
        assertThat(served.answer("new", 5).items().get(0).source()).isEqualTo("pin");

        served.project.items().hide("i1", true);
        assertThat(list()).startsWith("i2", "i9").doesNotContain("i1");

        served.clock.forward(1000);
        assertThat(list()).startsWith("i9").doesNotContain("i2");
    }

    @Test
    void capsAndShares() {
        served.rule("cap", "{\"cap\":{\"by\":\"categories\",\"max\":1,\"window\":2}}");
        List<String> capped = list();
        for (int k = 0; k + 1 < capped.size(); k++) {
            boolean big = capped.get(k).compareTo("i4") > 0;
            assertThat(capped.get(k + 1).compareTo("i4") > 0).as("%s", capped).isNotEqualTo(big);
        }

        served.rule("cap", "{\"share\":{\"by\":\"categories\",\"targets\":{\"small\":0.4}}}");
        assertThat(list()).filteredOn(id -> id.compareTo("i4") <= 0).hasSize(2);
    }

    @Test
    void looksAtTheUser() {
        served.project
                .users()
                .put(
                        List.of(
                                new UserRecord("child", "{\"age\":9}"),
                                new UserRecord("adult", "{\"age\":40}")));
        served.rule(
                "young",
                "{\"when\":{\"user\":\"user.age < 18\"},\"filter\":\"price < user.age - 5\"}");

        assertThat(served.ids("child", 9)).containsExactlyInAnyOrder("i1", "i2", "i3");
        assertThat(served.ids("adult", 9)).hasSize(9);
        assertThat(served.ids("nobody", 9)).hasSize(9);
    }

    @Test
    void leavesOutARuleThatNoLongerFitsAndSaysSo() {
        served.rule("odd", "{\"filter\":\"colour == 'red'\"}");

        RecommendationAnswer answer = served.answer("new", 5);

        assertThat(answer.items()).hasSize(5);
        assertThat(answer.degradations()).containsExactly(Degradation.RULE_SKIPPED);
        assertThat(served.workspace.serving().rules(served.clock.millis()).problems())
                .containsOnlyKeys("odd");
    }

    @Test
    void tellsWhichRuleTookAnItemOut() {
        served.rule("cheap", "{\"filter\":\"price < 4\"}");

        MissingItem why =
                served.workspace.recommendations().whyNot(RecommendationRequest.of("new", 5), "i9");

        assertThat(why.stage()).isEqualTo("rules");
        assertThat(why.rule()).isEqualTo("cheap");
    }

    @Test
    void neverRecommendsWhatTheUserDoesNotWant() {
        assertThat(list()).contains("i9");

        served.event("new", "i9", "hate");

        RecommendationAnswer answer = served.answer("new", 9);
        assertThat(ids(answer)).doesNotContain("i9").hasSize(8);
        assertThat(answer.content().coldStart()).as("a dislike tells no taste").isTrue();
        assertThat(
                        served.workspace
                                .recommendations()
                                .whyNot(RecommendationRequest.of("new", 5), "i9")
                                .stage())
                .isEqualTo("disliked");
    }

    @Test
    void storedListsFollowTheirFilter() {
        served.project
                .documents()
                .put(
                        "list",
                        "bargains",
                        "{\"by\":\"popular\",\"filter\":\"price < 4\"}",
                        dev.kindred.store.Documents.ANY_VERSION,
                        "me");
        served.answer("new", 1);

        assertThat(served.workspace.lists().list("bargains", null, null, 0, 2, List.of()))
                .extracting(ListedItem::item)
                .containsExactly("i3", "i2");
    }
}
