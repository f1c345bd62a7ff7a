package dev.kindred.server.engine;

import static dev.kindred.server.engine.ServedProject.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.ItemRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is answered before there is a model. */
class FirstEventsTest {
    @TempDir private Path folder;
    private ServedProject served;

    @BeforeEach
    void open() {
        served = new ServedProject(folder);
    }

    @AfterEach
    void close() {
        served.close();
    }

    @Test
    void answersWithNothingAtAll() {
        RecommendationAnswer answer = served.answer("u", 10);

        assertThat(answer.items()).isEmpty();
        assertThat(answer.degradations())
                .containsExactly(Degradation.NO_MODEL, Degradation.NO_ITEMS);
        assertThat(answer.content().coldStart()).isTrue();
    }

    @Test
    void answersFromTheVeryFirstEventOn() {
        served.event("u", "i");

        assertThat(ids(served.answer("somebody else", 10))).containsExactly("i");
        assertThat(served.answer("somebody else", 10).items().get(0).source()).isEqualTo("popular");
        assertThat(served.answer("somebody else", 10).degradations())
                .containsExactly(Degradation.NO_MODEL);
        assertThat(ids(served.answer("u", 10))).as("the only item, again").containsExactly("i");
        assertThat(served.answer("u", 10).degradations())
                .containsExactly(Degradation.NO_MODEL, Degradation.EVERYTHING_SEEN);
    }

    @Test
    void recommendsItemsThatNobodyHasYetAfterPopularOnes() {
        served.items("old");
        served.clock.forward(ServedProject.DAY);
        served.items("new");
        served.event("a", "both");
        served.event("b", "both");
        served.event("a", "one");

        RecommendationAnswer answer = served.answer("c", 10);

        assertThat(ids(answer)).containsExactly("both", "one", "new", "old");
        assertThat(answer.items().stream().map(ListedItem::source))
                .containsExactly("popular", "popular", "latest", "latest");
    }

    @Test
    void neverRecommendsWhatIsHiddenDeletedOrOutOfItsTime() {
        long now = served.clock.millis();
        served.items("hidden", "deleted", "seen", "good");
        served.project
                .items()
                .put(
                        List.of(
                                timed("early", now + 1000, null),
                                timed("late", null, now),
                                timed("now", now, now + 1000)));
        for (String item : List.of("hidden", "deleted", "seen", "good", "early", "late", "now")) {
            served.event("x", item);
        }
        served.event("u", "seen");
        assertThat(served.ids("u", 10))
                .containsExactlyInAnyOrder("hidden", "deleted", "good", "now");

        served.project.items().hide("hidden", true);
        served.project.items().delete("deleted");

        assertThat(served.ids("u", 10)).containsExactlyInAnyOrder("good", "now");
        served.clock.forward(1000);
        assertThat(served.ids("u", 10)).containsExactlyInAnyOrder("good", "early");
    }

    private static ItemRecord timed(String id, Long from, Long until) {
        return new ItemRecord(
                id, null, null, null, List.of(), "{}", "{}", null, from, until, false);
    }

    @Test
    void keepsDeletedItemsAwayAfterARestart() {
        served.items("deleted", "good");
        served.event("x", "deleted");
        served.event("x", "good");
        served.project.items().delete("deleted");
        served.workspace.close();
        served.workspace =
                new Workspace(
                        served.project,
                        dev.kindred.server.pipeline.PipelineSpec.defaults(),
                        served.clock);

        assertThat(served.ids("u", 10)).containsExactly("good");
        served.items("deleted");
        assertThat(served.ids("u", 10)).containsExactlyInAnyOrder("good", "deleted");
    }

    @Test
    void leavesOutWhatTheUserOffers() {
        served.items("a", "b");
        served.project
                .items()
                .put(
                        List.of(
                                new ItemRecord(
                                        "mine", null, null, "u", List.of(), "{}", "{}", null, null,
                                        null, false)));

        assertThat(served.ids("u", 10)).containsExactlyInAnyOrder("a", "b");
        assertThat(served.ids("v", 10)).containsExactlyInAnyOrder("a", "b", "mine");
    }

    @Test
    void tellsWhenFiltersLeaveNothing() {
        served.items("a", "b");

        RecommendationAnswer answer =
                served.answer(
                        RecommendationRequest.builder().user("u").filter("title == 'Tc'").build());

        assertThat(answer.items()).isEmpty();
        assertThat(answer.degradations())
                .containsExactly(Degradation.NO_MODEL, Degradation.EVERYTHING_FILTERED);
    }

    @Test
    void hasNamedListsOfEverything() {
        served.items("a", "b", "c");
        served.event("x", "b");
        served.clock.forward(30 * ServedProject.DAY);
        served.event("y", "c");
        served.event("z", "b");
        served.event("v", "c");
        NamedLists lists = served.workspace.lists();

        served.workspace.refresh();

        // b: 1 + 2^(-30/7) = 1.051, c: 2
        assertThat(lists.list("trending", null, null, 0, 10, List.of("title")))
                .satisfies(
                        list -> {
                            assertThat(list.get(0).item()).isEqualTo("c");
                            assertThat(list.get(0).attributes()).containsEntry("title", "Tc");
                            assertThat(list.get(0).score())
                                    .isCloseTo(2, org.assertj.core.data.Offset.offset(1e-4));
                            assertThat(list.get(1).score())
                                    .isCloseTo(1.0513, org.assertj.core.data.Offset.offset(1e-4));
                            assertThat(list).hasSize(2);
                        });
        assertThat(lists.list("popular", null, null, 0, 10, List.of()))
                .extracting(ListedItem::item)
                .containsExactly("b", "c");
        assertThat(lists.list("popular", "z", null, 0, 10, List.of()))
                .extracting(ListedItem::item)
                .containsExactly("c");
        assertThat(lists.list("latest", null, null, 0, 10, List.of())).hasSize(3);
        assertThat(lists.list("random", null, "title != 'Ta'", 0, 10, List.of()))
                .extracting(ListedItem::item)
                .containsExactlyInAnyOrder("b", "c");
        assertThat(lists.list("none", null, null, 0, 10, List.of())).isNull();
    }
}
