package dev.kindred.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the Spark jobs on this machine, by the spark-submit of a Spark distribution. */
@Command(
        name = "spark",
        header = "Runs a Spark job on this machine (for a cluster: spark-submit).",
        description = {
            "",
            "Prepares data, trains and makes lists at any size, by the Spark distribution in"
                    + " SPARK_HOME (4.1). All words after spark are the job's:"
                    + " kindred spark JOB --help tells them."
        },
        customSynopsis = "kindred spark JOB [OPTIONS]",
        footer = {
            "",
            "Environment:",
            "  SPARK_HOME           the Spark distribution",
            "  KINDRED_SPARK_JAR    the jobs' jar, if it is not where the build puts it",
            "  KINDRED_SPARK_OPTS   more options for spark-submit, such as --driver-memory 8g",
            "",
            "Example:",
            "  SPARK_HOME=/opt/spark kindred spark prepare --data events.csv --output prepared",
            "",
            "Exit codes: those of the job; 2 if Spark is not there."
        })
final class SparkCommand implements Callable<Integer> {
    private static final String HOME = "SPARK_HOME";
    private static final String JAR = "KINDRED_SPARK_JAR";

    private final Map<String, String> environment;

    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Parameters(paramLabel = "JOB", hidden = true)
    private List<String> words = new ArrayList<>(); // nothing is ours after the first of them

    SparkCommand() {
        this(System.getenv());
    }

    SparkCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (words.isEmpty()) {
            throw new UsageException("a job is needed, such as: kindred spark prepare --help");
        }
        Terminal terminal = ((Kindred) spec.root().userObject()).terminal();
        Process process =
                new ProcessBuilder(commandLine())
                        .redirectInput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                terminal.out().write(line + "\n");
            }
        }
        return process.waitFor();
    }

    /** What is run. */
    List<String> commandLine() throws IOException {
        Path submit = submit();
        List<String> line = new ArrayList<>();
        line.add(submit.toString());
        line.addAll(
                List.of(
                        "--master", "local[*]",
                        "--class", "dev.kindred.spark.Main",
                        "--conf", "spark.ui.enabled=false",
                        "--driver-java-options", "--add-modules=jdk.incubator.vector"));
        String options = environment.getOrDefault("KINDRED_SPARK_OPTS", "").trim();
        if (!options.isEmpty()) {
            line.addAll(List.of(options.split("\\s+")));
        }
        line.add(jar().toString());
        line.addAll(words);
        return line;
    }

    private Path submit() {
        String home = environment.get(HOME);
        if (home == null || home.isBlank()) {
            throw new UsageException(
                    "%s is not set: it names the folder of a Spark 4.1 distribution, which kindred spark needs. For a cluster use spark-submit."
                            .formatted(HOME));
        }
        Path submit = Path.of(home, "bin", "spark-submit");
        if (!Files.isExecutable(submit)) {
            throw new UsageException(
                    "%s=%s is no Spark distribution: it has no bin/spark-submit that can be run"
                            .formatted(HOME, home));
        }
        return submit;
    }

    private Path jar() throws IOException {
        String named = environment.get(JAR);
        if (named != null) {
            if (!Files.isRegularFile(Path.of(named))) {
                throw new UsageException("%s=%s: there is no such file".formatted(JAR, named));
            }
            return Path.of(named);
        }
        String root = System.getProperty("kindred.home", ".");
        Path built = Path.of(root, "kindred-spark", "target");
        if (Files.isDirectory(built)) {
            try (Stream<Path> files = Files.list(built)) {
                Path found =
                        files.filter(file -> file.toString().endsWith("-all.jar"))
                                .sorted()
                                .findFirst()
                                .orElse(null);
                if (found != null) {
                    return found;
                }
            }
        }
        throw new UsageException(
                "the jar of the Spark jobs is not built. Maybe: mvn package -DskipTests -pl kindred-spark -am; or %s names it"
                        .formatted(JAR));
    }
}
