package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that cannot be read, or not wholly. */
class InputErrorsTest {
    @TempDir private Path folder;

    private CommandRun failed(Object data) {
        return CommandRun.bad(
                1, "recommend", "--data", data, "--user", "1", "--algorithm", "popular");
    }

    @Test
    void filesThatAreNoDataAreNamedWithTheReason() throws IOException {
        assertThat(failed(folder.resolve("missing.csv")).err()).contains("missing.csv");
        assertThat(failed(folder).err()).contains(folder.getFileName().toString());
        assertThat(failed(CommandRun.file(folder, "empty.csv", "")).err())
                .contains("empty.csv", "empty");
        assertThat(failed(CommandRun.file(folder, "no-item.csv", "user,colour\n1,red\n")).err())
                .contains("no-item.csv", "item");
        Path cut = folder.resolve("cut.csv.gz");
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write("user,item\n1,a\n2,b\n".repeat(500).getBytes());
        }
        Files.write(cut, Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2));
        assertThat(failed(cut).err()).contains("cut.csv.gz");
    }

    @Test
    void badLinesAreLeftOutCountedAndReportedAndTheExitCodeSaysSo() {
        Path file =
                CommandRun.file(
                        folder, "some.csv", "user,item,rating\n1,a,5\n1,b,good\n2,c,4\n3,d,NaN\n");
        CommandRun run = CommandRun.of("recommend", "--data", file, "--user", "1", "-a", "popular");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.object()).containsEntry("user", "1");
        assertThat(run.err())
                .contains("some.csv: 2 of 4 lines were rejected", "line 3", "line 5", "good");
    }

    @Test
    void strictStopsAtTheFirstBadLine() {
        Path file =
                CommandRun.file(folder, "some.csv", "user,item,rating\n1,a,5\n1,b,good\n2,c,x\n");
        CommandRun run =
                CommandRun.bad(
                        1, "recommend", "--data", file, "--user", "1", "-a", "popular", "--strict");
        assertThat(run.err()).contains("line 3").doesNotContain("line 4");
    }

    @Test
    void preparationThatLeavesNothingIsAnError() {
        Path data = Samples.textbook(folder);
        CommandRun run =
                CommandRun.bad(
                        1,
                        "recommend",
                        "--data",
                        data,
                        "--user",
                        "1",
                        "-a",
                        "popular",
                        "--min-per-user",
                        "9");
        assertThat(run.err()).contains("no interaction is left of 12");
    }

    @Test
    void badValuesOfDataOptionsAreWrongUsage() {
        Path data = Samples.textbook(folder);
        Object[][] wrong = {
            {"--columns", "who=user", "who"},
            {"--columns", "", "are empty"},
            {"--input-format", "xls", "xls"},
            {"--from", "soon", "soon"},
            {"--from", "99999999999999999999", "no point in time"},
            {"--allow", "", "empty id"},
            {"--user", "", "--user must be an id"},
            {"--min-per-user", "0", "0"},
            {"--min-per-item", "-1", "-1"},
            {"--dedupe", "middle", "middle"},
            {"--weight", "view", "view"},
            {"--weight", "view=many", "many"},
            {"--likes-from", "good", "good"},
            {"--threads", "0", "--threads"},
        };
        for (Object[] one : wrong) {
            CommandRun run =
                    CommandRun.bad(
                            2,
                            "recommend",
                            "--data",
                            data,
                            "--user",
                            "1",
                            "-a",
                            "popular",
                            one[0],
                            one[1]);
            assertThat(run.err()).contains(String.valueOf(one[2]));
        }
    }

    @Test
    void aTimeWindowMustEndAfterItStarts() {
        CommandRun run =
                CommandRun.bad(
                        2,
                        "recommend",
                        "--data",
                        Samples.textbook(folder),
                        "--user",
                        "1",
                        "--from",
                        "2020-01-01",
                        "--to",
                        "2010-01-01");
        assertThat(run.err())
                .contains("--from must be before --to, but is 2020-01-01, and --to is 2010-01-01");
    }

    @Test
    void aWeightForATypeThatIsNotThereIsNoted() {
        CommandRun run =
                CommandRun.good(
                        "recommend",
                        "--data",
                        Samples.textbook(folder),
                        "--user",
                        "1",
                        "-a",
                        "popular",
                        "--weight",
                        "view=2");
        assertThat(run.err()).contains("\"view\"", "rating");
    }
}
