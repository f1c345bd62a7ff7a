package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendCommandTest {
    @TempDir private Path folder;
    private Path data;

    @BeforeEach
    void writeData() {
        data = Samples.textbook(folder);
    }

    /** The command with an algorithm whose lists are known: three users have each movie. */
    private Object[] popular(Object... more) {
        var args = new ArrayList<Object>(List.of("recommend", "--data", data, "-a", "popular"));
        args.addAll(Arrays.asList(more));
        return args.toArray();
    }

    private static List<Object> ids(Map<String, Object> list) {
        return CommandRun.list(list, "items").stream().map(item -> item.get("item")).toList();
    }

    @Test
    void oneUserGetsAnObjectWithWhatHeDoesNotHave() {
        Map<String, Object> list = CommandRun.good(popular("--user", "1")).object();
        assertThat(list).containsOnlyKeys("user", "items").containsEntry("user", "1");
        assertThat(CommandRun.list(list, "items"))
                .containsExactly(Map.of("item", "movie_d", "score", 3.0));
    }

    @Test
    void filesOfIdsAreReadAsAllFilesAre() throws IOException {
        Path users = CommandRun.file(folder, "users.txt", "\uFEFF4\r\n\r\n 1 \r\n");
        assertThat(CommandRun.good(popular("--users-file", users)).array())
                .extracting(list -> list.get("user"))
                .containsExactly("4", "1");
        Path items = CommandRun.file(folder, "items.txt", "\uFEFFmovie_a\r\n");
        Map<String, Object> list =
                CommandRun.good(popular("--history", "movie_b", "--allow", items)).object();
        assertThat(ids(list)).containsExactly("movie_a");
        Path latin1 =
                Files.write(folder.resolve("latin1.txt"), new byte[] {'a', '\n', (byte) 0xe9});
        Path empty = CommandRun.file(folder, "empty.txt", "");
        Path none = folder.resolve("none.txt");
        Object[][] wrong = {
            {"--users-file", latin1, "latin1.txt line 2: the text is not valid UTF-8"},
            {"--users-file", empty, "empty.txt is empty"},
            {"--users-file", folder, "is a directory"},
            {"--users-file", none, "none.txt does not exist"},
        };
        for (Object[] one : wrong) {
            assertThat(CommandRun.bad(1, popular(one[0], one[1])).err())
                    .contains(one[2].toString());
        }
        assertThat(CommandRun.bad(1, popular("--user", "1", "--allow", latin1)).err())
                .contains("latin1.txt line 2");
    }

    @Test
    void unknownIdsAreToldButNotEndlessly() {
        CommandRun run = CommandRun.good(popular("--user", "1", "--allow", "movie_d,movi_a"));
        assertThat(run.err()).contains("--allow: item \"movi_a\" is unknown (did you mean");
        assertThat(CommandRun.good(popular("--user", "1", "--exclude", "x")).err())
                .contains("--exclude: item \"x\" is unknown");
        CommandRun many = CommandRun.good(popular("--history", "a,b,c,d,e,f,g"));
        assertThat(many.err().lines()).hasSize(6);
        assertThat(many.err()).contains("--history: item: 2 more are unknown and left out");
    }

    @Test
    void valuesOfAHistoryAreAsLargeAsThoseOfFiles() {
        assertThat(CommandRun.bad(2, popular("--history", "movie_a:1e16")).err())
                .contains("--history \"movie_a:1e16\": the value 1e16 is beyond 1e15");
    }

    @Test
    void severalUsersGetAnArrayInTheirOrder() {
        List<Map<String, Object>> lists =
                CommandRun.good(popular("--user", "4", "--user", "1")).array();
        assertThat(lists).extracting(list -> list.get("user")).containsExactly("4", "1");
        assertThat(ids(lists.get(0))).containsExactly("movie_a");
        Path users = CommandRun.file(folder, "users.txt", "4\n\n1\n");
        assertThat(CommandRun.good(popular("--users-file", users)).array()).isEqualTo(lists);
    }

    @Test
    void anUnknownUserGetsWhatIsPopular() {
        CommandRun run = CommandRun.good(popular("--user", "nobody", "-n", 2));
        assertThat(run.object()).containsEntry("coldStart", true);
        assertThat(ids(run.object())).containsExactly("movie_a", "movie_b");
        assertThat(run.err()).contains("user \"nobody\" is unknown");
        assertThat(CommandRun.good(popular("--user", "nobody", "--quiet")).err()).isEmpty();
    }

    @Test
    void aHistoryGetsAListWithoutItsItems() {
        CommandRun run = CommandRun.good(popular("--history", "movie_a,movie_c:4.5"));
        assertThat(run.object()).containsEntry("user", null).doesNotContainKey("coldStart");
        assertThat(ids(run.object())).containsExactly("movie_b", "movie_d");
    }

    @Test
    void unknownItemsOfAHistoryAreLeftOutWithASuggestion() {
        CommandRun run = CommandRun.good(popular("--history", "movie_a,movie_bb"));
        assertThat(run.err()).contains("\"movie_bb\" is unknown", "did you mean \"movie_b\"");
        assertThat(ids(run.object())).containsExactly("movie_b", "movie_c", "movie_d");
        CommandRun cold = CommandRun.good(popular("--history", "x,y"));
        assertThat(cold.object()).containsEntry("coldStart", true);
    }

    @Test
    void itemsCanBeExcludedAllowedAndRepeated() {
        assertThat(ids(CommandRun.good(popular("--user", "x", "--exclude", "movie_a,q")).object()))
                .containsExactly("movie_b", "movie_c", "movie_d");
        assertThat(ids(CommandRun.good(popular("--user", "x", "--allow", "movie_c,q")).object()))
                .containsExactly("movie_c");
        Path allowed = CommandRun.file(folder, "allowed.txt", "movie_d\nmovie_b\n");
        assertThat(ids(CommandRun.good(popular("--user", "x", "--allow", allowed)).object()))
                .containsExactly("movie_b", "movie_d");
        assertThat(ids(CommandRun.good(popular("--user", "1", "--include-seen")).object()))
                .containsExactly("movie_a", "movie_b", "movie_c", "movie_d");
    }

    @Test
    void whatAUserDislikesIsNotRecommendedToHim() {
        // With --likes-from 4 user 1 likes a and c; b, rated 3, is no like, but known to him.
        CommandRun run = CommandRun.good(popular("--user", "1", "--likes-from", "4"));
        assertThat(ids(run.object())).containsExactly("movie_d");
        CommandRun all =
                CommandRun.good(popular("--user", "1", "--likes-from", "4", "--include-seen"));
        // Likes: a 3 (users 1, 2, 3), c 2 (1, 3), d 3 (2, 3, 4); nobody likes b.
        assertThat(ids(all.object())).containsExactly("movie_a", "movie_d", "movie_c");
    }

    @Test
    void titlesAndGenresComeFromTheItemsFile() {
        Path movies = Samples.movies(folder);
        Map<String, Object> list =
                CommandRun.good(popular("--user", "1", "--items", movies)).object();
        assertThat(CommandRun.list(list, "items").get(0))
                .containsEntry("title", "Fourth")
                .containsEntry("genres", List.of("Comedy", "Crime"));
        // Known by its attributes alone, it can be recommended.
        assertThat(ids(list)).contains("movie_e");
    }

    @Test
    void tablesAreForPeople() {
        CommandRun run =
                CommandRun.good(
                        popular(
                                "--user",
                                "1",
                                "--items",
                                Samples.movies(folder),
                                "--format",
                                "table",
                                "-n",
                                1));
        assertThat(run.out())
                .isEqualTo(
                        """
                        #  item      score  title   genres
                        1  movie_d  3.0000  Fourth  Comedy, Crime
                        """);
    }

    @Test
    void csvHasALinePerItem() {
        CommandRun run =
                CommandRun.good(
                        popular("--user", "1", "--user", "4", "--format", "csv", "--explain"));
        assertThat(run.out())
                .isEqualTo(
                        """
                        user,rank,item,score,title,fallback,explain
                        1,1,movie_d,3.0,"",false,"popular with everybody"
                        4,1,movie_a,3.0,"",false,"popular with everybody"
                        """);
    }

    @Test
    void placesThatTheModelLeavesOpenAreFilledAndMarked() {
        // bias knows nothing of movie_e: nobody rated it. It comes behind, from the fallback.
        CommandRun run =
                CommandRun.good(
                        "recommend",
                        "--data",
                        data,
                        "--items",
                        Samples.movies(folder),
                        "-a",
                        "slope-one",
                        "--user",
                        "1",
                        "--explain");
        List<Map<String, Object>> items = CommandRun.list(run.object(), "items");
        assertThat(items.get(0)).containsEntry("item", "movie_d").doesNotContainKey("fallback");
        assertThat(items.get(1)).containsEntry("item", "movie_e").containsEntry("fallback", true);
        assertThat(CommandRun.map(items.get(1), "explain"))
                .containsEntry("text", "Popular with everybody");
    }

    @ParameterizedTest
    @CsvSource({
        "user-knn, 1, movie_d, 4.660526471302494",
        "user-knn, 4, movie_a, 4.66118350121008",
        "item-knn, 1, movie_d, 11.597207969476777",
        "item-knn, 3, movie_b, 12.570669325382525"
    })
    void theTextbooksExamplesComeOutToTheDigit(
            String algorithm, String user, String item, double score) {
        // Published with the textbook; double precision must survive the whole way.
        CommandRun run =
                CommandRun.good(
                        "recommend",
                        "--data",
                        data,
                        "--algorithm",
                        algorithm,
                        "--preset",
                        "textbook",
                        "--user",
                        user);
        Map<String, Object> first = CommandRun.list(run.object(), "items").get(0);
        assertThat(first).containsEntry("item", item).doesNotContainKey("fallback");
        assertThat((double) first.get("score")).isCloseTo(score, within(1e-12));
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsRead() {
        assertThat(CommandRun.bad(2, "recommend", "--user", "1").err())
                .contains("--data FILE or --model FILE is needed");
        assertThat(CommandRun.bad(2, popular()).err()).contains("--user", "--history");
        assertThat(CommandRun.bad(2, popular("--user", "1", "--history", "a")).err())
                .contains("only one");
        assertThat(CommandRun.bad(2, popular("--user", "1", "-n", "0")).err()).contains("-n");
        assertThat(CommandRun.bad(2, popular("--user", "1", "--set", "halflife=2")).err())
                .contains("halflife", "did you mean \"halfLife\"");
        assertThat(CommandRun.bad(2, popular("--user", "1", "--set", "halfLife")).err())
                .contains("halfLife");
        assertThat(CommandRun.bad(2, popular("--user", "1", "--preset", "txtbook")).err())
                .contains("has no preset \"txtbook\"");
        assertThat(CommandRun.bad(1, popular("--users-file", folder.resolve("no.txt"))).err())
                .contains("no.txt");
    }

    @Test
    void aHybridSaysWhatItsPartsThink() {
        Object[] args = {
            "recommend",
            "--data",
            data,
            "--user",
            "1",
            "--explain",
            "-a",
            "hybrid",
            "--set",
            "parts=popular + item-knn [neighbours=5]",
            "--set",
            "weights=1,3",
            "--set",
            "normalization=none"
        };
        Map<String, Object> item = CommandRun.list(CommandRun.good(args).object(), "items").get(0);
        @SuppressWarnings("unchecked")
        var explain = (Map<String, Object>) item.get("explain");
        List<Map<String, Object>> sources = CommandRun.list(explain, "sources");
        assertThat(sources)
                .extracting(source -> source.get("recommender"))
                .containsExactly("hybrid", "popular", "item-knn");
        // popular: three users have movie_d; weights 1 and 3 are 1/4 and 3/4
        assertThat(sources.get(1)).containsEntry("score", 3.0).containsEntry("rank", 1.0);
        assertThat((double) sources.get(1).get("contribution")).isEqualTo(0.75);
        assertThat((String) explain.get("text")).endsWith("1st for popular, 1st for item-knn");
    }

    @Test
    void aHybridThatCannotBeIsTold() {
        CommandRun run =
                CommandRun.bad(
                        2,
                        "recommend",
                        "--data",
                        data,
                        "--user",
                        "1",
                        "-a",
                        "hybrid",
                        "--set",
                        "parts=popular+itemknn");
        assertThat(run.err())
                .contains("unknown algorithm \"itemknn\" (did you mean \"item-knn\"?)");
    }

    @Test
    void autoTellsWhatItHasChosenAndWhy() {
        Object[] args = {"recommend", "--data", data, "--user", "1", "-a", "auto"};
        CommandRun run = CommandRun.good(args);
        assertThat(run.err())
                .contains("auto: popular is chosen: the bar that everything personal has to pass")
                .contains("Check: the bar itself");
        assertThat(ids(run.object())).containsExactly("movie_d");
        var quiet = new ArrayList<>(Arrays.asList(args));
        quiet.add("--quiet");
        assertThat(CommandRun.good(quiet.toArray()).err()).isEmpty();
    }
}
