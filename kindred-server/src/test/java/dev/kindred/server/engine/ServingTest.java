package dev.kindred.server.engine;

import static dev.kindred.server.engine.ServedProject.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kindred.rerank.Quota;
import dev.kindred.store.Event;
import dev.kindred.store.WriteMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of a trained model, on the demo's data. */
class ServingTest {
    @TempDir private static Path folder;
    private static ServedProject served;

    @BeforeAll
    static void train() {
        served = new ServedProject(folder).withMovielens().publish("item-knn");
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static Set<String> seen(String user) {
        return served.project.events().history(user, 10_000).stream()
                .map(stored -> stored.event().item())
                .collect(Collectors.toSet());
    }

    private static RecommendationRequest.Builder request(String user) {
        return RecommendationRequest.builder().user(user);
    }

    @Test
    void recommendsWhatTheUserHasNotSeen() {
        RecommendationAnswer answer = served.answer("1", 20);

        assertThat(ids(answer)).hasSize(20).doesNotHaveDuplicates();
        assertThat(ids(answer)).doesNotContainAnyElementsOf(seen("1"));
        assertThat(answer.isDegraded()).isFalse();
        assertThat(answer.content().coldStart()).isFalse();
        assertThat(answer.content().model()).isEqualTo(served.workspace.serving().modelVersion());
        assertThat(answer.items()).allMatch(item -> item.source().equals("item-knn"));
        assertThat(answer.items())
                .extracting(ListedItem::score)
                .isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void givesANewUserAPersonalExplainedListAfterOneEvent() {
        served.project
                .events()
                .append(
                        List.of(Event.of("new-1", "260", "rating", 5, served.clock.millis())),
                        WriteMode.ADD);

        RecommendationAnswer answer = served.answer(request("new-1").explain(true).build());

        assertThat(answer.content().coldStart()).isFalse();
        ListedItem.Why why = answer.items().get(0).why();
        assertThat(why).isNotNull();
        assertThat(why.text()).startsWith("Because you liked Star Wars");
        assertThat(why.sources().get(0).recommender()).isEqualTo("item-knn");
        assertThat(why.sources().get(0).because()).containsExactly("260");
    }

    @Test
    void followsEveryEventAtOnce() {
        served.event("new-2", "260");
        List<String> before = served.ids("new-2", 10);
        served.event("new-2", before.get(0));

        List<String> after = served.ids("new-2", 10);

        assertThat(after).doesNotContain(before.get(0)).isNotEqualTo(before);
    }

    @Test
    void treatsAStrangerAsANewUser() {
        RecommendationAnswer answer = served.answer(request("nobody").explain(true).build());

        assertThat(answer.content().coldStart()).isTrue();
        assertThat(answer.isDegraded()).isFalse();
        assertThat(answer.items()).hasSize(10);
        assertThat(answer.items().get(0).why().text()).isEqualTo("Popular with everybody");
    }

    @Test
    void followsTheSessionOfAGuest() {
        RecommendationAnswer answer =
                served.answer(
                        RecommendationRequest.builder()
                                .session(List.of("260", "nonsense"))
                                .build());

        assertThat(answer.content().coldStart()).isFalse();
        assertThat(answer.content().user()).isNull();
        assertThat(ids(answer)).contains("1196").doesNotContain("260");
    }

    @Test
    void pagesHoldEveryItemOnceAndInTheOrderOfOneLongList() {
        List<String> whole = served.ids("2", 50);
        var paged = new ArrayList<String>();
        String token = null;
        for (int page = 0; page < 5; page++) {
            RecommendationAnswer answer =
                    served.answer(request("2").limit(10).pageToken(token).build());
            paged.addAll(ids(answer));
            token = answer.content().pageToken();
            assertThat(token).isNotNull();
        }

        assertThat(paged).isEqualTo(whole);
    }

    @Test
    void pagesStayApartWhenEventsComeBetween() {
        served.event("new-3", "260");
        RecommendationAnswer first = served.answer(request("new-3").limit(10).build());
        String token = first.content().pageToken();
        List<String> second = ids(served.answer(request("new-3").pageToken(token).build()));
        served.event("new-3", first.items().get(0).item());
        served.event("new-3", second.get(0));

        List<String> again = ids(served.answer(request("new-3").pageToken(token).build()));

        assertThat(again).doesNotContainAnyElementsOf(ids(first)).doesNotContain(second.get(0));
        assertThat(again.subList(0, 9))
                .as("the list goes on that was begun")
                .isEqualTo(second.subList(1, 10));
    }

    @Test
    void refusesATokenThatNobodyGave() {
        for (String token : List.of("x", "AAAA", "p".repeat(5000))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> served.answer(request("1").pageToken(token).build()))
                    .withMessageContaining("pageToken");
        }
    }

    @Test
    void obeysFiltersLikeANaiveOne() {
        var filtered =
                served.answer(
                        request("3")
                                .limit(30)
                                .filter("'Comedy' in categories && year >= 1990")
                                .include(List.of("title", "year", "categories", "none"))
                                .build());
        List<String> naive = new ArrayList<>();
        for (ListedItem item :
                served.answer(
                                request("3")
                                        .limit(1000)
                                        .include(List.of("year", "categories"))
                                        .build())
                        .items()) {
            Object year = item.attributes().get("year");
            boolean comedy =
                    item.attributes().get("categories") instanceof List<?> all
                            && all.contains("Comedy");
            if (comedy && year instanceof Long number && number >= 1990) {
                naive.add(item.item());
            }
        }

        assertThat(ids(filtered)).hasSize(30).isEqualTo(naive.subList(0, 30));
        assertThat(filtered.items().get(0).attributes().keySet())
                .containsExactly("title", "year", "categories");
    }

    @Test
    void obeysBoostsExclusionsAndCandidates() {
        List<String> plain = served.ids("4", 20);

        var boosted =
                served.answer(
                        request("4")
                                .boost("id == '%s' ? 1000 : 1".formatted(plain.get(15)))
                                .explain(true)
                                .build());
        assertThat(ids(boosted).get(0)).isEqualTo(plain.get(15));
        assertThat(boosted.items().get(0).why().rules().get(0).factor()).isEqualTo(1000);

        assertThat(ids(served.answer(request("4").exclude(plain.subList(0, 3)).build())))
                .isEqualTo(plain.subList(3, 13));

        Set<String> three = Set.of(plain.get(7), plain.get(2), plain.get(11));
        assertThat(ids(served.answer(request("4").candidates(three).build())))
                .containsExactly(plain.get(2), plain.get(7), plain.get(11));
    }

    @Test
    void rerankOrdersWhatItIsGivenAndKeepsTheUnknownLast() {
        List<String> plain = served.ids("4", 20);

        RecommendationAnswer answer =
                served.workspace
                        .recommendations()
                        .rerank(
                                RecommendationRequest.of("4", 10),
                                List.of("unknown", plain.get(9), plain.get(1)));

        assertThat(ids(answer)).containsExactly(plain.get(1), plain.get(9), "unknown");
    }

    @Test
    void diversityAndQuotasChangeTheList() {
        List<String> plain = served.ids("5", 10);

        var diverse = served.answer(request("5").diversity(.7).explain(true).build());
        assertThat(ids(diverse)).isNotEqualTo(plain);
        assertThat(diverse.items())
                .anyMatch(
                        item ->
                                item.why().rerank() != null
                                        && item.why().rerank().reason().equals("diversity"));

        var shared =
                served.answer(
                        request("5")
                                .quotas(List.of(new Quota("categories", "Comedy", .8)))
                                .include(List.of("categories"))
                                .build());
        assertThat(shared.items())
                .filteredOn(item -> String.valueOf(item.attributes()).contains("Comedy"))
                .hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> served.answer(request("1").filter("yaer > 3").build()))
                .withMessageContaining("year");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> served.answer("1", 1001))
                .withMessageContaining("1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> served.answer(request("1").rerank(List.of("mrm")).build()))
                .withMessageContaining("mmr");
    }

    @Test
    void tellsWhyAnItemIsNotThere() {
        List<String> plain = served.ids("6", 100);
        var asked = RecommendationRequest.of("6", 10);

        MissingItem outranked = served.workspace.recommendations().whyNot(asked, plain.get(56));
        assertThat(outranked.stage()).isEqualTo("outranked");
        assertThat(outranked.wouldRank()).isEqualTo(57);

        var filtered =
                served.workspace
                        .recommendations()
                        .whyNot(
                                request("6").filter("id != '%s'".formatted(plain.get(4))).build(),
                                plain.get(4));
        assertThat(filtered.stage()).isEqualTo("filter");
        assertThat(filtered.wouldRank()).isEqualTo(5);

        String seen = seen("6").iterator().next();
        assertThat(served.workspace.recommendations().whyNot(asked, seen).stage())
                .isEqualTo("seen");
        assertThat(served.workspace.recommendations().whyNot(asked, "nonsense").stage())
                .isEqualTo("unknown");
        assertThat(served.workspace.recommendations().whyNot(asked, plain.get(0)).stage())
                .isEqualTo("listed");
    }

    @Test
    void anAnswerFromTheCacheIsTheSameUnderAnotherId() {
        long hits = served.workspace.settings().cache().stats().hits();
        RecommendationAnswer one = served.answer(request("7").explain(true).build());
        RecommendationAnswer two = served.answer(request("7").explain(true).build());

        assertThat(served.workspace.settings().cache().stats().hits()).isEqualTo(hits + 1);
        assertThat(two.content()).isEqualTo(one.content());
        assertThat(two.recommendationId()).isNotEqualTo(one.recommendationId());
    }

    @Test
    void answersManyAtOnceAsOneByOne() {
        List<String> users = List.of("10", "11", "nobody", "12");

        List<RecommendationAnswer> batch =
                served.workspace
                        .batches()
                        .recommendAll(users, RecommendationRequest.of(null, 10), false);

        for (int k = 0; k < users.size(); k++) {
            assertThat(batch.get(k).content()).isEqualTo(served.answer(users.get(k), 10).content());
        }
    }

    @Test
    void aDistinctBatchGivesNoItemTwice() {
        List<RecommendationAnswer> batch =
                served.workspace
                        .batches()
                        .recommendAll(
                                List.of("10", "11", "12"),
                                RecommendationRequest.of(null, 20),
                                true);

        var all = new HashSet<String>();
        batch.forEach(answer -> ids(answer).forEach(id -> assertThat(all.add(id)).isTrue()));
        assertThat(all).hasSize(60);
        assertThat(ids(batch.get(0))).isEqualTo(served.ids("10", 20));
    }

    @Test
    void precomputedListsAreFoundByRequests() {
        List<String> users = List.of("20", "21", "22");
        var request = RecommendationRequest.of(null, 7);

        int kept =
                served.workspace
                        .batches()
                        .precompute(users, request, new dev.kindred.model.FitContext(1, 2));

        assertThat(kept).isEqualTo(3);
        long misses = served.workspace.settings().cache().stats().misses();
        users.forEach(user -> assertThat(served.ids(user, 7)).hasSize(7));
        assertThat(served.workspace.settings().cache().stats().misses()).isEqualTo(misses);
    }

    @Test
    void previewsAnotherPipeline() {
        var other = ServedProject.spec(java.util.Map.of(), List.of("mmr:0.9"));

        var same =
                served.workspace
                        .batches()
                        .preview(served.workspace.pipeline(), List.of("1", "2"), 10);
        var preview = served.workspace.batches().preview(other, List.of("1", "2", "3"), 10);

        assertThat(same.overlap()).isEqualTo(1);
        assertThat(same.differences()).isEmpty();
        assertThat(preview.sampleUsers()).isEqualTo(3);
        assertThat(preview.overlap()).isBetween(0.0, 0.99);
        assertThat(preview.differences()).isNotEmpty();
        assertThat(preview.differences().get(0).before())
                .isEqualTo(served.ids(preview.differences().get(0).user(), 10));
    }
}
