package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimilarCommandTest {
    @TempDir private Path folder;
    private Path data;

    @BeforeEach
    void writeData() {
        data = Samples.likes(folder);
    }

    @Test
    void itemsLikeAnItemAreThoseOfTheSameUsers() {
        Map<String, Object> list =
                CommandRun.good("similar", "--data", data, "--item", "i2", "-n", 3).object();
        assertThat(list).containsOnlyKeys("item", "items").containsEntry("item", "i2");
        List<Map<String, Object>> items = CommandRun.list(list, "items");
        assertThat(items).hasSize(3);
        assertThat(items)
                .allSatisfy(item -> assertThat(item.get("item").toString()).matches("i.*[02468]"));
        assertThat(items).noneMatch(item -> item.get("item").equals("i2"));
    }

    @Test
    void usersLikeAUserAreThoseOfTheSameTaste() {
        Map<String, Object> list =
                CommandRun.good("similar", "--data", data, "--user", "u3", "-n", 9).object();
        assertThat(list).containsOnlyKeys("user", "users");
        assertThat(CommandRun.list(list, "users"))
                .hasSize(5)
                .allSatisfy(user -> assertThat(user.get("user").toString()).matches("u.*[13579]"));
        assertThat(
                        CommandRun.good(
                                        "similar",
                                        "--data",
                                        data,
                                        "--user",
                                        "u3",
                                        "-n",
                                        1,
                                        "--format",
                                        "csv")
                                .out())
                .startsWith("user,rank,similar,score,title,fallback\nu3,1,u");
    }

    @Test
    void whatIsUnknownOrNotKnownToTheAlgorithmIsAnError() {
        assertThat(CommandRun.bad(1, "similar", "--data", data, "--item", "item2").err())
                .contains("item \"item2\" is unknown");
        assertThat(CommandRun.bad(1, "similar", "--data", data, "--user", "x").err())
                .contains("user \"x\" is unknown");
        assertThat(
                        CommandRun.bad(
                                        2, "similar", "--data", data, "--user", "u1", "-a",
                                        "popular")
                                .err())
                .contains("popular knows no similar users", "user-knn");
        assertThat(CommandRun.bad(2, "similar", "--data", data).err()).contains("--item or --user");
    }

    @Test
    void anAlgorithmWithoutSimilaritiesSaysSo() {
        CommandRun run =
                CommandRun.good("similar", "--data", data, "--item", "i1", "-a", "popular");
        assertThat(CommandRun.list(run.object(), "items")).isEmpty();
        assertThat(run.err()).contains("popular knows nothing that is similar");
    }
}
