package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir private Path folder;
    private Path data;
    private Path model;

    @BeforeEach
    void names() {
        data = Samples.likes(folder);
        model = folder.resolve("m.kindred");
    }

    private CommandRun train(Object... more) {
        Object[] args = new Object[7 + more.length];
        Object[] first = {"train", "--data", data, "-a", "item-knn", "--output", model};
        System.arraycopy(first, 0, args, 0, first.length);
        System.arraycopy(more, 0, args, first.length, more.length);
        return CommandRun.good(args);
    }

    @Test
    void saysWhatItTrainedAndOn() throws IOException {
        Map<String, Object> facts = train("--set", "neighbours=7").object();
        assertThat(facts)
                .containsEntry("model", model.toString())
                .containsEntry("algorithm", "item-knn")
                .containsEntry("users", 12.0)
                .containsEntry("items", 12.0)
                .containsEntry("interactions", 60.0)
                .containsEntry("bytes", (double) Files.size(model));
        assertThat(CommandRun.map(facts, "config")).containsEntry("neighbours", 7.0);
        assertThat(train("--format", "table").out()).contains("fingerprint", "item-knn");
        assertThat(train("--format", "csv").out().lines()).hasSize(2);
    }

    @Test
    void anOutputThatCannotBeIsToldBeforeTraining() throws IOException {
        String before = Files.readString(data);
        Object[][] wrong = {
            {"", "must be the name of a file, but is empty"},
            {"/", "is a directory"},
            {folder, "is a directory"},
            {folder.resolve("no/such/folder"), "there is no folder " + folder.resolve("no/such")},
            {data, "would replace a file that is read"},
        };
        for (Object[] one : wrong) {
            CommandRun run = CommandRun.bad(2, "train", "--data", data, "--output", one[0]);
            assertThat(run.err()).contains("--output").contains(one[1].toString());
        }
        assertThat(Files.readString(data)).isEqualTo(before);
    }

    @Test
    void aSavedModelServesItsUsersAsTheDataDo() {
        train();
        CommandRun fromData =
                CommandRun.good(
                        "recommend", "--data", data, "-a", "item-knn", "--user", "u3", "--explain");
        CommandRun fromModel =
                CommandRun.good("recommend", "--model", model, "--user", "u3", "--explain");
        assertThat(fromModel.out()).isEqualTo(fromData.out());
        List<Map<String, Object>> items = CommandRun.list(fromModel.object(), "items");
        // Everybody of u3's kind but u3 has i3.
        assertThat(items.get(0)).containsEntry("item", "i3");
    }

    @Test
    void titlesAreKeptInTheModelOrGivenAnew() {
        data = Samples.textbook(folder);
        train("--items", Samples.movies(folder));
        Map<String, Object> list =
                CommandRun.good("recommend", "--model", model, "--user", "1", "-n", 1).object();
        assertThat(CommandRun.list(list, "items").get(0)).containsEntry("title", "Fourth");
        Path other = CommandRun.file(folder, "o.csv", "item,name\nmovie_d,Renamed\n");
        Map<String, Object> renamed =
                CommandRun.good(
                                "recommend",
                                "--model",
                                model,
                                "--user",
                                "1",
                                "-n",
                                1,
                                "--items",
                                other)
                        .object();
        assertThat(CommandRun.list(renamed, "items").get(0)).containsEntry("title", "Renamed");
    }

    @Test
    void newerDataGiveNewUsersAndHistoriesWithoutTraining() {
        train();
        Path newer = CommandRun.file(folder, "newer.csv", "user,item\nnew,i1\nnew,i3\nu0,i5\n");
        CommandRun run =
                CommandRun.good(
                        "recommend",
                        "--model",
                        model,
                        "--data",
                        newer,
                        "--user",
                        "new",
                        "--user",
                        "u0",
                        "-n",
                        4);
        for (Map<String, Object> list : run.array()) {
            assertThat(CommandRun.list(list, "items"))
                    .as("%s likes odd items now", list.get("user"))
                    .allSatisfy(
                            item -> assertThat(item.get("item").toString()).matches("i.*[13579]"));
        }
    }

    @Test
    void theModelAloneNeedsDataForUsers() {
        train("--model-only");
        assertThat(CommandRun.bad(1, "recommend", "--model", model, "--user", "u1").err())
                .contains("m.kindred", "--data");
        Map<String, Object> list =
                CommandRun.good("recommend", "--model", model, "--data", data, "--user", "u4")
                        .object();
        assertThat(CommandRun.list(list, "items").get(0)).containsEntry("item", "i4");
    }

    @Test
    void sameSeedGivesTheSameBytes() throws IOException {
        train("--seed", 5, "--threads", 1);
        byte[] first = Files.readAllBytes(model);
        train("--seed", 5, "--threads", 2);
        assertThat(Files.readAllBytes(model)).isEqualTo(first);
    }

    @Test
    void wrongUsage() throws IOException {
        assertThat(CommandRun.bad(2, "train", "--data", data).err()).contains("--output");
        assertThat(
                        CommandRun.bad(
                                        2,
                                        "train",
                                        "--data",
                                        data,
                                        "--output",
                                        folder.resolve("no/m.kindred"))
                                .err())
                .contains("no folder");
        train();
        assertThat(
                        CommandRun.bad(
                                        2,
                                        "recommend",
                                        "--model",
                                        model,
                                        "--user",
                                        "u1",
                                        "-a",
                                        "bias")
                                .err())
                .contains("--algorithm", "--model");
        Files.writeString(model, "no model");
        assertThat(CommandRun.bad(1, "recommend", "--model", model, "--user", "u1").err())
                .contains("m.kindred");
        assertThat(
                        CommandRun.bad(
                                        1,
                                        "recommend",
                                        "--model",
                                        folder.resolve("no.kindred"),
                                        "--user",
                                        "u1")
                                .err())
                .contains("no.kindred");
    }
}
