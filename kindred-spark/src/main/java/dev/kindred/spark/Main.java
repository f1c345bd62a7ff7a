package dev.kindred.spark;

import dev.kindred.model.ModelInfo;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The jobs, for {@code spark-submit --class dev.kindred.spark.Main kindred-spark.jar JOB ...}. */
@Command(
        name = "kindred spark",
        header = "Recommendations at any size: jobs for Apache Spark.",
        synopsisSubcommandLabel = "JOB",
        versionProvider = Main.Version.class,
        subcommands = {
            PrepareJob.class,
            TrainJob.class,
            RecommendJob.class,
            EvaluateJob.class,
            CommandLine.HelpCommand.class
        },
        commandListHeading = "%nJobs:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Example:",
            "  spark-submit --class dev.kindred.spark.Main kindred-spark.jar \\",
            "      prepare --data hdfs:///events/*.parquet --output hdfs:///prepared",
            "  spark-submit --class dev.kindred.spark.Main kindred-spark.jar \\",
            "      train --data hdfs:///prepared --algorithm rp3beta --output m.kindred",
            "",
            "Paths may be local (then each worker must see them) or of any file system of Hadoop's.",
            "Exit codes: 0 done, 1 failed (or some input rows were rejected), 2 wrong usage."
        })
public final class Main implements Runnable {
    @Spec private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    private boolean version;

    /** Runs one job; ends the process only if it failed, as Spark's cluster managers want it. */
    public static void main(String[] args) {
        int code =
                run(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs one job; returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        var errors = new Errors(args);
        var line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExpandAtFiles(false);
        line.setUsageHelpWidth(100);
        line.setUsageHelpLongOptionsMaxWidth(36);
        line.getSubcommands()
                .values()
                .forEach(
                        job ->
                                job.getCommandSpec()
                                        .usageMessage()
                                        .optionListHeading("%nOptions:%n"));
        line.setOut(out);
        line.setErr(err);
        line.setParameterExceptionHandler(errors);
        line.setExecutionExceptionHandler(errors);
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "a job is needed: prepare, train, recommend, evaluate");
    }

    /** The text of {@code --version}. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "kindred spark %s (Java %s)"
                        .formatted(ModelInfo.CURRENT_VERSION, Runtime.version().feature())
            };
        }
    }
}
