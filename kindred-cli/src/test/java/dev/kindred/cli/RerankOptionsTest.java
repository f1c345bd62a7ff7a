package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RerankOptionsTest {
    @TempDir private Path folder;
    private Path data;
    private Path items;

    /** Popularity: a 5, b 4, c 3, d 2, e 1; the guest has nothing. */
    @BeforeEach
    void writeData() {
        var text = new StringBuilder("user,item\n");
        for (int item = 0; item < 5; item++) {
            for (int user = 0; user < 5 - item; user++) {
                text.append("u%d,%s\n".formatted(user, "abcde".charAt(item)));
            }
        }
        data = CommandRun.file(folder, "data.csv", text.toString());
        items =
                CommandRun.file(
                        folder,
                        "items.csv",
                        """
                        item,title,genre,year,hidden
                        a,Alien,Horror,1979,false
                        b,Beetlejuice,Horror,1988,false
                        c,Carrie,Horror,1976,true
                        d,Dune,Drama,2021,
                        e,Ed Wood,Drama,1994,false
                        """);
    }

    private Object[] guest(Object... more) {
        var args =
                new ArrayList<Object>(
                        List.of(
                                "recommend",
                                "--data",
                                data,
                                "--items",
                                items,
                                "-a",
                                "popular",
                                "--user",
                                "nobody",
                                "--quiet"));
        args.addAll(Arrays.asList(more));
        return args.toArray();
    }

    private List<Object> ids(Object... more) {
        return CommandRun.list(CommandRun.good(guest(more)).object(), "items").stream()
                .map(item -> item.get("item"))
                .toList();
    }

    @Test
    void filtersAndBoostsAreExpressions() {
        assertThat(ids()).containsExactly("a", "b", "c", "d", "e");
        assertThat(ids("--filter", "genre contains 'Drama' && year >= 1990 && !hidden"))
                .containsExactly("d", "e");
        assertThat(ids("--filter", "!hidden", "--filter", "year < 1990")).containsExactly("a", "b");
        assertThat(ids("--boost", "genre == 'Drama' ? 10 : 1"))
                .containsExactly("d", "e", "a", "b", "c");
        assertThat(ids("--boost", "2", "--boost", "year > 2000 ? boost * 1.2 : 1 / boost"))
                .containsExactly("d", "a", "b", "c", "e"); // d 2 * 2.4; a 5 * .5
    }

    @Test
    void stepsReRankAndExplainTheirMoves() {
        assertThat(ids("-n", 3, "--diversity", "cap:1")).containsExactly("a", "d", "b");
        assertThat(ids("-n", 4, "--quota", "genre=Drama:0.5", "--quota", "genre=Horror:0.5"))
                .containsExactly("a", "d", "b", "e");
        assertThat(ids("-n", 2, "--quota", "genre=Drama:1", "--quota-method", "fa-star"))
                .containsExactly("d", "e");
        assertThat(ids("-n", 2, "--diversity", "mmr:0.9")).containsExactly("a", "d");
        Map<String, Object> list =
                CommandRun.good(
                                guest(
                                        "-n",
                                        2,
                                        "--diversity",
                                        "spacing:2:genre",
                                        "--boost",
                                        "id == 'd' ? 1.25 : 1",
                                        "--explain"))
                        .object();
        Map<String, Object> second = CommandRun.list(list, "items").get(1);
        Map<String, Object> explain = CommandRun.map(second, "explain");
        assertThat(explain.get("rules"))
                .isEqualTo(List.of(Map.of("rule", "id == 'd' ? 1.25 : 1", "factor", 1.25)));
        assertThat(CommandRun.list(explain, "rerank").get(0))
                .containsEntry("step", "spacing")
                .containsEntry("from", 4.0)
                .containsEntry("to", 2.0)
                .containsEntry("reason", "genre at least 2 places apart");
        assertThat(CommandRun.list(explain, "sources").get(0)).containsEntry("rank", 4.0);
        assertThat((String) explain.get("text"))
                .isEqualTo(
                        "Popular with everybody; score times 1.250 by id == 'd' ? 1.25 : 1;"
                                + " moved from 4 to 2 by spacing: genre at least 2 places apart");
    }

    @Test
    void whyNotNamesTheStage() {
        Map<String, Object> list =
                CommandRun.good(
                                guest(
                                        "-n",
                                        1,
                                        "--exclude",
                                        "b",
                                        "--filter",
                                        "!hidden",
                                        "--why-not",
                                        "a",
                                        "--why-not",
                                        "b",
                                        "--why-not",
                                        "c",
                                        "--why-not",
                                        "d",
                                        "--why-not",
                                        "x"))
                        .object();
        List<Map<String, Object>> missing = CommandRun.list(list, "whyNot");
        assertThat(missing)
                .extracting(one -> one.get("stage"))
                .containsExactly("listed", "excluded", "filtered", "outranked", "unknown");
        assertThat(missing.get(2))
                .containsEntry("rule", "!hidden")
                .containsEntry("title", "Carrie");
        assertThat(missing.get(3)).containsEntry("rank", 2.0).containsEntry("score", 2.0);
        CommandRun table = CommandRun.good(guest("-n", 1, "--why-not", "e", "--format", "table"));
        assertThat(table.out())
                .contains(
                        "why not e (Ed Wood): it has rank 5 with score 1.0000; rank 1 has 5.0000");
    }

    @Test
    void quotasThatCannotBeMetAreNoted() {
        Map<String, Object> list =
                CommandRun.good(guest("-n", 5, "--quota", "genre=Drama:0.9")).object();
        assertThat(list.get("items"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasSize(5);
        assertThat(list.get("notes"))
                .isEqualTo(
                        List.of(
                                "quota genre=Drama:0.9 is not met: 2 of 5 items, 4 wanted, 2 among"
                                        + " 5 candidates"));
    }

    @Test
    void mistakesAreToldWithTheirPlace() {
        CommandRun run = CommandRun.of(guest("--filter", "yeer > 3"));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "there is no field \"yeer\" (did you mean \"year\"?)",
                        "\n  yeer > 3\n  ^\n")
                .doesNotContain("\tat ");
        assertThat(CommandRun.bad(2, guest("--diversity", "mrr:0.3")).err())
                .contains("did you mean \"mmr\"?");
        assertThat(CommandRun.bad(2, guest("--diversity", "mmr:2")).err())
                .contains("diversity must be between");
        assertThat(CommandRun.bad(2, guest("--quota", "genre=Darma:0.3")).err())
                .contains("did you mean \"Drama\"?");
        assertThat(
                        CommandRun.bad(
                                        2,
                                        guest(
                                                "--quota",
                                                "genre=Darma:0.3",
                                                "--quota-method",
                                                "fa-star"))
                                .err())
                .contains("no item has genre=Darma (did you mean \"Drama\"?)");
        assertThat(CommandRun.bad(2, guest("--quota", "genre:0.3")).err()).contains("is written");
        assertThat(CommandRun.bad(2, guest("--quota-method", "best")).err()).contains("greedy");
        assertThat(CommandRun.bad(2, guest("--quota-method", "fa-star")).err())
                .contains("exactly one --quota");
    }

    @Test
    void fieldsThatNoItemHasAreMistakesWithAGuess() {
        CommandRun filter = CommandRun.of(guest("--filter", "genres contains 'Drama'"));
        assertThat(filter.code()).isEqualTo(2);
        assertThat(filter.err()).contains("there is no field \"genres\" (did you mean \"genre\"?)");
        assertThat(CommandRun.bad(2, guest("--diversity", "mmr:0.3:gener")).err())
                .contains("items have no attribute \"gener\" (did you mean \"genre\"?)");
        for (String[] wrong :
                new String[][] {{"--fairness", "genres"}, {"--metrics", "exposure@10:genres"}}) {
            assertThat(
                            CommandRun.bad(
                                            2,
                                            "evaluate",
                                            "--data",
                                            data,
                                            "--items",
                                            items,
                                            "-a",
                                            "popular",
                                            wrong[0],
                                            wrong[1])
                                    .err())
                    .contains(
                            "metric exposure@10:genres needs the attribute \"genres\" (did you mean"
                                    + " \"genre\"?)",
                            "kindred evaluate --help");
        }
    }

    @Test
    void evaluateMeasuresTheSamePipeline() {
        Object[] args = {
            "evaluate",
            "--train",
            data,
            "--test",
            data,
            "--items",
            items,
            "-a",
            "popular",
            "--metrics",
            "coverage@1,recall@1",
            "--include-seen",
            "--filter",
            "genre == 'Drama'"
        };
        Map<String, Object> report = CommandRun.good(args).array().get(0);
        assertThat(report.get("reranking")).isEqualTo(List.of("filter genre == 'Drama'"));
        // Everybody gets d: u0 and u1 have it, of 5 and 4 items.
        assertThat((double) CommandRun.map(report, "metrics").get("recall@1"))
                .isCloseTo((1 / 5.0 + 1 / 4.0) / 5, org.assertj.core.api.Assertions.within(1e-9));
    }
}
