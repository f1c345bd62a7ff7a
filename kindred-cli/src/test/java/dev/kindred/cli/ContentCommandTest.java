package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The algorithm {@code content} from the command line. */
class ContentCommandTest {
    @TempDir private Path folder;
    private Path ratings;
    private Path items;

    @BeforeEach
    void writeTextbook() {
        ratings =
                CommandRun.file(
                        folder, "r.csv", "user,item,rating\nuser_1,movie_1,5\nuser_1,movie_4,4\n");
        items =
                CommandRun.file(
                        folder,
                        "items.csv",
                        """
                        item,genre,director,year
                        movie_1,action sci-fi,Christopher Nolan,2010
                        movie_2,romantic comedy,Nancy Meyers,2003
                        movie_3,action thriller,Michael Bay,2019
                        movie_4,sci-fi drama,Denis Villeneuve,2016
                        """);
    }

    private List<Map<String, Object>> list(Object... more) {
        var arguments = new java.util.ArrayList<Object>(List.of("recommend"));
        arguments.addAll(List.of(more));
        return CommandRun.list(CommandRun.good(arguments.toArray()).object(), "items");
    }

    @Test
    void theTextbooksListAndWhy() {
        List<Map<String, Object>> list =
                list(
                        "--data",
                        ratings,
                        "--items",
                        items,
                        "--algorithm",
                        "content",
                        "--preset",
                        "textbook",
                        "--user",
                        "user_1",
                        "-n",
                        5,
                        "--explain");
        assertThat(list).extracting(item -> item.get("item")).containsExactly("movie_3", "movie_2");
        assertThat((double) list.get(0).get("score")).isEqualTo(.09192200239370248, within(1e-8));
        assertThat((double) list.get(1).get("score")).isZero();
        assertThat(list.get(1)).doesNotContainKey("fallback");
        assertThat(list.get(0).get("explain").toString())
                .contains(
                        "terms=[{field=text, term=action, share=1.0}]",
                        "Because you liked movie_1 (100 %): action");
    }

    @Test
    void aModelRecommendsItemsThatCameAfterTheTraining() {
        Path model = folder.resolve("m.kindred");
        CommandRun.good(
                "train",
                "--data",
                ratings,
                "--items",
                items,
                "--algorithm",
                "content",
                "--set",
                "fields=genre:text,director:tags",
                "--output",
                model);
        Path later =
                CommandRun.file(
                        folder,
                        "later.csv",
                        "item,genre,director\nmovie_9,sci-fi,Christopher Nolan\n");
        List<Map<String, Object>> list =
                list("--model", model, "--items", later, "--user", "user_1", "-n", 1, "--explain");
        assertThat(list.get(0)).containsEntry("item", "movie_9");
        assertThat(list.get(0).get("explain").toString()).contains("Christopher Nolan");
    }

    @Test
    void similarByContentNeedsNoCommonUsers() {
        List<Map<String, Object>> similar =
                CommandRun.list(
                        CommandRun.good(
                                        "similar",
                                        "--data",
                                        ratings,
                                        "--items",
                                        items,
                                        "--item",
                                        "movie_3",
                                        "--by",
                                        "content",
                                        "--set",
                                        "fields=genre:text")
                                .object(),
                        "items");
        assertThat(similar).extracting(item -> item.get("item")).containsExactly("movie_1");
        // genres between blanks are words, not one tag
        Path model = folder.resolve("knn.kindred");
        CommandRun.good("train", "--data", ratings, "--items", items, "--output", model);
        assertThat(
                        CommandRun.good(
                                        "similar", "--model", model, "--item", "movie_3", "--by",
                                        "content")
                                .out())
                .contains("movie_1");
        assertThat(
                        CommandRun.good(
                                        "similar", "--model", model, "--item", "movie_4", "--by",
                                        "users")
                                .out())
                .contains("movie_1")
                .doesNotContain("movie_2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "fields=genre:tgas#2#the type of the field \"genre\" must be one of text, tags, number, buckets, date, embedding, ignore, but is \"tgas\" (did you mean \"tags\"?)",
                "fields=gender#1#items have no field \"gender\" (did you mean \"genre\"?); they have genre, director, year",
                "fields=genre:number#1#the field \"genre\" must be number, but none of its values is one, such as \"action sci-fi\"",
                "language=klingon#2#unknown language \"klingon\"; there are ar, bg",
                "bm25B=2#2#bm25B must be between 0.0 and 1.0, but is 2.0"
            })
    void wrongSettingsAreErrorsThatSayWhatIsRight(String setting, int code, String message) {
        assertThat(
                        CommandRun.bad(
                                        code,
                                        "recommend",
                                        "--data",
                                        ratings,
                                        "--items",
                                        items,
                                        "--algorithm",
                                        "content",
                                        "--set",
                                        setting,
                                        "--user",
                                        "user_1")
                                .err())
                .contains(message);
    }

    @Test
    void withoutItemsThereIsNothingToGoBy() {
        assertThat(
                        CommandRun.bad(
                                        1,
                                        "recommend",
                                        "--data",
                                        ratings,
                                        "--algorithm",
                                        "content",
                                        "--user",
                                        "user_1")
                                .err())
                .contains("content needs attributes of the items", "Maybe --items FILE is missing");
        assertThat(
                        CommandRun.bad(
                                        1,
                                        "evaluate",
                                        "--data",
                                        ratings,
                                        "--split",
                                        "items:0.5",
                                        "--algorithm",
                                        "popular")
                                .err())
                .contains("split items:0.5", "Maybe --items FILE is missing");
        assertThat(
                        CommandRun.bad(
                                        2,
                                        "similar",
                                        "--data",
                                        ratings,
                                        "--item",
                                        "movie_1",
                                        "--by",
                                        "content",
                                        "--algorithm",
                                        "ease")
                                .err())
                .contains("only one of --by and --algorithm may be given");
    }

    @Test
    void hiddenItemsAreEvaluated() {
        String out =
                CommandRun.good(
                                "evaluate",
                                "--data",
                                ratings,
                                "--items",
                                items,
                                "--split",
                                "items:0.5",
                                "--metrics",
                                "recall@1",
                                "--algorithm",
                                "content")
                        .out();
        assertThat(out)
                .contains("\"split\" : \"items:0.5\"", "\"candidates\" : \"given per user\"");
    }
}
