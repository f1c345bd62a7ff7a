package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * New users, new items: {@code recommend}, {@code audience}, {@code onboarding}, {@code evaluate}.
 */
class ColdStartCommandsTest {
    @TempDir private Path folder;
    private Path data;
    private Path users;
    private Path items;

    /** 60 users: women like even items, men odd ones; user 99 and item i99 have done nothing. */
    @BeforeEach
    void writeData() {
        var ratings = new StringBuilder("user,item,rating\n");
        var people = new StringBuilder("user,gender,age\n99,F,30\n");
        var films = new StringBuilder("item,title,genres,year\ni99,Fresh,Even,2001\n");
        for (int item = 0; item < 20; item++) {
            films.append("i%d,Film %d,%s,%d\n".formatted(item, item, kind(item), 1990 + item));
        }
        for (int user = 0; user < 60; user++) {
            people.append("%d,%s,%d\n".formatted(user, user % 2 == 0 ? "F" : "M", 20 + user % 7));
            for (int item = 0; item < 20; item++) {
                if (user % 2 == item % 2 && (user / 2 + item) % 5 != 0) {
                    ratings.append("%d,i%d,%d\n".formatted(user, item, 3 + (user + item) % 3));
                }
            }
        }
        data = CommandRun.file(folder, "ratings.csv", ratings.toString());
        users = CommandRun.file(folder, "users.csv", people.toString());
        items = CommandRun.file(folder, "items.csv", films.toString());
    }

    private static String kind(int item) {
        return item % 2 == 0 ? "Even" : "Odd";
    }

    private static long even(List<Map<String, Object>> list) {
        return list.stream()
                .map(item -> item.get("item").toString().substring(1))
                .filter(number -> Integer.parseInt(number) % 2 == 0)
                .count();
    }

    @Test
    void newUsersGetWhatPeopleWithTheirAttributesLike() {
        Map<String, Object> list =
                CommandRun.good(
                                "recommend",
                                "--data",
                                data,
                                "--users",
                                users,
                                "--user",
                                "new",
                                "--user-attributes",
                                "gender=F,age=25",
                                "-n",
                                8)
                        .object();
        assertThat(list).containsEntry("user", "new").containsEntry("coldStart", true);
        List<Map<String, Object>> found = CommandRun.list(list, "items");
        assertThat(found).hasSize(8);
        assertThat(even(found)).isEqualTo(8);
        assertThat(found)
                .allSatisfy(item -> assertThat(item.get("reason")).isIn("demographic", "popular"));
    }

    @Test
    void usersOfTheUsersFileWithoutEventsAreKnownByTheirAttributes() {
        Map<String, Object> list =
                CommandRun.good(
                                "recommend",
                                "--data",
                                data,
                                "--users",
                                users,
                                "--user",
                                "99",
                                "-n",
                                6)
                        .object();
        assertThat(even(CommandRun.list(list, "items"))).isEqualTo(6);
    }

    @Test
    void answersComeBeforeAttributes() {
        Map<String, Object> list =
                CommandRun.good(
                                "recommend",
                                "--data",
                                data,
                                "--users",
                                users,
                                "--history",
                                "i1,i3:5,i5,i7,i9,i11",
                                "--user-attributes",
                                "gender=F",
                                "-n",
                                4)
                        .object();
        List<Map<String, Object>> found = CommandRun.list(list, "items");
        assertThat(even(found)).isZero();
        assertThat(found).allSatisfy(item -> assertThat(item).containsEntry("reason", "answers"));
        String table =
                CommandRun.good(
                                "recommend",
                                "--data",
                                data,
                                "--users",
                                users,
                                "--items",
                                items,
                                "--user-attributes",
                                "gender=M",
                                "--explain",
                                "--format",
                                "table",
                                "-n",
                                10)
                        .out();
        assertThat(table)
                .contains(
                        "popular with people like you (gender M)",
                        "a category that the list lacks");
    }

    @Test
    void exploredItemsAreTheSameAllDay() {
        Object[] command = {
            "recommend",
            "--data",
            data,
            "--items",
            items,
            "--user",
            "3",
            "-n",
            5,
            "--explore",
            1,
            "--day",
            "2026-01-31"
        };
        CommandRun run = CommandRun.good(command);
        assertThat(CommandRun.good(command).out()).isEqualTo(run.out());
        List<Map<String, Object>> found = CommandRun.list(run.object(), "items");
        assertThat(found).hasSize(5);
        assertThat(found.get(4))
                .containsEntry("item", "i99")
                .containsEntry("reason", "exploration");
        assertThat(found.get(0)).doesNotContainKey("reason");
    }

    @Test
    void wrongAttributesAndDaysAreErrorsAndUnknownOnesNotes() {
        assertThat(CommandRun.bad(2, "recommend", "--data", data, "--user-attributes", "F").err())
                .contains("--user-attributes \"F\" is no field=value, as in gender=F,age=25");
        assertThat(
                        CommandRun.bad(
                                        2,
                                        "recommend",
                                        "--data",
                                        data,
                                        "--user",
                                        "1",
                                        "--explore",
                                        1,
                                        "--day",
                                        "tomorrow")
                                .err())
                .contains("--day must be a date such as 2026-01-31, but is \"tomorrow\"");
        assertThat(
                        CommandRun.bad(
                                        2,
                                        "recommend",
                                        "--data",
                                        data,
                                        "--user",
                                        "1",
                                        "--explore",
                                        -1)
                                .err())
                .contains("--explore must be at least 0");
        assertThat(
                        CommandRun.good(
                                        "recommend",
                                        "--data",
                                        data,
                                        "--users",
                                        users,
                                        "--user-attributes",
                                        "sex=F")
                                .err())
                .contains("no attribute is named \"sex\"; there are gender, age");
    }

    @Test
    void theAudienceOfANewItemHasWhatIsLikeIt() {
        for (Object[] which :
                new Object[][] {{"--item", "i99"}, {"--attributes", "genres=Even,year=2001"}}) {
            Map<String, Object> list =
                    CommandRun.good(
                                    "audience",
                                    "--data",
                                    data,
                                    "--items",
                                    items,
                                    which[0],
                                    which[1],
                                    "-n",
                                    12)
                            .object();
            List<Map<String, Object>> found = CommandRun.list(list, "users");
            assertThat(found)
                    .hasSize(12)
                    .allSatisfy(
                            user ->
                                    assertThat(Integer.parseInt(user.get("user").toString()) % 2)
                                            .isZero());
        }
        assertThat(
                        CommandRun.good(
                                        "audience",
                                        "--data",
                                        data,
                                        "--items",
                                        items,
                                        "--item",
                                        "i99",
                                        "--explain",
                                        "--format",
                                        "csv",
                                        "-n",
                                        1)
                                .out())
                .startsWith("item,rank,user,score,title,fallback,explain\ni99,1,")
                .contains("has Film ")
                .doesNotContain("you liked");
    }

    @Test
    void anAudienceNeedsItemsAndOneOfTwoOptions() {
        assertThat(CommandRun.bad(2, "audience", "--data", data, "--item", "x").err())
                .contains("--data FILE and --items FILE are needed");
        assertThat(CommandRun.bad(2, "audience", "--data", data, "--items", items).err())
                .contains("either --item or --attributes is needed");
        assertThat(
                        CommandRun.bad(
                                        1,
                                        "audience",
                                        "--data",
                                        data,
                                        "--items",
                                        items,
                                        "--item",
                                        "ixx")
                                .err())
                .contains("item \"ixx\" is in neither --data nor --items");
    }

    @Test
    void anAttributeThatNoItemHasIsAMistake() {
        assertThat(
                        CommandRun.bad(
                                        2,
                                        "audience",
                                        "--data",
                                        data,
                                        "--items",
                                        items,
                                        "--attributes",
                                        "year=2001,genre=Even")
                                .err())
                .contains(
                        "--attributes: no attribute is named \"genre\" (did you mean \"genres\"?);"
                                + " there are title, genres, year",
                        "kindred audience --help");
    }

    @Test
    void questionsFollowTheAnswers() {
        Map<String, Object> list =
                CommandRun.good("onboarding", "--data", data, "--items", items, "-n", 4).object();
        List<Map<String, Object>> first = CommandRun.list(list, "items");
        assertThat(first).hasSize(4);
        assertThat(first.get(0)).containsKeys("item", "score", "title");
        // different people know even and odd ones: both are asked about
        assertThat(even(first)).isBetween(1L, 3L);
        String asked = first.get(0).get("item").toString();
        CommandRun next =
                CommandRun.good(
                        "onboarding",
                        "--data",
                        data,
                        "--answers",
                        asked + ":5",
                        "--skip",
                        "i2,iX",
                        "--format",
                        "csv",
                        "-n",
                        30);
        assertThat(next.err()).contains("--skip: item \"iX\" is unknown");
        assertThat(next.out()).doesNotContain("," + asked + ",", ",i2,");
        assertThat(CommandRun.bad(2, "onboarding").err()).contains("--data FILE is needed");
        assertThat(CommandRun.bad(2, "onboarding", "--data", data, "--answers", "i1:x").err())
                .contains("--answers \"i1:x\": the value of i1 must be a number, but is \"x\"");
    }

    @Test
    void heldOutUsersAreMeasuredByTheirAttributes() {
        List<Map<String, Object>> reports =
                CommandRun.good(
                                "evaluate",
                                "--data",
                                data,
                                "--users",
                                users,
                                "--split",
                                "cold-users:0.2",
                                "--metrics",
                                "ndcg@5",
                                "-a",
                                "popular",
                                "-a",
                                "demographic")
                        .array();
        double popular = (double) CommandRun.map(reports.get(0), "metrics").get("ndcg@5");
        double groups = (double) CommandRun.map(reports.get(1), "metrics").get("ndcg@5");
        assertThat(groups).isGreaterThan(popular + .1);
    }
}
