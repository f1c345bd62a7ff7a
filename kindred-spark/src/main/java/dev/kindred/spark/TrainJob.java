package dev.kindred.spark;

import dev.kindred.data.Attributes;
import dev.kindred.io.AttributeFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.train.TrainContext;
import dev.kindred.spark.train.Trainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prepared data in, a model file out. */
@Command(
        name = "train",
        header = "Trains a model and writes the ordinary model file.",
        description = {
            "",
            "Algorithms, their settings and their results are those of kindred train, and the file"
                    + " is read by the library, the command line and the server."
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  train --data prepared --algorithm item-knn --set neighbours=50 --output m.kindred"
        })
final class TrainJob implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            required = true,
            description = "What the job prepare wrote.")
    private String data = "";

    @Option(
            names = {"-a", "--algorithm"},
            paramLabel = "NAME",
            required = true,
            description = "popular, bias, item-knn, rp3beta, ials (by MLlib's ALS) or content.")
    private String algorithm = "";

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A named set of settings, such as gowalla.")
    private @Nullable String preset;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "One setting, over those of the preset. Repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The model file; a file that is there is replaced.")
    private String output = "";

    @Option(
            names = "--blocks",
            paramLabel = "N",
            description =
                    "item-knn, rp3beta, ials: tasks that share the items. More need less memory each and"
                            + " send more data (default: twice the tasks that run at once).")
    private int blocks;

    @Option(
            names = "--with-users",
            description =
                    "Puts users and histories into the file, so that known users can be served"
                            + " from it alone. Takes all data through the driver.")
    private boolean withUsers;

    @Option(
            names = "--items",
            paramLabel = "FILE",
            description = "content: attributes of items, as for kindred train.")
    private @Nullable String items;

    @Mixin private JobOptions job;

    @Override
    public Integer call() throws Exception {
        Record config =
                UsageException.check(
                        () -> {
                            Trainer.check(algorithm);
                            Record named = Algorithms.config(algorithm, preset, settings);
                            Trainer.check(algorithm, named);
                            return named;
                        });
        UsageException.check(() -> new TrainContext(job.seed, blocks));
        JobPaths.mustExist(List.of(data));
        JobPaths.mustBeOutside(output, List.of(data));
        Attributes attributes =
                items == null
                        ? Attributes.NONE
                        : AttributeFiles.read(items, ReadOptions.defaults()).attributes();
        var context = new TrainContext(job.seed, blocks, attributes);
        return job.run(spark -> train(spark, config, context));
    }

    private int train(SparkSession spark, Record config, TrainContext context) throws Exception {
        PreparedData prepared = PreparedData.open(spark, data);
        Model model = Trainer.train(algorithm, config, prepared, context);
        ModelOutput.write(
                output,
                model,
                withUsers ? prepared.collect() : null,
                spark.sparkContext().hadoopConfiguration());
        job.note(
                "%s: %s, trained on %d interactions of %d users with %d items"
                        .formatted(
                                output,
                                algorithm,
                                prepared.interactions(),
                                prepared.users(),
                                prepared.items().size()));
        return 0;
    }
}
