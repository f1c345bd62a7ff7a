package dev.kindred.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.engine.lists.SimilarBy;
import dev.kindred.store.ItemRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighboursTest {
    @TempDir private static Path folder;
    private static ServedProject served;

    @BeforeAll
    static void train() {
        served = new ServedProject(folder);
        served.project
                .items()
                .put(
                        List.of(
                                film("sf1", "Science Fiction", "robots in space", 1, 0),
                                film("sf2", "Science Fiction", "robots at war in space", .9f, .1f),
                                film("sf3", "Science Fiction", "more robots in space", .8f, .3f),
                                film("ro1", "Romance", "love in Paris", 0, 1),
                                film("ro2", "Romance", "a wedding and love", .1f, .9f)));
        for (int user = 0; user < 6; user++) {
            served.event("s" + user, "sf1");
            served.event("s" + user, "sf2");
            served.event("r" + user, "ro1");
            served.event("r" + user, "ro2");
        }
        served.event("s0", "sf3");
        served.publish("item-knn");
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static ItemRecord film(String id, String category, String text, float one, float two) {
        return new ItemRecord(
                id,
                id,
                text,
                null,
                List.of(category),
                "{}",
                "{}",
                new float[] {one, two},
                null,
                null,
                false);
    }

    private static List<String> similar(String item, SimilarBy by) {
        return served.workspace.neighbours().similarItems(item, by, 10, List.of()).stream()
                .map(ListedItem::item)
                .toList();
    }

    @Test
    void itemsAreAlikeByUsersTextOrVectors() {
        assertThat(similar("sf1", SimilarBy.USERS)).containsExactly("sf2", "sf3");
        assertThat(similar("sf1", SimilarBy.TEXT)).startsWith("sf3", "sf2");
        assertThat(similar("sf1", SimilarBy.EMBEDDING)).containsExactly("sf2", "sf3", "ro2", "ro1");
        assertThat(similar("nonsense", SimilarBy.USERS)).isEmpty();
    }

    @Test
    void anItemThatNobodyHasIsAlikeByItsText() {
        served.project.items().put(List.of(film("new", "Romance", "love again", .2f, .8f)));

        assertThat(similar("new", SimilarBy.USERS)).isEmpty();
        assertThat(similar("new", null).get(0)).startsWith("ro");
        assertThat(similar("ro1", SimilarBy.TEXT)).contains("new");

        served.project.items().delete("new");
        assertThat(similar("ro1", SimilarBy.TEXT)).doesNotContain("new");
    }

    @Test
    void usersAreAlikeByTheirItems() {
        assertThat(served.workspace.neighbours().similarUsers("s1", 3))
                .extracting(Neighbours.ListedUser::user)
                .allMatch(user -> user.startsWith("s"))
                .hasSize(3)
                .doesNotContain("s1");
        assertThat(served.workspace.neighbours().similarUsers("nobody", 3)).isEmpty();
    }

    @Test
    void anAudienceHasWhatIsLikeTheItem() {
        assertThat(served.workspace.neighbours().audience("sf3", 5))
                .hasSize(5)
                .allMatch(one -> one.user().startsWith("s") && !one.user().equals("s0"))
                .allMatch(one -> !one.because().isEmpty());
        assertThat(served.workspace.neighbours().audience("nonsense", 5)).isEmpty();
    }

    @Test
    void asksAboutWhatTheUserHasNotAnswered() {
        assertThat(
                        served.workspace
                                .neighbours()
                                .onboarding(
                                        "s1", List.of("ro1"), List.of("ro2"), 5, List.of("title")))
                .extracting(Neighbours.Question::item)
                .containsExactly("sf3");
    }
}
