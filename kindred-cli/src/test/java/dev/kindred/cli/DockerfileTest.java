package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the Dockerfile names is what the build makes and the command line knows. */
class DockerfileTest {
    private Path root;
    private List<String> lines;

    @BeforeEach
    void read() throws IOException {
        root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("Dockerfile"))) {
            root = root.getParent();
        }
        lines = Files.readAllLines(root.resolve("Dockerfile"));
    }

    private List<String> after(String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }

    /** That the files are there after packaging is checked by the build itself (enforcer). */
    @Test
    void itCopiesWhatPackagingMakes() throws IOException {
        String pom = Files.readString(root.resolve("kindred-cli").resolve("pom.xml"));
        assertThat(after("COPY "))
                .containsExactly(
                        "kindred-cli/target/lib /app/lib",
                        "kindred-cli/target/kindred-cli-*.jar kindred-cli/target/kindred-sbom.json /app/");
        assertThat(pom)
                .contains("<artifactId>kindred-cli</artifactId>")
                .contains("<outputDirectory>${project.build.directory}/lib</outputDirectory>")
                .contains(
                        "<file>${project.build.directory}/kindred-cli-${project.version}.jar</file>")
                .contains("<outputName>kindred-sbom</outputName>")
                .doesNotContain("<finalName>");
        assertThat(Files.exists(root.resolve(".dockerignore")))
                .as("nothing keeps target out of the build's context")
                .isFalse();
    }

    @Test
    void itStartsTheCommandLineThatIsThere() throws ClassNotFoundException {
        String entry = after("ENTRYPOINT ").get(0);
        var main = Pattern.compile("\"(dev\\.kindred\\.[^\"]+)\"\\]").matcher(entry);
        assertThat(main.find()).as(entry).isTrue();
        assertThat(Class.forName(main.group(1))).isEqualTo(Kindred.class);
        assertThat(entry).contains("\"-cp\", \"/app/*:/app/lib/*\"", "jdk.incubator.vector");
        assertThat(after("CMD ")).containsExactly("[\"serve\"]");
    }

    @Test
    void theSettingsOfItsEnvironmentAreInForce() {
        for (String setting : after("ENV ").get(0).split(" ")) {
            assertThat(setting).matches("KINDRED_[A-Z_]+=[^ ]+");
        }
        assertThat(after("ENV ").get(0))
                .contains("KINDRED_SERVER_DATA_DIR=/data", "KINDRED_SERVER_HOST=0.0.0.0");
        assertThat(after("VOLUME ")).containsExactly("/data");
        assertThat(after("EXPOSE ")).containsExactly("8088");
        assertThat(CommandRun.good("serve", "--print-config").out())
                .containsPattern("server.port: 8088 ");
    }

    @Test
    void theCommandsInItsHeadAreUnderstood() {
        List<String> runs =
                lines.stream()
                        .filter(line -> line.startsWith("#") && line.contains("kindred keys"))
                        .map(line -> line.replaceFirst(".* kindred keys", "keys"))
                        .toList();
        assertThat(runs).hasSize(1);
        String[] words = (runs.get(0) + " --help").split(" ");
        assertThat(CommandRun.good((Object[]) words).out()).contains("keys create");
    }
}
