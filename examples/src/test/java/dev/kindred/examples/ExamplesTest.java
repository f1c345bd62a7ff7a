package dev.kindred.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.testkit.ExternalData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    @Test
    void firstStepsPrintsTheNearestFilms() {
        String printed = run(() -> FirstSteps.main(new String[] {demo()}));
        // 1196 and 1210 are the sequels of Star Wars (260)
        assertThat(printed).startsWith("[").contains("1196", "1210").doesNotContain(" 260,");
        assertThat(printed.split(",")).hasSize(10);
    }

    @Test
    void theReadmeShowsTheFirstStepsAsTheyAre() throws IOException {
        String readme = Files.readString(ExternalData.root().resolve("README.md"));
        String source =
                Files.readString(
                        ExternalData.root()
                                .resolve(
                                        "examples/src/main/java/dev/kindred/examples/FirstSteps.java"));
        String snippet = readme.substring(readme.indexOf("```java\n") + 8);
        snippet = snippet.substring(0, snippet.indexOf("```"));
        for (String line : snippet.split("\n")) {
            assertThat(source).contains(line.strip());
        }
        assertThat(snippet.lines().count()).isBetween(5L, 15L);
    }

    private static String demo() {
        return ExternalData.movielensSmall("ratings.csv.gz").toString();
    }

    private static String run(Runnable program) {
        PrintStream before = System.out;
        var out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
