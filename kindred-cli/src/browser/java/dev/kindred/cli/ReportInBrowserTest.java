package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of an evaluation, opened from the disk by Chromium. */
class ReportInBrowserTest {
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final int PATIENCE = 60;

    @TempDir Path folder;

    private static String chromium() {
        String named = System.getProperty("kindred.chromium");
        List<String> places = named == null ? PLACES : List.of(named);
        return places.stream()
                .filter(place -> Files.isExecutable(Path.of(place)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "this test needs Chromium in one of %s. Maybe install the package chromium, or name it: -Dkindred.chromium=FILE"
                                                .formatted(places)));
    }

    /** What the browser makes of a file, and what it says of it. */
    private String[] open(Path file) throws IOException, InterruptedException {
        Path shown = folder.resolve("shown.html");
        Path said = folder.resolve("said.txt");
        var command =
                new ArrayList<>(List.of(chromium(), "--headless", "--no-sandbox", "--disable-gpu"));
        command.addAll(List.of("--enable-logging=stderr", "--v=0", "--disable-sync"));
        command.addAll(List.of("--user-data-dir=" + folder.resolve("profile"), "--dump-dom"));
        command.add(file.toUri().toString());
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(shown.toFile())
                        .redirectError(said.toFile())
                        .start();
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("Chromium ended").isTrue();
        return new String[] {Files.readString(shown), Files.readString(said)};
    }

    @Test
    void opensFromTheDiskWithItsStyleAndWithoutComplaints()
            throws IOException, InterruptedException {
        var lines = new StringBuilder("user,item\n");
        for (int k = 0; k < 300; k++) {
            lines.append("u%d,i%d\n".formatted(k % 30, k * 7 % 41));
        }
        Path data = CommandRun.file(folder, "<img src=x onerror=alert(1)>.csv", lines.toString());
        Path report = folder.resolve("report.html");
        CommandRun.good(
                "evaluate",
                "-d",
                data,
                "-a",
                "popular",
                "-a",
                "item-knn",
                "--compare",
                "--report",
                report,
                "--metrics",
                "ndcg@5,coverage@5");
        String[] seen = open(report);
        assertThat(seen[0]).contains("Evaluation of", "&lt;img src=x", "<svg");
        assertThat(seen[0]).doesNotContain("<img");
        assertThat(seen[1]).doesNotContain("CONSOLE", "Content Security Policy");
        // that a refused style would be told: the same file with another style
        Path changed = folder.resolve("changed.html");
        Files.writeString(changed, Files.readString(report).replace("margin: 0;", "margin: 1px;"));
        assertThat(open(changed)[1]).contains("CONSOLE", "Content Security Policy");
    }
}
