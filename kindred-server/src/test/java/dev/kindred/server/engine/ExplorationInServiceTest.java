package dev.kindred.server.engine;

import static dev.kindred.server.engine.ServedProject.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.pipeline.PipelineSpec.Exploration;
import dev.kindred.store.Event;
import dev.kindred.store.Exposure;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.WriteMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 30 items that 20 users have, and 20 new ones. */
class ExplorationInServiceTest {
    private static final long HOUR = 3_600_000;

    @TempDir private Path folder;
    private ServedProject served;

    @BeforeEach
    void open() {
        served = new ServedProject(folder, spec(0.2, false, 10, Duration.ofHours(1)));
        var items = new ArrayList<ItemRecord>();
        for (int k = 0; k < 50; k++) {
            String id = k < 30 ? "old" + k : "new" + (k - 30);
            items.add(
                    ServedProject.item(id, k % 2 == 0 ? "even" : "odd", "{\"k\":%d}".formatted(k)));
        }
        served.project.items().put(items);
        var events = new ArrayList<Event>();
        for (int user = 0; user < 20; user++) {
            for (int k = 0; k < 30; k++) {
                if ((user + k) % 3 > 0) {
                    events.add(Event.of("u" + user, "old" + k, "view", 1, served.clock.millis()));
                }
            }
        }
        served.project.events().append(events, WriteMode.ADD);
        served.publish("item-knn");
    }

    @AfterEach
    void close() {
        served.close();
    }

    private static PipelineSpec spec(double share, boolean all, int enough, Duration cacheTtl) {
        PipelineSpec.Serving usual = PipelineSpec.Serving.DEFAULTS;
        return ServedProject.spec(
                new PipelineSpec.Serving(
                        usual.historyLength(),
                        false,
                        usual.maxItems(),
                        usual.timeout(),
                        cacheTtl,
                        new Exploration(share, all, enough, Duration.ofHours(1))));
    }

    private static RecommendationRequest.Builder request(String user) {
        return RecommendationRequest.builder().user(user).record(true);
    }

    private static List<ListedItem> drawn(RecommendationAnswer answer) {
        return answer.items().stream().filter(one -> one.source().equals("exploration")).toList();
    }

    private static List<String> drawnIds(RecommendationAnswer answer) {
        return drawn(answer).stream().map(ListedItem::item).toList();
    }

    private RecommendationAnswer asked(RecommendationRequest.Builder request) {
        return served.answer(request.build());
    }

    @Test
    void newItemsGetPlacesButTheFirstAndTheirChanceIsToldAndLogged() {
        RecommendationAnswer answer = asked(request("u1").explain(true));

        assertThat(ids(answer)).hasSize(10).doesNotHaveDuplicates();
        assertThat(answer.items().get(4).source()).isEqualTo("exploration");
        assertThat(answer.items().get(9).source()).isEqualTo("exploration");
        assertThat(drawnIds(answer)).hasSize(2).allMatch(id -> id.startsWith("new"));
        // 20 new items, all alike, then 19
        assertThat(answer.items().get(4).propensity()).isEqualTo(1 / 20.0);
        assertThat(answer.items().get(9).propensity()).isEqualTo(1 / 19.0);
        assertThat(answer.items().get(0).propensity()).isEqualTo(1);
        assertThat(answer.items().get(4).why().text()).isEqualTo("To find out who likes it");

        served.project.exposures().flush();
        Exposure logged = served.project.exposures().of(answer.recommendationId()).get(0);
        assertThat(logged.items()).isEqualTo(ids(answer));
        assertThat(logged.propensities())
                .containsExactly(1, 1, 1, 1, 1 / 20.0, 1, 1, 1, 1, 1 / 19.0);
    }

    @Test
    void oneUserGetsTheSameForAnHourOthersAndLaterOthers() {
        List<String> first = ids(asked(request("u1")));
        assertThat(ids(asked(request("u1")))).isEqualTo(first);
        served.workspace.change(spec(0.2, false, 10, Duration.ZERO), 2); // nothing is kept
        assertThat(ids(asked(request("u1")))).as("made anew").isEqualTo(first);
        assertThat(
                        served.workspace
                                .batches()
                                .recommendAll(List.of("u1"), request(null).build(), false))
                .singleElement()
                .satisfies(one -> assertThat(ids(one)).isEqualTo(first));

        Set<List<String>> seen = new HashSet<>();
        for (int k = 0; k < 10; k++) {
            seen.add(drawnIds(asked(request("u" + k))));
        }
        assertThat(seen).hasSizeGreaterThan(5);
    }

    @Test
    void whatIsKeptEndsWithTheHour() {
        Set<List<String>> seen = new HashSet<>();
        for (int hour = 0; hour < 10; hour++) {
            seen.add(drawnIds(asked(request("u1"))));
            served.clock.forward(HOUR);
        }
        assertThat(seen).hasSizeGreaterThan(5);
    }

    @Test
    void nothingThatMustNotBeThereGetsAPlace() {
        served.project.items().hide("new3", true);
        served.rule("no", "{\"filter\":\"id != 'new4'\"}");
        served.event("u1", "new5");
        Set<String> seen = new HashSet<>();
        for (int hour = 0; hour < 40; hour++) {
            seen.addAll(
                    drawnIds(
                            asked(
                                    request("u1")
                                            .limit(4) // u1 has all old ones below 12 but 4
                                            .filter("k >= 30 || k < 12")
                                            .exclude(List.of("new6")))));
            served.clock.forward(HOUR);
        }
        assertThat(seen)
                .hasSizeGreaterThan(10)
                .doesNotContain("new3", "new4", "new5", "new6")
                .allMatch(id -> id.startsWith("new"));
        assertThat(drawn(asked(request("u1").filter("k < 30")))).isEmpty();
        assertThat(drawn(asked(request("u1").candidates(List.of("old1", "new1", "new2")))))
                .isEmpty();
    }

    @Test
    void pagesHaveTheirOwnPlacesAndNoItemTwice() {
        List<String> all = new ArrayList<>();
        String token = null;
        do {
            RecommendationAnswer page = asked(request("u1").pageToken(token));
            all.addAll(ids(page));
            token = page.content().pageToken();
        } while (token != null);
        assertThat(all).doesNotHaveDuplicates();
        // 30 items less those that u1 has (20), and 20 new ones
        assertThat(all).hasSize(30);
    }

    @Test
    void whatWasShownEnoughIsNoLongerNew() {
        for (int k = 0; k < 9; k++) {
            served.project
                    .exposures()
                    .offer(
                            Exposure.of(
                                    "r_" + k,
                                    "someone",
                                    served.clock.millis(),
                                    "p",
                                    1,
                                    newItems(0, 19)));
        }
        served.event("u2", "new0"); // 9 times shown, once wanted: 10
        served.project.exposures().flush();
        served.clock.forward(HOUR);
        served.workspace.refresh();
        Set<String> seen = new HashSet<>();
        for (int hour = 0; hour < 60; hour++) {
            seen.addAll(drawnIds(asked(request("u1").record(false))));
            served.clock.forward(HOUR);
            served.workspace.refresh();
        }
        assertThat(seen).hasSize(19).doesNotContain("new0").contains("new19");
    }

    private static List<String> newItems(int from, int until) {
        var items = new ArrayList<String>();
        for (int k = from; k < until; k++) {
            items.add("new" + k);
        }
        return items;
    }

    @Test
    void aCapOfARuleHoldsForExploredItemsToo() {
        served.rule("cap", "{\"cap\":{\"by\":\"categories\",\"max\":5}}");
        for (int hour = 0; hour < 10; hour++) {
            RecommendationAnswer answer =
                    asked(request("u1").include(List.of("categories")).record(false));
            assertThat(answer.items())
                    .filteredOn(one -> one.attributes().toString().contains("even"))
                    .hasSize(5);
            served.clock.forward(HOUR);
        }
    }
}
