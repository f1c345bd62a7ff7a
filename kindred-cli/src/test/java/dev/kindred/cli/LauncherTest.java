package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.testkit.ExternalData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a small tree with a JDK and a Maven that only say what they were asked. */
class LauncherTest {
    private static final String WAIT_FOR_ALL =
            """
            { "$@" 2>&1 1>&3 3>&- | cat >&2 3>&-; exit "${PIPESTATUS[0]}"; } 3>&1
            """;

    @TempDir private Path folder;
    private Path root;
    private Path jdk;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void plantTree() throws IOException {
        root = Files.createDirectories(folder.resolve("my tree"));
        Files.copy(ExternalData.root().resolve("kindred"), root.resolve("kindred"));
        root.resolve("kindred").toFile().setExecutable(true);
        write("pom.xml", "<project/>");
        write("kindred-core/pom.xml", "<project/>");
        write("kindred-core/src/main/java/A.java", "class A {}");
        write("kindred-core/src/test/java/ATest.java", "class ATest {}");
        write("kindred-cli/pom.xml", "<artifactId>kindred-core</artifactId>");
        write("kindred-cli/src/main/java/B.java", "class B {}");
        write("kindred-other/pom.xml", "<artifactId>kindred-cli</artifactId>");
        write("kindred-other/src/main/java/C.java", "class C {}");
        jdk = jdk("jdk", "99.0.1");
        script(
                root.resolve("bin/mvn"),
                """
                [[ $1 == --version ]] && { echo "Apache Maven ${MAVEN:-3.9.9}"; exit; }
                echo "$@" >>"$LOG"
                [[ -z $BREAK ]] || { echo "[ERROR] B.java: cannot find symbol"; exit 1; }
                cd "${4%/*}/kindred-cli" && mkdir -p target/lib && touch target/lib/core.jar target/kindred-cli-1.jar
                """);
        environment.put("KINDRED_JAVA_HOME", jdk.toString());
        environment.put("LOG", folder.resolve("mvn.log").toString());
        environment.put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/usr/bin/env bash\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** A folder that looks like a JDK; its java prints the arguments. */
    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        script(home.resolve("bin/javac"), "");
        script(
                home.resolve("bin/java"),
                """
                echo "Picked up JAVA_TOOL_OPTIONS: -Dx" >&2
                echo "WARNING: Using incubator modules: jdk.incubator.vector" >&2
                echo "a real message" >&2
                echo "for people" >&3
                printf '%s\\n' "$@"
                """);
        Files.writeString(
                home.resolve("release"),
                "JAVA_VERSION=\"%s\"\nMODULES=\"java.base jdk.incubator.vector\"\n"
                        .formatted(version));
        return home;
    }

    /** Runs a command and waits for its filter behind stderr as well. */
    private CommandRun run(Object... command) throws IOException {
        var words = new ArrayList<>(List.of("bash", "-c", WAIT_FOR_ALL, "run"));
        Arrays.stream(command).map(String::valueOf).forEach(words::add);
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().remove("KINDRED_JAVA_OPTS");
        builder.environment().putAll(environment);
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            int code = process.waitFor();
            return new CommandRun(code, Files.readString(out), Files.readString(err));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CommandRun launch(Object... args) throws IOException {
        var command = new ArrayList<Object>(List.of(root.resolve("kindred")));
        command.addAll(Arrays.asList(args));
        return run(command.toArray());
    }

    private long builds() throws IOException {
        Path log = folder.resolve("mvn.log");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    @Test
    void buildsOnceAndRunsWithTheJvmsOptions() throws IOException {
        CommandRun first = launch("recommend", "--user", "a b");
        assertThat(first.code()).isZero();
        assertThat(first.err().lines())
                .containsOnlyOnce("kindred: building (once per change of the sources) ...")
                .contains("for people", "a real message", "Picked up JAVA_TOOL_OPTIONS: -Dx")
                .noneMatch(line -> line.contains("incubator"));
        assertThat(first.out().lines())
                .contains("jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED")
                .contains("-Dkindred.home=" + root.toRealPath())
                .endsWith("dev.kindred.cli.Kindred", "recommend", "--user", "a b");
        assertThat(Files.readString(folder.resolve("mvn.log")))
                .contains("-pl kindred-cli -am package");
        CommandRun second = launch("demo");
        assertThat(second.err()).doesNotContain("building");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void noticesChangedAddedAndDeletedSourcesAndNothingElse() throws IOException {
        launch();
        write("kindred-core/src/test/java/ATest.java", "class ATest { int changed; }");
        write("kindred-core/target/classes/A.class", "");
        write("kindred-other/src/main/java/C.java", "class C { int changed; }");
        write("README.md", "changed");
        launch();
        assertThat(builds()).as("builds after changes of tests and other modules").isEqualTo(1);
        write("kindred-core/src/main/java/A.java", "class A { }");
        launch();
        assertThat(builds()).as("builds after a change").isEqualTo(2);
        write("kindred-cli/src/main/java/New.java", "class New {}");
        launch();
        assertThat(builds()).as("builds after an addition").isEqualTo(3);
        write("kindred-cli/pom.xml", "<artifactId>kindred-core</artifactId> ");
        launch();
        assertThat(builds()).as("builds after a change of a pom").isEqualTo(4);
        Files.delete(root.resolve("kindred-cli/src/main/java/New.java"));
        write("kindred-cli/pom.xml", "<artifactId>kindred-core</artifactId>");
        launch();
        assertThat(builds()).as("builds after a way back: the old one is there").isEqualTo(4);
        assertThat(launch().err()).doesNotContain("building");
    }

    @Test
    void worksThroughALinkFromAnotherFolder() throws IOException {
        Path link = folder.resolve("links/k");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../my tree/kindred"));
        assertThat(run(link, "x").out()).contains("-Dkindred.home=" + root.toRealPath());
        assertThat(run("bash", root.resolve("kindred"), "x").code()).isZero();
    }

    @Test
    void aFailingBuildShowsItsErrors() throws IOException {
        environment.put("BREAK", "yes");
        CommandRun run = launch("demo");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("the build failed", "B.java: cannot find symbol");
        environment.remove("BREAK");
        assertThat(launch("demo").code()).as("exit code once it is repaired").isZero();
    }

    @Test
    void twoAtOnceBuildOnce() throws IOException, InterruptedException {
        script(
                root.resolve("bin/mvn"),
                """
                [[ $1 == --version ]] && { echo "Apache Maven 3.8.7"; exit; }
                echo "$@" >>"$LOG"
                sleep 0.5
                cd "${4%/*}/kindred-cli" && mkdir -p target/lib && touch target/lib/core.jar target/kindred-cli-1.jar
                """);
        var both =
                new ProcessBuilder(
                        "bash",
                        "-c",
                        "\"$0\" a & one=$!; \"$0\" b & two=$!; wait $one && wait $two",
                        root.resolve("kindred").toString());
        both.environment().putAll(environment);
        both.redirectErrorStream(true);
        Process process = both.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(builds()).isEqualTo(1);
        assertThat(output.lines()).contains("a", "b");
    }

    @Test
    void aLockWhoseOwnerIsGoneIsBroken() throws IOException {
        write("kindred-cli/target/kindred/lock/owner", "999999999");
        assertThat(launch("demo").code()).isZero();
        assertThat(root.resolve("kindred-cli/target/kindred/lock")).doesNotExist();
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        environment.put("KINDRED_JAVA_HOME", folder.resolve("nowhere").toString());
        assertThat(launch().err()).startsWith("kindred: ").contains("nowhere", "no JDK 17");
        environment.put("KINDRED_JAVA_HOME", jdk.toString());
        environment.put("MAVEN", "3.6.3");
        CommandRun old = launch();
        assertThat(old.code()).isEqualTo(1);
        assertThat(old.err()).contains("Maven 3.8 or newer", "3.6");
        assertThat(call("PATH=/nowhere; check_maven").err()).contains("Maven was not found");
    }

    @Test
    void moreOptionsForJavaAreTaken() throws IOException {
        environment.put("KINDRED_JAVA_OPTS", "-Xmx8g -Dx=y");
        assertThat(launch().out().lines()).contains("-Xmx8g", "-Dx=y", "-XX:+UseParallelGC");
        environment.put("KINDRED_JAVA_OPTS", "-XX:+UseG1GC");
        assertThat(launch().out().lines()).doesNotContain("-XX:+UseParallelGC");
    }

    /** Calls functions of the launcher in a shell. */
    private CommandRun call(String commands) throws IOException {
        return run("bash", "-c", "source \"$1\"\n" + commands, "test", root.resolve("kindred"));
    }

    @Test
    void takesTheNewestJdkAndTheFirstOfEquals() throws IOException {
        Path old = jdk("old", "1.8.0_402");
        Path seventeen = jdk("seventeen", "17.0.15");
        Path first = jdk("first 25", "25");
        Path second = jdk("second-25", "25.0.3");
        Path runtime = jdk("runtime", "30");
        Files.delete(runtime.resolve("bin/javac"));
        String all =
                "\"%s\" \"%s\" \"%s\" \"%s\" \"%s\" /nowhere ''"
                        .formatted(old, seventeen, runtime, first, second);
        assertThat(call("newest_jdk " + all + "; echo \"$jdk\"").out().trim())
                .isEqualTo(first.toString());
        assertThat(call("newest_jdk \"" + old + "\" || echo none").out().trim()).isEqualTo("none");
    }

    @Test
    void readsTheVersionFromJavaWhereNoFileTellsIt() throws IOException {
        Path home = jdk("quiet", "0");
        Files.delete(home.resolve("release"));
        Files.createDirectories(home.resolve("lib"));
        script(home.resolve("bin/java"), "echo 'openjdk version \"21.0.4\" 2024-07-16' >&2\n");
        assertThat(call("inspect_jdk \"" + home + "\"; echo $java_version").out().trim())
                .isEqualTo("21");
    }

    @Test
    void aBuiltTreeThatCannotBeWrittenStillRuns() throws IOException {
        launch();
        Path builds = root.resolve("kindred-cli/target/kindred");
        Files.setPosixFilePermissions(builds, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assertThat(launch("x").code()).isZero();
        } finally {
            Files.setPosixFilePermissions(builds, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
