package dev.kindred.spark;

import dev.kindred.model.ModelFile;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.lists.ListFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A model and prepared data in, lists out. */
@Command(
        name = "recommend",
        header = "Makes lists for all users.",
        description = {
            "",
            "Lists are those of kindred batch: the model's, filled up with what is popular; what a"
                    + " user has already is left out. The score is empty (null) where an item only"
                    + " fills a place."
        },
        sortOptions = false,
        footer = {
            "",
            "Example:",
            "  recommend --model m.kindred --data prepared -n 50 --output lists --format json"
        })
final class RecommendJob implements Callable<Integer> {
    @ArgGroup(exclusive = false, multiplicity = "1")
    private ListOptions wanted = new ListOptions();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            required = true,
            description = "What the job prepare wrote: users and histories.")
    private String data = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            required = true,
            description = "Where the lists go; must not be there yet.")
    private String output = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "parquet (default), csv or json.")
    private ListFormat format = ListFormat.PARQUET;

    @Mixin private JobOptions job;

    @Override
    public Integer call() throws Exception {
        wanted.check();
        JobPaths.mustExist(List.of(data));
        ModelInput.mustExist(wanted.model);
        JobPaths.mustBeNew(output);
        JobPaths.mustBeOutside(output, List.of(data));
        return job.run(this::recommend);
    }

    private int recommend(SparkSession spark) throws Exception {
        PreparedData prepared = PreparedData.open(spark, data);
        ModelFile file = ModelInput.read(wanted.model, spark.sparkContext().hadoopConfiguration());
        long start = System.nanoTime();
        format.write(spark, wanted.lists(prepared, file).of(prepared.histories()), output);
        double seconds = (System.nanoTime() - start) / 1e9;
        job.note(
                "%s: lists of %d for %d users in %.1f s (%.0f users/s)"
                        .formatted(
                                output,
                                wanted.n,
                                prepared.users(),
                                seconds,
                                prepared.users() / seconds));
        return 0;
    }
}
