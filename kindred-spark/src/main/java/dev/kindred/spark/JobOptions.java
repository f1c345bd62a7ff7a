package dev.kindred.spark;

import java.io.PrintWriter;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every job takes. */
final class JobOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "All random numbers come from it (default: 42).")
    long seed = 42;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes on stderr; errors are still told.")
    private boolean quiet;

    @Option(names = "--debug", description = "Shows the stack trace of an error.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /** What runs in a session. */
    interface Work {
        int run(SparkSession spark) throws Exception;
    }

    /** Runs a job in the session that there is, or in one of its own. */
    int run(Work work) throws Exception {
        boolean shared = SparkSession.getActiveSession().isDefined();
        var conf = new SparkConf();
        conf.setIfMissing("spark.master", "local[*]");
        if (conf.get("spark.master").startsWith("local")) {
            // Spark's 200 are for clusters; here each would cost more than it does.
            int tasks = 2 * Runtime.getRuntime().availableProcessors();
            conf.setIfMissing("spark.sql.shuffle.partitions", Integer.toString(tasks));
        }
        conf.setIfMissing("spark.app.name", spec.qualifiedName());
        // Kryo, which spark-defaults.conf may name, cannot read records.
        conf.set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
        conf.setIfMissing("spark.ui.showConsoleProgress", "false");
        SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
        var progress = new JobProgress(err());
        if (!quiet) {
            spark.sparkContext().addSparkListener(progress);
        }
        try {
            return work.run(spark);
        } finally {
            spark.sparkContext().removeSparkListener(progress);
            if (!shared) {
                spark.stop();
            }
        }
    }

    /** Tells people something that is not data. */
    void note(String message) {
        if (!quiet) {
            err().println(message);
        }
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
