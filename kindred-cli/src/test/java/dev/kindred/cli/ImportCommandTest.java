package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    @TempDir private Path folder;

    private Path mixed() {
        return CommandRun.file(
                folder,
                "mixed.csv",
                "userId,movieId,rating,timestamp\nu 1,\"a,b\",4.5,1260759108\nu2,c,none,5\n"
                        + "u3,d,2,1260759108123\n,e,1,1\n");
    }

    @Test
    void goodLinesAreWrittenAndBadOnesReported() throws IOException {
        Path output = folder.resolve("out.csv");
        Path rejects = folder.resolve("rejects.csv");
        CommandRun run = CommandRun.of("import", mixed(), "--output", output, "--rejects", rejects);
        assertThat(run.code()).isEqualTo(1); // two lines were rejected
        assertThat(run.err())
                .contains("mixed.csv: 2 of 4 lines were rejected; " + rejects + " lists them");
        assertThat(Files.readString(output))
                .isEqualTo(
                        "user,item,value,time\n\"u 1\",\"a,b\",4.5,1260759108\n"
                                + "u3,d,2,1260759108.123\n");
        assertThat(Files.readAllLines(rejects)).hasSize(3); // a header and two lines
        assertThat(Files.readString(rejects)).contains(",3,").contains(",5,").contains("none");
        Map<String, Object> file = CommandRun.list(run.object(), "files").get(0);
        assertThat(file)
                .containsEntry("lines", 4.0)
                .containsEntry("accepted", 2.0)
                .containsEntry("rejected", 2.0)
                .containsEntry("format", "csv");
        assertThat(run.object()).containsEntry("interactions", 2.0).containsEntry("users", 2.0);
    }

    @Test
    void severalFilesOfDifferentLayoutsBecomeOne() throws IOException {
        Path adjacency = CommandRun.file(folder, "train.txt", "7 1 2 3\n8 1\n");
        Path json = CommandRun.file(folder, "e.jsonl", "{\"user\":\"9\",\"item\":\"x/y\"}\n");
        Path output = folder.resolve("all.csv.gz");
        CommandRun run = CommandRun.good("import", adjacency, json, "-o", output);
        try (var in = new GZIPInputStream(Files.newInputStream(output))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("user,item,value,time\n7,1,1,\n7,2,1,\n7,3,1,\n8,1,1,\n9,x/y,1,\n");
        }
        assertThat(run.object()).containsEntry("items", 4.0);
    }

    @Test
    void whatWasWrittenIsReadBack() {
        Path output = folder.resolve("again.csv");
        CommandRun.good("import", Samples.textbook(folder), "-o", output);
        String first =
                CommandRun.good("recommend", "--data", output, "-a", "popular", "-u", "1").out();
        assertThat(first).contains("movie_d");
    }

    @Test
    void csvHoldsALinePerFile() {
        CommandRun run = CommandRun.of("import", mixed(), "--dry-run", "--format", "csv");
        assertThat(run.out())
                .isEqualTo("source,format,lines,accepted,rejected\n" + mixed() + ",csv,4,2,2\n");
        assertThat(run.err()).contains("2 of 4 lines were rejected; --rejects FILE lists them");
    }

    @Test
    void aDryRunReportsAndWritesNothing() throws IOException {
        CommandRun run = CommandRun.of("import", mixed(), "--dry-run", "--format", "table");
        assertThat(run.out())
                .contains("user = userId")
                .contains("4 lines, 2 accepted, 2 rejected")
                .contains("line 3");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void wrongUsageIsToldApartFromFailure() {
        CommandRun.bad(2, "import", mixed());
        CommandRun.bad(2, "import", mixed(), "--dry-run", "-o", folder.resolve("x.csv"));
        CommandRun.bad(2, "import", mixed(), "--dry-run", "--columns", "usr=a,itm=b,zzz=c");
        CommandRun.bad(1, "import", folder.resolve("none.csv"), "--dry-run");
        CommandRun.bad(2, "import", mixed(), "-o", folder.resolve("no/folder/x.csv"));
        CommandRun.bad(2, "import", mixed(), "-o", folder.resolve("mixed.csv"));
        CommandRun.bad(2, "import", mixed(), "-o", folder);
        CommandRun.bad(2, "import", mixed(), "-o", "");
        CommandRun.bad(2, "import", mixed(), "--dry-run", "--rejects", mixed());
        Path same = folder.resolve("same.csv");
        assertThat(CommandRun.bad(2, "import", mixed(), "-o", same, "--rejects", same).err())
                .contains("must be two files");
    }

    @Test
    void strictStopsAtTheFirstBadLineAndLeavesNoFile() {
        Path output = folder.resolve("strict.csv");
        CommandRun run = CommandRun.bad(1, "import", mixed(), "-o", output, "--strict");
        assertThat(run.err()).contains("line 3");
        assertThat(output).doesNotExist();
    }
}
