package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCommandTest {
    @TempDir private Path folder;
    private Path data;

    @BeforeEach
    void data() {
        data = Samples.likes(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"item-knn", "bias", "popular"})
    void allUsersGetTheListsOfRecommendInTheOrderOfTheData(String algorithm) {
        var ids = new StringBuilder();
        for (int user = 0; user < 12; user++) {
            ids.append('u').append(user).append('\n');
        }
        Path users = CommandRun.file(folder, "all.txt", ids.toString());
        CommandRun recommended =
                CommandRun.good(
                        "recommend",
                        "-d",
                        data,
                        "-a",
                        algorithm,
                        "--users-file",
                        users,
                        "-n",
                        3,
                        "--format",
                        "csv");
        // recommend: user,rank,item,score,title,fallback
        List<String> expected =
                recommended
                        .out()
                        .lines()
                        .map(line -> line.split(",", -1))
                        .map(
                                cells ->
                                        String.join(
                                                ",",
                                                cells[0],
                                                cells[1],
                                                cells[2],
                                                cells[5].equals("true") ? "" : cells[3]))
                        .toList();
        CommandRun run = CommandRun.good("batch", "-d", data, "-a", algorithm, "-n", 3);
        assertThat(run.out().lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void jsonHasALinePerUserAndTellsWhatIsFilledUp() throws IOException {
        Path users = CommandRun.file(folder, "users.txt", "u7\nnobody\n\nu2\n");
        CommandRun run =
                CommandRun.good(
                        "batch", "-d", data, "-n", 2, "--users-file", users, "--format", "json");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .startsWith("{\"user\":\"u7\",\"items\":[{\"item\":\"i7\",\"score\":");
        // u7 has all odd items but i7; the second place is filled with what is popular
        assertThat(lines.get(0)).contains("\"score\":null,\"fallback\":true");
        assertThat(lines.get(1)).startsWith("{\"user\":\"nobody\",\"coldStart\":true,");
        assertThat(lines.get(2)).startsWith("{\"user\":\"u2\"");
        assertThat(run.err()).contains("user \"nobody\" is unknown");
    }

    @Test
    void aFileHoldsWhatStdoutWouldPackedIfItsNameSaysSo() throws IOException {
        String expected = CommandRun.good("batch", "-d", data).out();
        Path plain = folder.resolve("lists.csv");
        Path packed = folder.resolve("lists.csv.gz");
        assertThat(CommandRun.good("batch", "-d", data, "-o", plain).out()).isEmpty();
        CommandRun.good("batch", "-d", data, "-o", packed, "--threads", 1);
        assertThat(plain).hasContent(expected);
        try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
            assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aSavedModelGivesTheSameListsAsItsData() {
        Path model = folder.resolve("m.kindred");
        CommandRun.good("train", "-d", data, "-a", "ials", "--set", "epochs=1", "-o", model);
        assertThat(CommandRun.good("batch", "--model", model).out())
                .isEqualTo(
                        CommandRun.good("batch", "-d", data, "-a", "ials", "--set", "epochs=1")
                                .out());
    }

    @Test
    void approximateListsNeedVectorsOfItems() {
        Object[] ials = {"batch", "-d", data, "-a", "ials", "--set", "epochs=1", "-n", 2};
        Object[] approximate = java.util.Arrays.copyOf(ials, ials.length + 1);
        approximate[ials.length] = "--approximate";
        // Twelve items: everything is found.
        assertThat(CommandRun.good(approximate).out()).isEqualTo(CommandRun.good(ials).out());
        assertThat(CommandRun.bad(2, "batch", "-d", data, "--approximate").err())
                .contains("item-knn has no item vectors");
    }

    @Test
    void whatAUserKnowsButDoesNotLikeIsNotRecommended() {
        Path stars =
                CommandRun.file(
                        folder, "s.csv", "user,item,rating\na,x,5\na,y,1\nb,x,5\nb,z,5\nb,y,4\n");
        List<String> lists =
                CommandRun.good("batch", "-d", stars, "--likes-from", 4, "-n", 5)
                        .out()
                        .lines()
                        .toList();
        assertThat(lists).anyMatch(line -> line.startsWith("a,1,z,"));
        assertThat(lists).noneMatch(line -> line.startsWith("a,") && line.contains(",y,"));
        assertThat(CommandRun.good("batch", "-d", stars, "--likes-from", 4, "--include-seen").out())
                .contains(",y,");
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsTrained() {
        assertThat(CommandRun.bad(2, "batch", "-d", data, "-n", 0).err())
                .contains("-n must be at least 1");
        assertThat(CommandRun.bad(2, "batch", "-d", data, "--format", "table").err())
                .contains("csv or json");
        assertThat(CommandRun.bad(2, "batch", "-d", data, "-o", folder.resolve("no/lists")).err())
                .contains("there is no folder");
        assertThat(
                        CommandRun.bad(1, "batch", "-d", data, "--users-file", folder.resolve("no"))
                                .err())
                .contains("no");
        assertThat(CommandRun.bad(2, "batch").err())
                .contains("--data FILE or --model FILE is needed");
    }
}
