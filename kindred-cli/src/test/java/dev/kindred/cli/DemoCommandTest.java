package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.testkit.ExternalData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
    private static List<Map<String, Object>> lists;
    private static CommandRun json;

    @BeforeAll
    static void run() {
        System.setProperty("kindred.home", ExternalData.root().toString());
        json = CommandRun.good("demo", "--once");
        lists = json.array();
    }

    @Test
    void threeUsersAndANewcomerGetExplainedLists() {
        assertThat(lists).hasSize(4);
        assertThat(lists.get(3)).containsEntry("user", null).doesNotContainKey("coldStart");
        for (Map<String, Object> list : lists) {
            assertThat(CommandRun.list(list, "items"))
                    .hasSize(5)
                    .allSatisfy(
                            item -> {
                                assertThat(item).containsKeys("item", "score", "title", "genres");
                                assertThat(CommandRun.map(item, "explain").get("text").toString())
                                        .startsWith("Because you liked ")
                                        .contains("%");
                            });
        }
    }

    @Test
    void theNewcomersListBuildsOnTheNewcomersLikes() {
        // The newcomer likes Toy Story, Aladdin and Shrek.
        assertThat(lists.get(3)).containsEntry("liked", List.of("Shrek", "Aladdin", "Toy Story"));
        assertThat(CommandRun.list(lists.get(3), "items"))
                .extracting(item -> item.get("title"))
                .contains("Toy Story 2");
    }

    @Test
    void saysWhatItDidAndWhatToTryNextOnStderr() {
        assertThat(json.err())
                .contains("100,004 ratings of 9,066 films by 671 people", "item-knn", "try next")
                .contains("recommend --data", "evaluate --data");
        assertThat(CommandRun.good("demo", "--once", "--quiet").err()).isEmpty();
    }

    @Test
    void tableIsMadeForPeople() {
        assertThat(CommandRun.good("demo", "--once", "--format", "table").out())
                .contains("Somebody new, who likes Shrek; Aladdin; Toy Story")
                .contains("  Toy Story 2", "because you liked Toy Story (");
    }
}
