package dev.kindred.spark;

import dev.kindred.model.Model;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.lists.BulkEvaluation;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A model and prepared data with a split in, metrics out. */
@Command(
        name = "evaluate",
        header = "Measures a model on what prepare --split held back.",
        description = {
            "",
            "By core's metrics, with every item ranked that the user does not have. Writes JSON to"
                    + " stdout."
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  evaluate --model m.kindred --data prepared --metrics ndcg@10,recall@20"
        })
final class EvaluateJob implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            description = "A model that was trained on the prepared data.")
    private String model = "";

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            required = true,
            description = "What the job prepare wrote, with --split.")
    private String data = "";

    @Option(
            names = "--metrics",
            paramLabel = "NAMES",
            description =
                    "Metrics of lists with a value per user (default:"
                            + " ndcg@10,recall@10,precision@10).")
    private String metrics = "ndcg@10,recall@10,precision@10";

    @Mixin private JobOptions job;

    @Override
    public Integer call() throws Exception {
        BulkEvaluation evaluation = UsageException.check(() -> new BulkEvaluation(metrics));
        JobPaths.mustExist(List.of(data));
        ModelInput.mustExist(model);
        return job.run(spark -> evaluate(spark, evaluation));
    }

    private int evaluate(SparkSession spark, BulkEvaluation evaluation) throws Exception {
        PreparedData prepared = PreparedData.open(spark, data);
        Model trained = ModelInput.read(model, spark.sparkContext().hadoopConfiguration()).model();
        BulkEvaluation.Result result = evaluation.run(prepared, trained);
        PrintWriter out = job.out();
        out.printf("{\"algorithm\":\"%s\",\"metrics\":{", trained.info().algorithm());
        String comma = "";
        for (var metric : result.metrics().entrySet()) {
            double value = metric.getValue();
            out.printf(
                    "%s\"%s\":%s",
                    comma, metric.getKey(), Double.isNaN(value) ? "null" : Double.toString(value));
            comma = ",";
        }
        out.printf("},\"users\":%d}%n", result.users());
        return 0;
    }
}
